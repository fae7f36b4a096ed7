#include "lib/sqlite/database.h"

#include <chrono>
#include <cstring>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "sqlite3.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {
namespace {

absl::StatusCode CodeOf(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
      return absl::StatusCode::kUnavailable;
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return absl::StatusCode::kPermissionDenied;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:  // tables that contradict one another
    case SQLITE_ERROR:       // tables that are not as we made them
      return absl::StatusCode::kDataLoss;
    default:
      return absl::StatusCode::kInternal;
  }
}

// Returns words that tell a user what to do, since SQLite's own are for its programmers; "" to use those.
std::string_view WordsOf(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process is writing to it; try again";
    case SQLITE_FULL:
      return "the disk is full; nothing was changed";
    case SQLITE_IOERR:
      return "the disk failed";
    case SQLITE_READONLY:
      return "it cannot be written";
    case SQLITE_CANTOPEN:
      return "it cannot be opened";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
      return "the file is damaged";
    default:
      return "";
  }
}

absl::Status StatusOf(sqlite3* connection, int result) {
  const char* const file = sqlite3_db_filename(connection, "main");
  const std::string_view words = WordsOf(result);
  return absl::Status(CodeOf(result),
                      absl::StrCat(file == nullptr ? "" : file, ": ", words.empty() ? sqlite3_errstr(result) : words));
}

