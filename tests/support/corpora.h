// Where the public conformance suites and feeds are: the folder that VEXLENS_CORPORA names.
#ifndef VEXLENS_TESTS_SUPPORT_CORPORA_H_
#define VEXLENS_TESTS_SUPPORT_CORPORA_H_

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace vexlens::testing {

// CorporaFolder is that folder, "" when it is not named.
inline std::filesystem::path CorporaFolder() {
  const char* const folder = std::getenv("VEXLENS_CORPORA");
  return folder == nullptr ? "" : folder;
}

// OnCi tells a run where a missing corpus is a failure.
inline bool OnCi() {
  const char* const ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

// FilesIn lists the folder's files in order of name, not those of folders below it.
inline std::vector<std::filesystem::path> FilesIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// ReadBytes is all of a file, "" when it cannot be read.
inline std::string ReadBytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace vexlens::testing

// VEXLENS_NEEDS begins a test that needs something of the machine: where it is not there, the test says what is missing
// and skips, but under CI=true it fails.
#define VEXLENS_NEEDS(there, missing)                                         \
  do {                                                                        \
    if (!(there)) {                                                           \
      if (vexlens::testing::OnCi()) FAIL() << missing << ", and CI needs it"; \
      GTEST_SKIP() << missing;                                                \
    }                                                                         \
  } while (false)

// VEXLENS_NEEDS_CORPORA begins a test that reads the corpora.
#define VEXLENS_NEEDS_CORPORA() \
  VEXLENS_NEEDS(!vexlens::testing::CorporaFolder().empty(), "VEXLENS_CORPORA does not name the folder of the corpora")

#endif  // VEXLENS_TESTS_SUPPORT_CORPORA_H_
