// The stella command under test: real files, real exit codes, what stands on which stream.
#ifndef VEXLENS_TESTS_CLI_STELLA_H_
#define VEXLENS_TESTS_CLI_STELLA_H_

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/corpora.h"

namespace vexlens::testing {

// Result is what a run of the command left: its exit code and both streams.
struct Result {
  int code;
  std::string out;
  std::string err;
};

// StellaTest runs the command, in a folder of its own for the files.
class StellaTest : public ::testing::Test {
 protected:
  StellaTest() : folder_(std::filesystem::path(::testing::TempDir()) / absl::StrCat("stella_", getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~StellaTest() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  std::string Save(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return Path(name);
  }

  // Run gives `arguments` to a shell behind the program's name.
  Result Run(const std::string& arguments) const {
    const std::string command = absl::StrCat("cli/stella ", arguments, " >", Path("out"), " 2>", Path("err"));
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadBytes(Path("out")), ReadBytes(Path("err"))};
  }

  std::filesystem::path folder_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CLI_STELLA_H_