// Returns the URI that opens a file as immutable, which SQLite offers in URIs only. Every byte of the path that could
// mean something else there is escaped.
std::string ImmutableUri(std::string_view path) {
  // An empty authority, so that a path that begins with "//" is not taken for one.
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '/' || c == '.' || c == '-' || c == '_') {
      uri += c;
    } else {
      absl::StrAppend(&uri, "%", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

Rows::~Rows() {
  if (statement_ == nullptr) return;
  if (owned_) {
    sqlite3_finalize(statement_);
  } else {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
}

bool Rows::Next() {
  if (!status_.ok()) return false;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) status_ = StatusOf(sqlite3_db_handle(statement_), result);
  return false;
}

std::int64_t Rows::Int(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Rows::Text(int column) {
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  if (bytes != nullptr) return {bytes, static_cast<std::size_t>(size)};
  sqlite3* const connection = sqlite3_db_handle(statement_);
  if (sqlite3_errcode(connection) == SQLITE_NOMEM) status_ = StatusOf(connection, SQLITE_NOMEM);
  return "";
}

bool Rows::IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

Digest Rows::ADigest(int column) {
  const std::string_view bytes = Bytes(column);
  Digest digest;
  if (bytes.size() == digest.bytes.size()) {
    std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  } else if (status_.ok()) {
    status_ = StatusOf(sqlite3_db_handle(statement_), SQLITE_CORRUPT);
  }
  return digest;
}

std::int64_t Rows::UpTo(int column, std::int64_t last) {
  const std::int64_t value = Int(column);
  if (value >= 0 && value <= last) return value;
  status_ = StatusOf(sqlite3_db_handle(statement_), SQLITE_CORRUPT);
  return 0;
}

void Rows::BindOne(int index, std::int64_t value) { sqlite3_bind_int64(statement_, index, value); }

void Rows::Bound(int result) {
  if (result != SQLITE_OK) status_ = StatusOf(sqlite3_db_handle(statement_), result);
}

void Rows::BindOne(int index, std::string_view text) {
  Bound(sqlite3_bind_text64(statement_, index, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
}

void Rows::BindOne(int index, Blob blob) {
  Bound(sqlite3_bind_blob64(statement_, index, blob.bytes.data() == nullptr ? "" : blob.bytes.data(), blob.bytes.size(),
                            SQLITE_STATIC));
}

void Rows::BindOne(int index, std::nullptr_t) { sqlite3_bind_null(statement_, index); }

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& path, const Options& options) {
  const std::string name = options.immutable ? ImmutableUri(path) : path;
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (options.immutable ? SQLITE_OPEN_URI : 0) |
                    (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    (options.create ? SQLITE_OPEN_CREATE : 0);
  std::unique_ptr<Database> database(new Database(options.patience));
  sqlite3*& connection = database->connection_;
  const int result =
      sqlite3_open_v2(name.c_str(), &connection, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  if (result != SQLITE_OK) {
    const std::string_view words = WordsOf(result);
    return absl::Status(CodeOf(result), absl::StrCat(path, ": ", words.empty() ? sqlite3_errstr(result) : words));
  }
  sqlite3_busy_timeout(connection, static_cast<int>(options.patience.count()));
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

Rows Database::Prepare(const char* sql) {
  const auto place = statements_.find(sql);
  if (place != statements_.end() && !sqlite3_stmt_busy(place->second)) {
    return Rows(place->second, false, absl::OkStatus());
  }
  const bool kept = place == statements_.end();
  if (kept) statements_.reserve(statements_.size() + 1);  // nothing may throw once there is a statement
  sqlite3_stmt* statement = nullptr;
  const int result =
      sqlite3_prepare_v3(connection_, sql, -1, kept ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
  if (result != SQLITE_OK) return Rows(nullptr, true, StatusOf(connection_, result));
  if (kept) statements_.emplace(sql, statement);
  return Rows(statement, !kept, absl::OkStatus());
}

bool Database::InTransaction() const { return sqlite3_get_autocommit(connection_) == 0; }

absl::Status Database::RunScript(const char* sql) {
  const int result = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr);
  return result == SQLITE_OK ? absl::OkStatus() : StatusOf(connection_, result);
}

absl::Status Database::TurnLogOn() {
  // SQLite does not wait for locks when a reader turns into a writer, as here.
  constexpr std::chrono::milliseconds kPause{2};
  const auto end = std::chrono::steady_clock::now() + patience_;
  int result = SQLITE_OK;
  do {
    result = sqlite3_exec(connection_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if ((result & 0xff) != SQLITE_BUSY) break;
    std::this_thread::sleep_for(kPause);
  } while (std::chrono::steady_clock::now() < end);
  return result == SQLITE_OK ? absl::OkStatus() : StatusOf(connection_, result);
}

absl::Status Database::EditSchema(const char* sql) {
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  absl::Status status = RunScript("PRAGMA writable_schema = ON");
  if (status.ok()) status = RunScript(sql);
  // RESET makes SQLite read the schema again.
  const absl::Status reset = RunScript("PRAGMA writable_schema = RESET");
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return status.ok() ? reset : status;
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(connection_); }

absl::Status Database::Checkpoint() {
  const int result = sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  return result == SQLITE_OK ? absl::OkStatus() : StatusOf(connection_, result);
}

namespace {

void Rollback(Database& database) {
  // After some errors SQLite has rolled back by itself: then this fails, and nothing is left to do.
  (void)database.RunScript("ROLLBACK");
}

// Undoes a commit that failed. It may be complete in the log, and would count if the process died now: a commit that
// changes nothing replaces it there. If that fails too, the disk cannot be helped.
void TakeBack(Database& database) {
  Rollback(database);
  const absl::StatusOr<std::int64_t> version = database.Number(0, "PRAGMA user_version");
  if (version.ok()) (void)database.RunScript(absl::StrCat("PRAGMA user_version = ", *version).c_str());
}

}  // namespace

absl::StatusOr<Transaction> Transaction::Write(Database& database) {
  VEXLENS_RETURN_IF_ERROR(database.Run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

absl::StatusOr<Transaction> Transaction::Read(Database& database) {
  VEXLENS_RETURN_IF_ERROR(database.Run("BEGIN"));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr) Rollback(*database_);
}

// When memory runs out, SQLite may roll back by itself without an error of any statement of ours.
absl::Status Transaction::Commit() {
  absl::Status status = database_->InTransaction() ? database_->Run("COMMIT")
                                                   : absl::ResourceExhaustedError("out of memory: nothing was changed");
  Database& database = *std::exchange(database_, nullptr);
  if (!status.ok()) TakeBack(database);
  return status;
}

}  // namespace vexlens::sqlite
