// SqliteStore: the rows of a workspace in one SQLite file.
#ifndef VEXLENS_LIB_SQLITE_SQLITE_STORE_H_
#define VEXLENS_LIB_SQLITE_SQLITE_STORE_H_

#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "lib/sqlite/database.h"
#include "lib/workspace/store.h"

namespace vexlens::sqlite {

class SqliteStore final : public workspace::Store {
 public:
  // Opens the file "vexlens.db" in `directory`, whose name is taken byte for byte. Errors: NOT_FOUND if it is missing
  // and not to be made. `vfs` is SQLite's file system by name, "" the default.
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(const std::string& directory,
                                                           workspace::StoreOptions options, std::string vfs = "");

  // Brings the log into place and removes it, unless others have the file open.
  ~SqliteStore() override;

  std::string_view name() const override { return path_; }
  absl::StatusOr<std::unique_ptr<workspace::View>> Read() override;
  absl::StatusOr<std::unique_ptr<workspace::Edit>> Write() override;
  absl::StatusOr<workspace::StoreState> Look() override;

  // Moves all of the log into the file, so that no later call has to.
  absl::Status Checkpoint();

 private:
  friend class Session;
  // A list, because moving an element to another list needs no memory.
  using Connections = std::list<std::unique_ptr<Database>>;

  SqliteStore(std::string path, workspace::StoreOptions options, std::string vfs, bool immutable);
  absl::Status Prepare();
  absl::StatusOr<workspace::StoreState> StateIn(Database& database) const;
  absl::StatusOr<std::unique_ptr<Database>> Connect(bool create, bool read_only) const;
  // Returns a connection that is not in use, or a new one.
  absl::StatusOr<Connections> Take(bool writes);
  void GiveBack(bool writes, Connections& connection);
  // Adds the path to a failed precondition.
  absl::Status At(const absl::Status& status) const;

  const std::string path_;
  const workspace::StoreOptions options_;
  const std::string vfs_;
  const bool immutable_;  // nobody can write the file
  absl::Mutex mutex_;
  // Not in use. Writers are closed last: the last connection removes the log.
  Connections writers_ ABSL_GUARDED_BY(mutex_);
  Connections readers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_SQLITE_STORE_H_
