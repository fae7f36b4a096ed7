// Pages: where the tables and indexes of a closed SQLite file stand in its bytes (fileformat2.html).
#ifndef VEXLENS_TESTS_STORE_PAGES_H_
#define VEXLENS_TESTS_STORE_PAGES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vexlens::testing {

constexpr std::size_t kPageSize = 4096;

// PagesOfTrees are the pages of each table and index by its name, from 0 and without overflow pages; the schema is
// "sqlite_schema". The file at `path` holds `bytes`.
std::map<std::string, std::vector<std::size_t>> PagesOfTrees(const std::string& path, std::string_view bytes);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_STORE_PAGES_H_
