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

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
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

  // Row is the first line that begins with `start`, "" if none does.
  static std::string Row(std::string_view lines, std::string_view start) {
    for (const std::string_view line : absl::StrSplit(lines, '\n')) {
      if (absl::StartsWith(line, start)) return std::string(line);
    }
    return "";
  }

  // Member is the text of the first member of that name in a line of JSON.
  static std::string Member(std::string_view json, std::string_view name) {
    const std::string start = absl::StrCat("\"", name, "\":\"");
    const std::size_t at = json.find(start);
    if (at == std::string_view::npos) return "";
    const std::string_view text = json.substr(at + start.size());
    return std::string(text.substr(0, text.find('"')));
  }

  // Run gives `arguments` to a shell behind the program's name.
  Result Run(const std::string& arguments) const {
    const std::string command = absl::StrCat("cli/stella ", arguments, " >", Path("out"), " 2>", Path("err"));
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, ReadBytes(Path("out")), ReadBytes(Path("err"))};
  }

  std::filesystem::path folder_;
};

// StellaWorkspaceTest has a workspace, "ws" in its folder, that its first change makes.
class StellaWorkspaceTest : public StellaTest {
 protected:
  Result Stella(std::string_view arguments) const { return In("vex", arguments); }
  Result Trust(std::string_view arguments) const { return In("trust", arguments); }

  // Sql runs a script on the workspace's file, as somebody else would.
  void Sql(std::string_view script) const {
    const std::string program =
        Save("sql.py", absl::StrCat("import sqlite3\ndb = sqlite3.connect('", Path("ws"),
                                    "/vexlens.db')\ndb.executescript(\"\"\"", script, "\"\"\")\ndb.commit()\n"));
    ASSERT_EQ(std::system(absl::StrCat("/usr/bin/python3 ", program).c_str()), 0);
  }

 private:
  Result In(std::string_view group, std::string_view arguments) const {
    return Run(absl::StrCat(group, " ", arguments, " --workspace ", Path("ws")));
  }
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CLI_STELLA_H_
