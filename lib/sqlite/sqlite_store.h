// SqliteStore: the rows of a workspace in one SQLite file.
#ifndef VEXLENS_LIB_SQLITE_SQLITE_STORE_H_
#define VEXLENS_LIB_SQLITE_SQLITE_STORE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/file.h"
#include "lib/workspace/store.h"

namespace vexlens::sqlite {

class SqliteStore final : public workspace::Store {
 public:
  // Opens the file "vexlens.db" in `directory`, as File::Open does. `vfs` is SQLite's file system by name, "" the
  // default.
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(const std::string& directory,
                                                           workspace::StoreOptions options, std::string vfs = "");

  std::string_view name() const override { return file_->path(); }
  absl::StatusOr<std::unique_ptr<workspace::View>> Read() override;
  absl::StatusOr<std::unique_ptr<workspace::Edit>> Write() override;
  absl::StatusOr<workspace::StoreState> Look() override;

  // Moves all of the log into the file, so that no later call has to.
  absl::Status Checkpoint() { return file_->Checkpoint(); }

 private:
  explicit SqliteStore(std::unique_ptr<File> file) : file_(std::move(file)) {}

  const std::unique_ptr<File> file_;
};

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_SQLITE_STORE_H_
