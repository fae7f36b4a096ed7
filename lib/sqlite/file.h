// File: an SQLite file of one schema, with connections for those who read and for one who writes.
#ifndef VEXLENS_LIB_SQLITE_FILE_H_
#define VEXLENS_LIB_SQLITE_FILE_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "lib/sqlite/database.h"
#include "lib/sqlite/migrations.h"
#include "vexlens/instant.h"

namespace vexlens::sqlite {

// File is safe for concurrent use, and must outlive its uses.
class File {
 private:
  // A list, because moving an element to another list needs no memory.
  using Connections = std::list<std::unique_ptr<Database>>;

 public:
  struct Options {
    bool create = true;                        // make what is missing
    std::chrono::milliseconds patience{5000};  // how long to wait for another writer
    std::size_t cache_bytes = std::size_t{64} << 20;
    std::function<Instant()> clock;  // for the instant of migrations; null: the system's
    std::string vfs;                 // SQLite's file system by name, "" the default
  };

  // Opens `directory`/`name`, whose names are taken byte for byte. Errors: NOT_FOUND if it is missing and not to be
  // made; FAILED_PRECONDITION for a file of another schema or a newer program, before a byte of it is changed.
  static absl::StatusOr<std::unique_ptr<File>> Open(const std::string& directory, std::string_view name,
                                                    const Schema& schema, Options options);

  // Brings the log into place and removes it, unless others have the file open.
  ~File();

  const std::string& path() const { return path_; }

  // Use is a connection in a transaction, which rolls back unless it is committed.
  class Use {
   public:
    Use(Use&&) = default;
    ~Use();

    Database& database() { return *connection_.front(); }

    // Commits durably. After an error nothing was changed.
    absl::Status Commit();

   private:
    friend class File;
    Use(File& file, Connections connection, Transaction transaction, bool writes)
        : file_(&file), connection_(std::move(connection)), transaction_(std::move(transaction)), writes_(writes) {}

    File* file_;
    Connections connection_;  // one, or none once it was moved
    std::optional<Transaction> transaction_;
    bool writes_;
    bool committed_ = false;
  };

  // Begins to read one state of a file that is up to date, else FAILED_PRECONDITION.
  absl::StatusOr<Use> Read();

  // Begins to write, when no other writer does; applies what migrations the file lacks, in the same transaction.
  absl::StatusOr<Use> Write();

  // Returns what the file is, after checking every migration that was applied.
  absl::StatusOr<FileState> Look();

  // Moves all of the log into the file, so that no later call has to.
  absl::Status Checkpoint();

 private:
  File(std::string path, const Schema& schema, Options options, bool immutable);
  absl::Status Prepare();
  absl::StatusOr<FileState> StateIn(Database& database) const;
  absl::StatusOr<std::unique_ptr<Database>> Connect(bool create, bool read_only) const;
  // Returns a connection that is not in use, or a new one.
  absl::StatusOr<Connections> Take(bool writes);
  void GiveBack(bool writes, Connections& connection);
  // Adds the path to a failed precondition.
  absl::Status At(const absl::Status& status) const;

  const std::string path_;
  const Schema schema_;
  const Options options_;
  const bool immutable_;  // nobody can write the file
  absl::Mutex mutex_;
  // Not in use. Writers are closed last: the last connection removes the log.
  Connections writers_ ABSL_GUARDED_BY(mutex_);
  Connections readers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_FILE_H_
