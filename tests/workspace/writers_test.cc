// Several writers take turns, and readers see what was before.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "sqlite3.h"
#include "tests/support/generated_documents.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

using std::chrono::milliseconds;

std::unique_ptr<Workspace> OpenWith(const std::string& folder, milliseconds patience) {
  Workspace::Options options;
  options.patience = patience;
  return Workspace::Open(folder, options).value();
}

// Turn is another process's turn: no other writer gets one as long as it lives.
class Turn {
 public:
  explicit Turn(const std::string& folder) {
    EXPECT_EQ(sqlite3_open((folder + "/vexlens.db").c_str(), &connection_), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(connection_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  }
  Turn(const Turn&) = delete;
  ~Turn() { sqlite3_close(connection_); }

 private:
  sqlite3* connection_ = nullptr;
};

TEST(WritersTest, TwoWorkspacesOfOneProcessTakeTurns) {
  const ChangeScript script(11, 30);
  const TemporaryFolder folder;
  const auto one = script.Open(folder.path()).value();
  const auto other = script.Open(folder.path()).value();
  for (std::size_t i = 0; i < script.size(); ++i) {
    ASSERT_EQ(script.Apply(i, i % 3 == 0 ? *one : *other), absl::OkStatus());
    ASSERT_TRUE(script.IsAfter(i + 1, i % 2 == 0 ? *one : *other));
  }
}

TEST(WritersTest, ManyMakeOneWorkspace) {
  for (int i = 0; i < 100; ++i) {
    const TemporaryFolder folder;
    std::atomic<int> waiting = 4;
    std::vector<std::thread> makers;
    for (int maker = 0; maker < 4; ++maker) {
      makers.emplace_back([&] {
        --waiting;
        while (waiting > 0) std::this_thread::yield();
        EXPECT_EQ(Workspace::Open(folder.path(), {}).status(), absl::OkStatus());
      });
    }
    for (std::thread& maker : makers) maker.join();
  }
}

TEST(WritersTest, PatienceEnds) {
  const ChangeScript script(11, 12);
  const TemporaryFolder folder;
  Workspace::Options options = script.Options();
  options.patience = milliseconds(30);
  const auto workspace = script.Open(folder.path(), "", options).value();
  for (std::size_t i = 0; i < script.size(); ++i) {
    {
      const Turn turn(folder.path());
      const auto begin = std::chrono::steady_clock::now();
      const absl::Status status = script.Apply(i, *workspace);
      const auto waited = std::chrono::steady_clock::now() - begin;
      EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
      EXPECT_TRUE(absl::StrContains(status.message(), folder.path())) << status;
      EXPECT_GE(waited, milliseconds(25));
      EXPECT_LT(waited, milliseconds(1000));
      EXPECT_TRUE(script.IsAfter(i, *workspace));
    }
    EXPECT_EQ(script.Apply(i, *workspace), absl::OkStatus());
    EXPECT_TRUE(script.IsAfter(i + 1, *workspace));
  }
}

// Opening waits for nobody who only writes; there is nothing to make.
TEST(WritersTest, OpensDuringAnothersTurn) {
  const ChangeScript script(11, 8);
  const TemporaryFolder folder;
  ASSERT_EQ(script.ApplyAll(0, 7, *script.Open(folder.path()).value()), absl::OkStatus());
  const Turn turn(folder.path());
  Workspace::Options options = script.Options();
  options.patience = milliseconds(1);
  const auto workspace = script.Open(folder.path(), "", options);
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  EXPECT_TRUE(script.IsAfter(7, **workspace));
}

// IngestMany is a process that adds documents of its own; its exit code is how many it could not.
pid_t IngestMany(const std::string& folder, std::uint32_t seed, std::uint32_t count) {
  const pid_t process = fork();
  if (process != 0) return process;
  const auto workspace = Workspace::Open(folder, {});
  if (!workspace.ok()) _exit(100);
  DocumentGenerator generator(seed);
  int failed = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string document = generator.Document();
    const Incoming views[] = {document};
    const auto result = (*workspace)->Ingest("default", views);
    if (!result.ok() && !absl::IsUnavailable(result.status())) _exit(101);
    failed += !result.ok();
  }
  _exit(failed);
}

TEST(WritersTest, ProcessesLoseNothing) {
  constexpr std::uint32_t kProcesses = 3;
  constexpr std::uint32_t kDocuments = 20;
  const TemporaryFolder folder;
  std::vector<pid_t> processes;
  for (std::uint32_t seed = 0; seed < kProcesses; ++seed) {
    processes.push_back(IngestMany(folder.path(), seed, kDocuments));
    ASSERT_NE(processes.back(), -1);
  }
  for (const pid_t process : processes) {
    int status = 0;
    ASSERT_EQ(waitpid(process, &status, 0), process);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  const auto workspace = OpenWith(folder.path(), milliseconds(1));
  for (std::uint32_t seed = 0; seed < kProcesses; ++seed) {
    DocumentGenerator generator(seed);
    for (std::uint32_t i = 0; i < kDocuments; ++i) {
      const std::string document = generator.Document();
      const auto bytes = workspace->DocumentBytes("default", Sha256(document));
      ASSERT_TRUE(bytes.ok()) << bytes.status();
      EXPECT_EQ(*bytes, document);
    }
  }
  ExpectSound(*workspace);
}

// Simulate is a long write: its documents are in the file when it tells what differs.
TEST(WritersTest, ReadersSeeWhatWasBeforeALongWrite) {
  const ChangeScript script(12, 20);
  const TemporaryFolder folder;
  ASSERT_EQ(script.ApplyAll(0, script.size(), *script.Open(folder.path()).value()), absl::OkStatus());
  Workspace::Options options = script.Options();
  options.cache_bytes = 1024;  // so that it writes long before it ends
  const auto workspace = script.Open(folder.path(), "", options).value();
  const auto other = script.Open(folder.path()).value();
  DocumentGenerator generator(13);
  std::vector<std::string> documents;
  for (int i = 0; i < 100; ++i) documents.push_back(generator.Document());
  Simulation simulation;
  simulation.documents.assign(documents.begin(), documents.end());
  int deltas = 0;
  const absl::Status status = workspace->Simulate("default", simulation, [&](const Delta&) {
    EXPECT_TRUE(script.IsAfter(script.size(), *workspace));
    EXPECT_TRUE(script.IsAfter(script.size(), *other));
    return ++deltas < 3;
  });
  EXPECT_EQ(status, absl::OkStatus());
  EXPECT_EQ(deltas, 3);
  EXPECT_TRUE(script.IsAfter(script.size(), *workspace));
}

// Each reader sees states that follow one another, whole ones: as many documents as some ingestion left, and each
// record as it was stored.
void ReadUntil(const std::atomic<bool>& done, Workspace& workspace) {
  std::size_t before = 0;
  do {
    const auto documents = workspace.Documents("default");
    ASSERT_TRUE(documents.ok()) << documents.status();
    ASSERT_EQ(documents->size() % 2, 0);
    ASSERT_GE(documents->size(), before);
    before = documents->size();
    const auto revisions = workspace.Revisions(0, 3);
    ASSERT_TRUE(revisions.ok()) << revisions.status();
    for (const Revision& revision : *revisions) {
      if (!revision.digest.has_value()) continue;
      const auto record = workspace.Get(revision.tenant, revision.key, {});
      ASSERT_TRUE(record.ok() || absl::IsNotFound(record.status())) << record.status();
    }
  } while (!done);
}

TEST(WritersTest, ThreadsReadWhileOneIngests) {
  const TemporaryFolder folder;
  const auto workspace = Workspace::Open(folder.path(), {}).value();
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) readers.emplace_back([&] { ReadUntil(done, *workspace); });
  for (int i = 0; i < 60; ++i) {
    const std::string id = std::to_string(i);
    const std::string one =
        R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"a","author":"one","version":1,)"
        R"("timestamp":"2024-01-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2024-1"},)"
        R"("products":[{"@id":"pkg:npm/left@)" +
        id + R"("}],"status":"affected","action_statement":"update"}]})";
    std::string other = one;
    other.replace(other.find("affected"), 8, "fixed");
    const Incoming views[] = {one, other};
    const auto result = workspace->Ingest("default", views);
    EXPECT_TRUE(result.ok()) << result.status();
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(workspace->Documents("default")->size(), 120);
}

}  // namespace
}  // namespace vexlens::testing
