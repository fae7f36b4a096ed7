#include "tests/support/counted_rows.h"

#include "absl/strings/str_cat.h"

namespace vexlens::testing {
namespace {

// Twice the size of a page, so that a row has pages of its own.
constexpr std::string_view kContent = "replace(hex(zeroblob(4096)), '00', n % 10)";

// Number is the first column of the first row, -1 when there is none.
std::int64_t Number(sqlite3* connection, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  std::int64_t number = -1;
  if (sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    number = sqlite3_column_int64(statement, 0);
  }
  sqlite3_finalize(statement);
  return number;
}

}  // namespace

CountedRows::CountedRows(const std::filesystem::path& file, const char* vfs, std::string_view synchronous) {
  opened_ = sqlite3_open_v2(file.c_str(), &connection_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);
  sqlite3_extended_result_codes(connection_, 1);
  if (opened_ != SQLITE_OK) return;
  opened_ =
      Execute(absl::StrCat("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=20; PRAGMA synchronous=", synchronous,
                           "; CREATE TABLE IF NOT EXISTS counted(n INTEGER PRIMARY KEY, content)"));
  if (opened_ == SQLITE_OK) last_ = Number(connection_, "SELECT count(*) FROM counted");
}

CountedRows::~CountedRows() { sqlite3_close(connection_); }

int CountedRows::Add() {
  if (opened_ != SQLITE_OK) return opened_;
  const int result =
      Execute(absl::StrCat("INSERT INTO counted SELECT n, ", kContent, " FROM (SELECT ", last_ + 1, " AS n)"));
  if (result == SQLITE_OK) ++last_;
  return result;
}

int CountedRows::Execute(const std::string& sql) {
  return sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
}

RowsFound FindRows(const std::filesystem::path& file) {
  sqlite3* connection = nullptr;
  sqlite3_open(file.c_str(), &connection);
  sqlite3_exec(connection, "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
  RowsFound found = {true, 0};
  if (Number(connection, "SELECT count(*) FROM sqlite_schema") != 0) {
    found.rows = Number(connection, "SELECT count(*) FROM counted");
    found.sound =
        Number(connection, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0 &&
        Number(connection, absl::StrCat("SELECT count(*) FROM counted WHERE n <= (SELECT count(*) FROM counted) "
                                        "AND content = ",
                                        kContent)) == found.rows;
  }
  sqlite3_close(connection);
  return found;
}

}  // namespace vexlens::testing
