// Workspace::Open: the rules of a workspace over the file in a directory.
#include <memory>
#include <string>
#include <utility>

#include "lib/sqlite/sqlite_store.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/workspace.h"

namespace vexlens {

absl::StatusOr<std::unique_ptr<Workspace>> Workspace::Open(const std::string& directory, Options options) {
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<sqlite::SqliteStore> store,
                           sqlite::SqliteStore::Open(directory, workspace::StoreOptions(options)));
  return Over(std::move(store), std::move(options));
}

}  // namespace vexlens
