#include "tests/workspace/pages.h"

#include "gtest/gtest.h"
#include "sqlite3.h"

namespace vexlens::testing {
namespace {

std::size_t NumberAt(std::string_view bytes, std::size_t at, std::size_t size) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = number << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return number;
}

void AddPages(std::string_view bytes, std::size_t page, std::vector<std::size_t>& pages) {
  pages.push_back(page);
  const std::size_t begin = page * kPageSize;
  const std::size_t header = begin + (page == 0 ? 100 : 0);
  const bool interior = bytes[header] == 2 || bytes[header] == 5;
  if (!interior) return;
  const std::size_t cells = NumberAt(bytes, header + 3, 2);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t cell = begin + NumberAt(bytes, header + 12 + 2 * i, 2);
    AddPages(bytes, NumberAt(bytes, cell, 4) - 1, pages);
  }
  AddPages(bytes, NumberAt(bytes, header + 8, 4) - 1, pages);
}

}  // namespace

std::map<std::string, std::vector<std::size_t>> PagesOfTrees(const std::string& path, std::string_view bytes) {
  std::map<std::string, std::vector<std::size_t>> trees;
  sqlite3* connection = nullptr;
  sqlite3_stmt* rows = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(
      sqlite3_prepare_v2(connection, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0", -1, &rows, nullptr),
      SQLITE_OK);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    const std::string name(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)));
    AddPages(bytes, static_cast<std::size_t>(sqlite3_column_int(rows, 1) - 1), trees[name]);
  }
  sqlite3_finalize(rows);
  sqlite3_close(connection);
  AddPages(bytes, 0, trees["sqlite_schema"]);
  return trees;
}

}  // namespace vexlens::testing
