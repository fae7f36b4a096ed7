#include "tests/support/workspace_file.h"

#include <utility>

#include "lib/sqlite/sqlite_store.h"
#include "vexlens/status_macros.h"

namespace vexlens::testing {

using sqlite::SqliteStore;

absl::StatusOr<std::unique_ptr<Workspace>> OpenThrough(const std::string& vfs, const std::string& folder,
                                                       Workspace::Options options) {
  SqliteStore::Options file;
  file.create = options.create;
  file.patience = options.patience;
  file.cache_bytes = options.cache_bytes;
  file.clock = options.clock;
  file.vfs = vfs;
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<SqliteStore> store, SqliteStore::Open(folder, std::move(file)));
  return Workspace::Over(std::move(store), std::move(options));
}

absl::Status CheckpointOf(const std::string& folder, const std::string& vfs, std::chrono::milliseconds patience) {
  SqliteStore::Options file;
  file.create = false;
  file.patience = patience;
  file.vfs = vfs;
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<SqliteStore> store, SqliteStore::Open(folder, std::move(file)));
  return store->Checkpoint();
}

}  // namespace vexlens::testing
