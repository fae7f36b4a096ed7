#include "lib/sqlite/sqlite_store.h"

#include <utility>

#include "lib/sqlite/session.h"
#include "lib/sqlite/workspace_schema.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::Edit;
using workspace::StoreState;
using workspace::View;

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(const std::string& directory,
                                                               workspace::StoreOptions options, std::string vfs) {
  File::Options file_options;
  file_options.create = options.create;
  file_options.patience = options.patience;
  file_options.cache_bytes = options.cache_bytes;
  file_options.clock = std::move(options.clock);
  file_options.vfs = std::move(vfs);
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<File> file,
                           File::Open(directory, "vexlens.db", WorkspaceSchema(), std::move(file_options)));
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(file)));
}

absl::StatusOr<StoreState> SqliteStore::Look() {
  VEXLENS_ASSIGN_OR_RETURN(const FileState state, file_->Look());
  switch (state) {
    case FileState::kEmpty:
      return StoreState::kEmpty;
    case FileState::kOld:
      return StoreState::kOld;
    case FileState::kCurrent:
      break;
  }
  return StoreState::kCurrent;
}

absl::StatusOr<std::unique_ptr<View>> SqliteStore::Read() {
  VEXLENS_ASSIGN_OR_RETURN(File::Use use, file_->Read());
  return std::make_unique<Session>(std::move(use));
}

absl::StatusOr<std::unique_ptr<Edit>> SqliteStore::Write() {
  VEXLENS_ASSIGN_OR_RETURN(File::Use use, file_->Write());
  return std::make_unique<Session>(std::move(use));
}

}  // namespace vexlens::sqlite
