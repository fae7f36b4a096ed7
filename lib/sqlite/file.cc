#include "lib/sqlite/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

namespace {

// Makes a folder and its parents, each synced so that it survives a power failure.
absl::Status MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return absl::OkStatus();
  const std::filesystem::path parent =
      folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
  VEXLENS_RETURN_IF_ERROR(MakeFolder(parent));
  std::filesystem::create_directory(folder, error);
  if (error) return absl::PermissionDeniedError(absl::StrCat(folder.string(), ": ", error.message()));
  const int file = open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return absl::OkStatus();  // it cannot be read, so it cannot be synced
  const bool synced = fsync(file) == 0;
  close(file);
  return synced ? absl::OkStatus() : absl::UnavailableError(absl::StrCat(parent.string(), ": ", std::strerror(errno)));
}

// Configures a connection for writing: every commit is on the disk when it returns.
absl::Status ConfigureWriter(Database& database, std::size_t cache_bytes) {
  VEXLENS_RETURN_IF_ERROR(database.TurnLogOn());
  // Lets the log grow to 128 MiB before a commit has to move it into the file, so that few changes wait for that.
  return database.RunScript(
      absl::StrCat("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32768;"
                   "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -",
                   cache_bytes / 1024)
          .c_str());
}

}  // namespace

File::Use::~Use() {
  if (connection_.empty()) return;
  transaction_.reset();
  // A connection that has met an error, or whose changes were taken back, is closed: what it remembers of the schema
  // and of damage goes with it. Without memory a transaction does not end, and closing ends that, too.
  if (!database().InTransaction() && writes_ == committed_) file_->GiveBack(writes_, connection_);
}

absl::Status File::Use::Commit() {
  VEXLENS_RETURN_IF_ERROR(transaction_->Commit());
  committed_ = true;
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<File>> File::Open(const std::string& directory, std::string_view name,
                                                 const Schema& schema, Options options) {
  const std::string path = absl::StrCat(directory, "/", name);
  std::error_code error;
  const bool exists = std::filesystem::exists(path, error);
  if (!exists && !options.create) return absl::NotFoundError(absl::StrCat(directory, " holds no ", schema.what));
  if (!exists) VEXLENS_RETURN_IF_ERROR(MakeFolder(directory));
  const bool fixed = exists && access(directory.c_str(), W_OK) != 0;
  const bool log = std::filesystem::exists(path + "-wal", error);
  // Where no log can be made and there is none, nobody writes the file.
  std::unique_ptr<File> file(new File(path, schema, std::move(options), fixed && !log));
  const absl::Status status = file->Prepare();
  if (status.ok()) return file;
  if (!fixed || !log || !absl::IsPermissionDenied(status)) return status;
  return absl::PermissionDeniedError(
      absl::StrCat(path, "-wal was left behind and cannot be taken over, for ", directory, " cannot be written"));
}

File::File(std::string path, const Schema& schema, Options options, bool immutable)
    : path_(std::move(path)), schema_(schema), options_(std::move(options)), immutable_(immutable) {}

File::~File() {
  absl::MutexLock lock(&mutex_);
  readers_.clear();
  if (immutable_ || !writers_.empty()) return;
  // The connection that is closed last removes the log, if it has looked at the file and may write.
  const absl::StatusOr<std::unique_ptr<Database>> last = Connect(false, false);
  if (last.ok()) (void)CheckVersion(**last, schema_);
}

absl::StatusOr<std::unique_ptr<Database>> File::Connect(bool create, bool read_only) const {
  Database::Options options;
  options.create = create;
  options.read_only = read_only;
  options.immutable = immutable_;
  options.vfs = options_.vfs;
  options.patience = options_.patience;
  return Database::Open(path_, options);
}

// Fails for a file that is not ours before it changes a byte of it. The connection stays open as long as the store:
// closed last, it moves the log into the file and removes it.
absl::Status File::Prepare() {
  if (immutable_) return Read().status();
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Database> database, Connect(options_.create, false));
  VEXLENS_RETURN_IF_ERROR(StateIn(*database).status());
  VEXLENS_RETURN_IF_ERROR(ConfigureWriter(*database, options_.cache_bytes));
  absl::MutexLock lock(&mutex_);
  writers_.push_back(std::move(database));
  return absl::OkStatus();
}

absl::StatusOr<FileState> File::StateIn(Database& database) const {
  VEXLENS_ASSIGN_OR_RETURN(const Transaction transaction, Transaction::Read(database));
  const absl::StatusOr<FileState> state = StateOf(database, schema_);
  if (!state.ok()) return At(state.status());
  if (*state == FileState::kEmpty && !options_.create) return At(CheckVersion(database, schema_));
  return *state;
}

absl::StatusOr<File::Connections> File::Take(bool writes) {
  Connections connection;
  {
    absl::MutexLock lock(&mutex_);
    Connections& free = writes ? writers_ : readers_;
    if (!free.empty()) connection.splice(connection.end(), free, std::prev(free.end()));
  }
  if (!connection.empty()) return connection;
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Database> made, Connect(false, !writes));
  if (writes) VEXLENS_RETURN_IF_ERROR(ConfigureWriter(*made, options_.cache_bytes));
  connection.push_back(std::move(made));
  return connection;
}

void File::GiveBack(bool writes, Connections& connection) {
  absl::MutexLock lock(&mutex_);
  Connections& free = writes ? writers_ : readers_;
  free.splice(free.end(), connection);
}

absl::StatusOr<FileState> File::Look() {
  VEXLENS_ASSIGN_OR_RETURN(Connections connection, Take(!immutable_));
  VEXLENS_ASSIGN_OR_RETURN(const FileState state, StateIn(*connection.front()));
  GiveBack(!immutable_, connection);
  return state;
}

absl::StatusOr<File::Use> File::Read() {
  VEXLENS_ASSIGN_OR_RETURN(Connections connection, Take(false));
  Database& database = *connection.front();
  VEXLENS_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Read(database));
  VEXLENS_RETURN_IF_ERROR(At(CheckVersion(database, schema_)));
  return Use(*this, std::move(connection), std::move(transaction), /*writes=*/false);
}

absl::StatusOr<File::Use> File::Write() {
  if (immutable_) return absl::PermissionDeniedError(absl::StrCat(path_, ": the directory cannot be written"));
  VEXLENS_ASSIGN_OR_RETURN(Connections connection, Take(true));
  Database& database = *connection.front();
  VEXLENS_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Write(database));
  if (!CheckVersion(database, schema_).ok()) {
    const absl::StatusOr<FileState> state = StateOf(database, schema_);
    if (!state.ok()) return At(state.status());
    VEXLENS_RETURN_IF_ERROR(ApplyMigrations(database, schema_, options_.clock ? options_.clock() : SystemNow()));
  }
  return Use(*this, std::move(connection), std::move(transaction), /*writes=*/true);
}

absl::Status File::Checkpoint() {
  if (immutable_) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(Connections connection, Take(true));
  VEXLENS_RETURN_IF_ERROR(connection.front()->Checkpoint());
  GiveBack(true, connection);
  return absl::OkStatus();
}

absl::Status File::At(const absl::Status& status) const {
  return absl::IsFailedPrecondition(status) ? absl::FailedPreconditionError(absl::StrCat(path_, ": ", status.message()))
                                            : status;
}

}  // namespace vexlens::sqlite
