#include "tests/support/workspace_file.h"

#include <utility>

#include "lib/sqlite/sqlite_store.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::testing {

using sqlite::SqliteStore;

absl::StatusOr<std::unique_ptr<Workspace>> OpenThrough(const std::string& vfs, const std::string& folder,
                                                       Workspace::Options options) {
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<SqliteStore> store,
                           SqliteStore::Open(folder, workspace::StoreOptions(options), vfs));
  return Workspace::Over(std::move(store), std::move(options));
}

absl::Status CheckpointOf(const std::string& folder, const std::string& vfs, std::chrono::milliseconds patience) {
  workspace::StoreOptions file;
  file.create = false;
  file.patience = patience;
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<SqliteStore> store, SqliteStore::Open(folder, std::move(file), vfs));
  return store->Checkpoint();
}

}  // namespace vexlens::testing
