// TemporaryFolder: a folder of a test's own that is gone afterwards.
#ifndef VEXLENS_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
#define VEXLENS_TESTS_SUPPORT_TEMPORARY_FOLDER_H_

#include <stdlib.h>

#include <filesystem>
#include <string>

#include "gtest/gtest.h"

namespace vexlens::testing {

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::path(::testing::TempDir()) / "folder-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) ADD_FAILURE() << "no temporary folder at " << path_;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
