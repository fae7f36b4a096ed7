// Database: a connection to an SQLite file. Nothing else calls SQLite.
#ifndef VEXLENS_LIB_SQLITE_DATABASE_H_
#define VEXLENS_LIB_SQLITE_DATABASE_H_

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"

struct sqlite3;
struct sqlite3_stmt;

namespace vexlens::sqlite {

// Blob is bytes, bound without a copy: they must outlive the rows. A string_view is bound as text, and copied.
struct Blob {
  std::string_view bytes;
};
inline Blob BlobOf(const Digest& digest) {
  return {{reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()}};
}

// Rows is the answer to one statement, row by row. An error ends it early: check status() after the last row.
class Rows {
 public:
  Rows(Rows&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)), owned_(other.owned_), status_(std::move(other.status_)) {}
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  bool Next();
  const absl::Status& status() const { return status_; }

  // Return columns of the current row, from 0. Views live until the next row.
  std::int64_t Int(int column) const;
  std::string_view Text(int column);
  std::string_view Bytes(int column) { return Text(column); }
  bool IsNull(int column) const;
  Instant Time(int column) const { return Instant{Int(column)}; }
  // Returns the digest in a column. One of another length ends the rows with DATA_LOSS.
  Digest ADigest(int column);
  // Returns an enumerator up to `last`. Another number ends the rows with DATA_LOSS.
  template <typename Enumeration>
  Enumeration Enumerator(int column, Enumeration last) {
    return static_cast<Enumeration>(UpTo(column, static_cast<std::int64_t>(last)));
  }

 private:
  friend class Database;
  Rows(sqlite3_stmt* statement, bool owned, absl::Status status)
      : statement_(statement), owned_(owned), status_(std::move(status)) {}
  std::int64_t UpTo(int column, std::int64_t last);
  void Bind(int) {}
  template <typename First, typename... Rest>
  void Bind(int index, const First& first, const Rest&... rest) {
    BindOne(index, first);
    Bind(index + 1, rest...);
  }
  void Bound(int result);
  void BindOne(int index, std::int64_t value);
  // SQLite has no larger number than INT64_MAX: what is larger is bound as that.
  void BindOne(int index, std::uint64_t value) {
    constexpr std::uint64_t kMost = INT64_MAX;
    BindOne(index, static_cast<std::int64_t>(std::min(value, kMost)));
  }
  void BindOne(int index, std::string_view text);
  void BindOne(int index, Blob blob);
  void BindOne(int index, std::nullptr_t);
  template <std::same_as<std::optional<std::string>> Text>
  void BindOne(int index, const Text& text) {
    text.has_value() ? BindOne(index, std::string_view(*text)) : BindOne(index, nullptr);
  }
  void BindOne(int index, Instant instant) { BindOne(index, instant.micros); }
  void BindOne(int index, const Digest& digest) { BindOne(index, BlobOf(digest)); }

  sqlite3_stmt* statement_;
  bool owned_;  // else it goes back to the database
  absl::Status status_;
};

// Database is a connection with its prepared statements. Not for concurrent use.
class Database {
 public:
  struct Options {
    bool create = false;
    bool read_only = false;
    bool immutable = false;  // nobody writes the file: open it without locks and without a log
    std::string vfs;
    std::chrono::milliseconds patience{5000};
  };

  // Opens the file at `path`. No part of the path is read as a URI.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& path, const Options& options);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Prepares `sql`, a literal, and binds its parameters in order. The statement is cached by the literal's address.
  template <typename... Values>
  Rows Select(const char* sql, const Values&... values) {
    Rows rows = Prepare(sql);
    if (rows.status_.ok()) rows.Bind(1, values...);
    return rows;
  }

  // Runs a statement without rows, otherwise as Select.
  template <typename... Values>
  absl::Status Run(const char* sql, const Values&... values) {
    Rows rows = Select(sql, values...);
    while (rows.Next()) {
    }
    return rows.status();
  }

  // Reports whether a transaction is open, even one that could not be ended.
  bool InTransaction() const;

  // Runs several statements without parameters.
  absl::Status RunScript(const char* sql);

  // Turns on write-ahead logging. Waits as long as Options::patience for others that do the same.
  absl::Status TurnLogOn();

  // Runs a script that may change sqlite_schema, and reads the schema again.
  absl::Status EditSchema(const char* sql);

  // Returns the first column of the first row, or `otherwise` if there is no row or it is null.
  template <typename... Values>
  absl::StatusOr<std::int64_t> Number(std::int64_t otherwise, const char* sql, const Values&... values) {
    Rows rows = Select(sql, values...);
    const std::int64_t number = rows.Next() && !rows.IsNull(0) ? rows.Int(0) : otherwise;
    if (!rows.status().ok()) return rows.status();
    return number;
  }

  std::int64_t last_id() const;
  // Moves all of the log into the file.
  absl::Status Checkpoint();

 private:
  explicit Database(std::chrono::milliseconds patience) : patience_(patience) {}
  Rows Prepare(const char* sql);

  sqlite3* connection_ = nullptr;
  std::chrono::milliseconds patience_;
  absl::flat_hash_map<const char*, sqlite3_stmt*> statements_;
};

// Transaction rolls back at its end unless it was committed.
class Transaction {
 public:
  // Begins a transaction. Write waits for other writers; Read keeps one state of the database in view.
  static absl::StatusOr<Transaction> Write(Database& database);
  static absl::StatusOr<Transaction> Read(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // Commits durably. After an error nothing was changed.
  absl::Status Commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_DATABASE_H_
