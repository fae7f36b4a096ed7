// Opening a workspace, and the transactions in which everything else happens.
#include "vexlens/workspace.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "lib/store/schema.h"
#include "lib/store/sqlite_workspace.h"
#include "vexlens/status_macros.h"

namespace vexlens {
namespace store {
namespace {

// MakeFolder makes a folder and those above it, and lets each be found again after the power was lost.
absl::Status MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return absl::OkStatus();
  const std::filesystem::path parent =
      folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
  VEXLENS_RETURN_IF_ERROR(MakeFolder(parent));
  std::filesystem::create_directory(folder, error);
  if (error) return absl::PermissionDeniedError(absl::StrCat(folder.string(), ": ", error.message()));
  const int file = open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return absl::OkStatus();  // it cannot be read, and so not synced either
  const bool synced = fsync(file) == 0;
  close(file);
  return synced ? absl::OkStatus() : absl::UnavailableError(absl::StrCat(parent.string(), ": ", std::strerror(errno)));
}

// At says of which file a precondition does not hold.
absl::Status At(std::string_view path, const absl::Status& status) {
  return absl::IsFailedPrecondition(status) ? absl::FailedPreconditionError(absl::StrCat(path, ": ", status.message()))
                                            : status;
}

absl::Status CheckVersionOf(std::string_view path, Database& database) { return At(path, CheckVersion(database)); }

}  // namespace
}  // namespace store

absl::StatusOr<std::unique_ptr<Workspace>> Workspace::Open(const std::string& directory, Options options) {
  const std::string path = absl::StrCat(directory, "/vexlens.db");
  std::error_code error;
  const bool exists = std::filesystem::exists(path, error);
  if (!exists && !options.create) return absl::NotFoundError(absl::StrCat(directory, " holds no workspace"));
  if (!exists) {
    VEXLENS_RETURN_IF_ERROR(store::MakeFolder(directory));
  }
  const bool fixed = exists && access(directory.c_str(), W_OK) != 0;
  const bool log = std::filesystem::exists(path + "-wal", error);
  // Where no log can be made and none is, nobody else writes the file.
  auto workspace = std::make_unique<store::SqliteWorkspace>(path, std::move(options), fixed && !log);
  absl::Status status = workspace->Prepare();
  if (status.ok()) return workspace;
  if (!fixed || !log || !absl::IsPermissionDenied(status)) return status;
  return absl::PermissionDeniedError(
      absl::StrCat(path, "-wal was left behind and cannot be taken over, for ", directory, " cannot be written"));
}

}  // namespace vexlens

namespace vexlens::store {

absl::Status SqliteWorkspace::Prepare() {
  if (immutable_) return Read().status();
  absl::MutexLock lock(&writing_);
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Connect(options_.create, false));
  Database& database = connection->database();
  VEXLENS_ASSIGN_OR_RETURN(const Standing standing, Look(database));
  VEXLENS_RETURN_IF_ERROR(ConfigureWriter(database, options_.cache_bytes));
  if (standing != Standing::kCurrent) {
    absl::Status status = Migrate(*connection);
    if (standing == Standing::kOld && absl::IsPermissionDenied(status)) return CheckVersionOf(path_, database);
    if (!status.ok()) return status;
  }
  writer_ = std::move(connection);
  // As after a change: who cannot be told now will be.
  (void)Tell(*writer_);
  return absl::OkStatus();
}

// Look needs no writer's turn: whoever only reads need not wait for those who write. It fails for what is somebody
// else's before a byte of that is changed.
absl::StatusOr<Standing> SqliteWorkspace::Look(Database& database) {
  VEXLENS_ASSIGN_OR_RETURN(const Transaction transaction, Transaction::Read(database));
  absl::StatusOr<Standing> standing = StandingOf(database);
  if (!standing.ok()) return At(path_, standing.status());
  if (*standing == Standing::kEmpty && !options_.create) return CheckVersionOf(path_, database);
  return standing;
}

absl::StatusOr<std::unique_ptr<Connection>> SqliteWorkspace::Connect(bool create, bool read_only) {
  Database::Options options;
  options.create = create;
  options.read_only = read_only;
  options.immutable = immutable_;
  options.vfs = options_.vfs;
  options.patience = options_.patience;
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Database> database, Database::Open(path_, options));
  return std::make_unique<Connection>(std::move(database));
}

