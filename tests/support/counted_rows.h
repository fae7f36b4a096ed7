// CountedRows: a plain database whose contents tell what was lost of it.
#ifndef VEXLENS_TESTS_SUPPORT_COUNTED_ROWS_H_
#define VEXLENS_TESTS_SUPPORT_COUNTED_ROWS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "sqlite3.h"

namespace vexlens::testing {

// CountedRows adds rows 1, 2, 3, … of several pages each, in a transaction each and in WAL mode. The log is taken
// over into the database after every few rows.
class CountedRows {
 public:
  // CountedRows opens or makes the database. An error shows in Add().
  CountedRows(const std::filesystem::path& file, const char* vfs, std::string_view synchronous);
  CountedRows(const CountedRows&) = delete;
  CountedRows& operator=(const CountedRows&) = delete;
  ~CountedRows();

  // Add commits the next row. The result is SQLite's, with the extended codes.
  int Add();

  // last is the last row committed, here or before.
  std::int64_t last() const { return last_; }

 private:
  int Execute(const std::string& sql);

  sqlite3* connection_ = nullptr;
  int opened_;
  std::int64_t last_ = 0;
};

// RowsFound is what is in such a database.
struct RowsFound {
  bool sound;  // SQLite finds no fault, and the rows are 1 to `rows` with all their bytes
  std::int64_t rows;
};
RowsFound FindRows(const std::filesystem::path& file);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_COUNTED_ROWS_H_
