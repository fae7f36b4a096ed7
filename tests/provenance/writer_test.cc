#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>
#include <vector>

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

PackRunManifest Other() {
  PackRunManifest run = ARun();
  run.status = PackRunStatus::kFailed;
  return run;
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

TEST_F(ProvenanceWriter, KeepsCanonicalBytes) {
  const auto writer = Open(folder_.path());
  const auto receipt = writer->Write(ARun());
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  EXPECT_TRUE(receipt->written);
  EXPECT_EQ(receipt->manifest_digest, WritePackRun(ARun())->manifest_digest);
  EXPECT_EQ(Bytes(), WritePackRun(ARun())->json);
  EXPECT_EQ(Names(), std::set<std::string>{"run-7.json"});
  const auto read = writer->Read(ARun().run);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(WritePackRun(*read)->json, Bytes());
  EXPECT_EQ(writer->Read({"acme", "run-8"}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(writer->Read({"blue", "run-7"}).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(ProvenanceWriter, TheSameAgainIsOkAndAnotherIsNot) {
  const auto writer = Open(folder_.path());
  ASSERT_TRUE(writer->Write(ARun()).ok());
  const auto again = Open(folder_.path())->Write(ARun());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->written);
  const absl::Status other = writer->Write(Other()).status();
  EXPECT_EQ(other.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(other.message(), "run-7.json: another manifest is kept for this run");
  EXPECT_EQ(Bytes(), WritePackRun(ARun())->json);
  EXPECT_EQ(Names(), std::set<std::string>{"run-7.json"});
}

TEST_F(ProvenanceWriter, DamageIsNoticed) {
  const auto writer = Open(folder_.path());
  ASSERT_TRUE(writer->Write(ARun()).ok());
  ASSERT_TRUE(writer->Write(ARun("run-8")).ok());
  const std::string path = folder_.path() + "/acme/run-7.json";
  const std::string json = Bytes();
  for (const std::size_t size : {json.size() / 2, json.size() - 1, std::size_t{0}}) {
    fs::resize_file(path, size);
    EXPECT_EQ(writer->Read(ARun().run).status().code(), absl::StatusCode::kDataLoss);
  }
  fs::copy_file(folder_.path() + "/acme/run-8.json", path, fs::copy_options::overwrite_existing);
  EXPECT_EQ(writer->Read(ARun().run).status().message(), "run-7.json: the manifest of another run");
}

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

// Of two processes that write different manifests of one run, one wins, and the other is told.
TEST_F(ProvenanceWriter, OneOfTwoProcessesWins) {
  for (int round = 0; round < 20; ++round) {
    fs::remove_all(folder_.path() + "/acme");
    std::vector<pid_t> children;
    for (const bool other : {false, true}) {
      const pid_t child = fork();
      if (child == 0) {
        const auto writer = FilesystemPackRunProvenanceWriter::Open(folder_.path());
        const auto receipt = (*writer)->Write(other ? Other() : ARun());
        _exit(receipt.ok() ? 0 : receipt.status().code() == absl::StatusCode::kAlreadyExists ? 1 : 2);
      }
      children.push_back(child);
    }
    std::vector<int> codes;
    for (const pid_t child : children) {
      int status;
      ASSERT_EQ(waitpid(child, &status, 0), child);
      codes.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    }
    const bool first_won = codes[0] == 0;
    EXPECT_EQ(codes[0], first_won ? 0 : 1);
    EXPECT_EQ(codes[1], first_won ? 1 : 0);
    EXPECT_EQ(Bytes(), WritePackRun(first_won ? ARun() : Other())->json);
    EXPECT_EQ(Names(), std::set<std::string>{"run-7.json"});
  }
}

TEST_F(ProvenanceWriter, ManyThreadsWriteTheSame) {
  const auto writer = Open(folder_.path());
  std::vector<std::thread> threads;
  std::atomic<int> written = 0, failed = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto receipt = writer->Write(ARun());
      receipt.ok() ? written += receipt->written : ++failed;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(written, 1);
  EXPECT_EQ(failed, 0);
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
