// What only the writer to files does; the rest is in conformance.cc.
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "tests/provenance/file_calls.h"
#include "tests/provenance/runs.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/pack_run_provenance.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;

using testing::ARun;
using testing::FileCall;

std::unique_ptr<FilesystemPackRunProvenanceWriter> Open(const std::string& folder) {
  auto writer = FilesystemPackRunProvenanceWriter::Open(folder);
  EXPECT_TRUE(writer.ok()) << writer.status();
  return *std::move(writer);
}

class ProvenanceWriter : public ::testing::Test {
 protected:
  std::string Bytes() const {
    std::ifstream in(folder_.path() + "/acme/run-7.json", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }

  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_directory()) names.insert(entry.path().filename().string());
    }
    return names;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(ProvenanceWriter, FollowsNoLink) {
  const testing::TemporaryFolder outside;
  fs::create_directory_symlink(outside.path(), folder_.path() + "/acme");
  const auto writer = Open(folder_.path());
  EXPECT_EQ(writer->Write(ARun()).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(fs::is_empty(outside.path()));
  fs::remove(folder_.path() + "/acme");
  fs::create_directory(folder_.path() + "/acme");
  std::ofstream(outside.path() + "/kept") << WritePackRun(ARun())->json;
  fs::create_symlink(outside.path() + "/kept", folder_.path() + "/acme/run-7.json");
  EXPECT_EQ(writer->Write(ARun()).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(writer->Read(ARun().run).status().code(), absl::StatusCode::kInvalidArgument);
  fs::create_symlink(outside.path() + "/new", folder_.path() + "/acme/.unfinished");
  EXPECT_TRUE(writer->Write(ARun("run-8")).ok());
  EXPECT_FALSE(fs::exists(outside.path() + "/new"));
}

TEST_F(ProvenanceWriter, TheNextRemovesWhatAKilledOneLeft) {
  fs::create_directory(folder_.path() + "/acme");
  std::ofstream(folder_.path() + "/acme/.unfinished") << "half";
  ASSERT_TRUE(Open(folder_.path())->Write(ARun()).ok());
  EXPECT_EQ(Names(), std::set<std::string>{"run-7.json"});
}

// Refusing answers the n-th call, from 1, with an error.
class Refusing final : public testing::FileCalls {
 public:
  Refusing(const std::string& folder, int n) : FileCalls(folder), n_(n) {}
  int Before(const FileCall& call) override {
    if (++calls_ != n_) return 0;
    refused_ = call.kind;
    return ENOSPC;
  }
  bool reached() const { return calls_ >= n_; }
  FileCall::Kind refused() const { return refused_; }

 private:
  const int n_;
  int calls_ = 0;
  FileCall::Kind refused_ = {};
};

TEST_F(ProvenanceWriter, AFullDiskIsToldAndLeavesNothing) {
  std::set<FileCall::Kind> kinds;
  for (int n = 1;; ++n) {
    SCOPED_TRACE(n);
    fs::remove_all(folder_.path() + "/acme");
    absl::Status status;
    {
      Refusing refusing(folder_.path(), n);
      status = Open(folder_.path())->Write(ARun()).status();
      if (!refusing.reached()) break;
      kinds.insert(refusing.refused());
      const bool removal = refusing.refused() == FileCall::Kind::kUnlink;
      EXPECT_TRUE(removal || absl::IsResourceExhausted(status)) << status;
    }
    // What is there, is whole; and nothing is in the way of the next.
    if (Bytes().empty()) {
      EXPECT_EQ(Names(), std::set<std::string>{});
    } else {
      EXPECT_EQ(Bytes(), WritePackRun(ARun())->json);
    }
    EXPECT_TRUE(Open(folder_.path())->Write(ARun()).ok());
    EXPECT_EQ(Names(), std::set<std::string>{"run-7.json"});
  }
  EXPECT_EQ(kinds.size(), 6);
}

}  // namespace
}  // namespace vexlens