SqliteWorkspace::Lease::~Lease() {
  if (connection_.empty()) return;
  transaction_.reset();
  // Without memory a transaction does not end; closing the connection ends it.
  if (database().InTransaction()) return;
  absl::MutexLock lock(&workspace_->reading_);
  workspace_->readers_.splice(workspace_->readers_.end(), connection_);
}

absl::StatusOr<SqliteWorkspace::Lease> SqliteWorkspace::Read() {
  Readers connection;
  {
    absl::MutexLock lock(&reading_);
    if (!readers_.empty()) connection.splice(connection.end(), readers_, std::prev(readers_.end()));
  }
  if (connection.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Connection> made, Connect(false, true));
    connection.push_back(std::move(made));
  }
  Database& database = connection.front()->database();
  VEXLENS_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Read(database));
  VEXLENS_RETURN_IF_ERROR(CheckVersionOf(path_, database));
  VEXLENS_RETURN_IF_ERROR(connection.front()->Refresh());
  return Lease(*this, std::move(connection), std::move(transaction));
}

absl::Status SqliteWorkspace::Transact(const Step& change, bool keep) {
  if (immutable_) return absl::PermissionDeniedError(absl::StrCat(path_, ": the directory cannot be written"));
  absl::MutexLock lock(&writing_);
  if (writer_ == nullptr) {
    VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Connect(false, false));
    VEXLENS_RETURN_IF_ERROR(ConfigureWriter(connection->database(), options_.cache_bytes));
    writer_ = std::move(connection);
  }
  // What is remembered of changes that never happened is forgotten.
  absl::Cleanup forget = [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { writer_ = nullptr; };
  Database& database = writer_->database();
  VEXLENS_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Write(database));
  // Another process may have a newer program.
  VEXLENS_RETURN_IF_ERROR(CheckVersionOf(path_, database));
  VEXLENS_RETURN_IF_ERROR(writer_->Refresh());
  VEXLENS_ASSIGN_OR_RETURN(const Instant recorded_at, NextInstant(database));
  if (absl::Status status = change(*writer_, recorded_at); !status.ok() || !keep) return status;
  absl::Status status = database.Run("UPDATE meta SET value = ? WHERE name = 'recorded_at'", recorded_at);
  if (!status.ok()) return status;
  if (status = transaction.Commit(); !status.ok()) return status;
  std::move(forget).Cancel();
  // What is durable is no failure because nobody could be told: they will be, next time.
  (void)Tell(*writer_);
  return absl::OkStatus();
}

// NextInstant is when the present change is recorded: no two are at one instant, whatever the clock does.
absl::StatusOr<Instant> SqliteWorkspace::NextInstant(Database& database) const {
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t last,
                           database.Number(0, "SELECT value FROM meta WHERE name = 'recorded_at'"));
  return Instant{std::max(Now().micros, last + 1)};
}

absl::Status SqliteWorkspace::Tell(Connection& connection) {
  constexpr std::int64_t kBatch = 1000;
  if (options_.observer == nullptr) return absl::OkStatus();
  Database& database = connection.database();
  while (true) {
    VEXLENS_ASSIGN_OR_RETURN(std::int64_t heard, database.Number(0, "SELECT value FROM meta WHERE name = 'heard'"));
    // What was told may not have been noted, when the disk was full.
    told_ = std::max(told_, heard);
    VEXLENS_ASSIGN_OR_RETURN(std::vector<Revision> revisions, RevisionsAfter(database, told_, kBatch));
    if (revisions.empty()) return absl::OkStatus();
    for (const Revision& revision : revisions) options_.observer->OnRevision(revision);
    told_ = static_cast<std::int64_t>(revisions.back().sequence);
    VEXLENS_RETURN_IF_ERROR(database.Run("UPDATE meta SET value = ? WHERE name = 'heard'", told_));
  }
}

Instant SqliteWorkspace::Now() const { return options_.clock ? options_.clock() : SystemNow(); }

absl::Status SqliteWorkspace::Checkpoint() {
  if (immutable_) return absl::OkStatus();
  absl::MutexLock lock(&writing_);
  return writer_ == nullptr ? absl::OkStatus() : writer_->database().Checkpoint();
}

}  // namespace vexlens::store
