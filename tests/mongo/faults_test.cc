// The twin of tests/provenance/crash_test.cc: servers that fail under the writer. What was acknowledged is kept, whole;
// of the rest nobody is told that it is.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/mongo/commands.h"
#include "tests/mongo/driver.h"
#include "tests/mongo/servers.h"
#include "tests/provenance/runs.h"

namespace vexlens::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kUnknown[] = "run-7: it is not known whether the manifest is kept; write it again: ";

std::size_t Insertions(const FaultyServer& server) {
  const std::string log = server.Log();
  std::size_t count = 0;
  for (std::size_t at = 0; (at = log.find("{\"insert\"", at)) != std::string::npos; ++at) ++count;
  return count;
}

class MongoFaults : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = Server::Start();
    if (server_ == nullptr) GTEST_SKIP() << kNoServer;
  }

  // Reports whether the server itself has the run, and nothing else.
  bool IsKept() const {
    const auto read = OpenWriter(server_->Url("d")).value()->Read(ARun().run);
    EXPECT_TRUE(read.ok() || absl::IsNotFound(read.status())) << read.status();
    return read.ok() && WritePackRun(*read)->json == WritePackRun(ARun())->json;
  }

  // Writes through a server that fails `times` insertions.
  absl::StatusOr<PackRunReceipt> WriteThrough(const FaultyServer& faulty, std::string_view options = "") const {
    return OpenWriter(faulty.Url(absl::StrCat("d?", options))).value()->Write(ARun());
  }
  std::vector<std::string> Faulty(std::string_view fault, int times) const {
    return {"--server", server_->address(), "--fault", std::string(fault), "--times", std::to_string(times)};
  }

  std::unique_ptr<Server> server_;
};

TEST_F(MongoFaults, AConcernThatIsNotReachedOnceIsAskedForAgain) {
  const FaultyServer faulty(Faulty("write-concern", 1));
  const auto receipt = WriteThrough(faulty);
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  EXPECT_TRUE(receipt->written);
  EXPECT_EQ(Insertions(faulty), 2);
  EXPECT_TRUE(IsKept());
}

TEST_F(MongoFaults, AConcernThatIsNeverReachedIsNotKnown) {
  const FaultyServer faulty(Faulty("write-concern", -1));
  const absl::Status status = WriteThrough(faulty).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr(kUnknown));
  EXPECT_THAT(std::string(status.message()), HasSubstr("waiting for replication timed out"));
  EXPECT_EQ(Insertions(faulty), 3);
  // It was kept after all. The same again is told so, and another is not written over it.
  EXPECT_TRUE(IsKept());
  const auto writer = OpenWriter(server_->Url("d")).value();
  EXPECT_FALSE(writer->Write(ARun()).value().written);
  PackRunManifest other = ARun();
  other.status = PackRunStatus::kFailed;
  EXPECT_EQ(writer->Write(other).status().code(), absl::StatusCode::kAlreadyExists);
}

// That it is there already is worth nothing before a majority has it.
TEST_F(MongoFaults, ADuplicateThatIsNotConfirmedIsNotKnown) {
  const FaultyServer faulty(Faulty("unconfirmed-duplicate", -1));
  const absl::Status status = WriteThrough(faulty).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(kUnknown));
}

TEST_F(MongoFaults, AnotherManifestIsToldEvenAfterALostAnswer) {
  PackRunManifest other = ARun();
  other.status = PackRunStatus::kFailed;
  ASSERT_TRUE(OpenWriter(server_->Url("d")).value()->Write(other).ok());
  const FaultyServer faulty(Faulty("dropped-after", 1));
  EXPECT_EQ(WriteThrough(faulty).status().code(), absl::StatusCode::kAlreadyExists);
}

TEST_F(MongoFaults, ALostConnectionIsTriedAgain) {
  for (const char* const fault : {"dropped-after", "dropped-before"}) {
    SCOPED_TRACE(fault);
    server_ = Server::Start();
    const FaultyServer faulty(Faulty(fault, 1));
    const auto receipt = WriteThrough(faulty);
    ASSERT_TRUE(receipt.ok()) << receipt.status();
    EXPECT_TRUE(receipt->written);
    EXPECT_TRUE(IsKept());
  }
}

TEST_F(MongoFaults, AConnectionThatIsAlwaysLostIsNotKnown) {
  const FaultyServer faulty(Faulty("dropped-after", -1));
  const absl::Status status = WriteThrough(faulty).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr(kUnknown));
}

// libmongoc sends the insertion again itself, as the same transaction.
TEST_F(MongoFaults, AReplicaSetThatLosesItsPrimaryIsTriedAgain) {
  for (const char* const fault : {"not-primary", "dropped-after"}) {
    SCOPED_TRACE(fault);
    server_ = Server::Start();
    std::vector<std::string> arguments = Faulty(fault, 1);
    arguments.push_back("--replica-set");
    const FaultyServer faulty(arguments);
    const auto receipt = WriteThrough(faulty, "replicaSet=rs0");
    ASSERT_TRUE(receipt.ok()) << receipt.status();
    EXPECT_TRUE(receipt->written || std::string_view(fault) == "dropped-after");
    EXPECT_THAT(faulty.Log(), HasSubstr("\"txnNumber\": 1"));
    EXPECT_TRUE(IsKept());
  }
}

TEST_F(MongoFaults, NoPrimaryAtAllIsToldAndNothingIsKept) {
  std::vector<std::string> arguments = Faulty("not-primary", -1);
  arguments.push_back("--replica-set");
  const FaultyServer faulty(arguments);
  const absl::Status status = WriteThrough(faulty, "replicaSet=rs0").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("not primary"));
  EXPECT_FALSE(IsKept());
}

TEST_F(MongoFaults, AServerThatHangsIsLeftInTime) {
  const FaultyServer faulty(Faulty("hung", -1));
  const auto begin = std::chrono::steady_clock::now();
  const absl::Status status = WriteThrough(faulty, "socketTimeoutMS=500").status();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(kUnknown));
}

TEST_F(MongoFaults, ARefusalIsFinal) {
  const std::pair<const char*, absl::StatusCode> kRefusals[] = {
      {"full", absl::StatusCode::kResourceExhausted},
      {"denied", absl::StatusCode::kPermissionDenied},
  };
  for (const auto& [fault, code] : kRefusals) {
    SCOPED_TRACE(fault);
    const FaultyServer faulty(Faulty(fault, -1));
    const absl::Status status = WriteThrough(faulty).status();
    EXPECT_EQ(status.code(), code) << status;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("not known")));
    EXPECT_EQ(Insertions(faulty), 1);
    EXPECT_FALSE(IsKept());
  }
}

// Several writers are at work when the server is killed. What they were promised is there when it is back.
TEST_F(MongoFaults, AServerKilledUnderLoadKeepsWhatWasAcknowledged) {
  constexpr int kRounds = 5, kWriters = 4;
  int promised = 0, failed = 0;
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(round);
    const auto run = [&](int writer, int n) { return ARun(absl::StrCat("run-", round, "-", writer, "-", n)); };
    std::vector<int> acknowledged(kWriters, 0);
    std::atomic<int> writes = 0, errors = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kWriters; ++i) {
      threads.emplace_back([&, i] {
        const auto writer = OpenWriter(server_->Url("d")).value();
        absl::Status status;
        while ((status = writer->Write(run(i, acknowledged[i])).status()).ok()) {
          ++acknowledged[i];
          ++writes;
        }
        EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
        ++errors;
      });
    }
    while (writes < 20 * (round + 1) && errors < kWriters) std::this_thread::yield();
    server_->Kill();
    for (std::thread& thread : threads) thread.join();
    server_->StartAgain();
    const auto writer = OpenWriter(server_->Url("d")).value();
    for (int i = 0; i < kWriters; ++i) {
      for (int n = 0; n < acknowledged[i]; ++n) {
        const auto read = writer->Read(run(i, n).run);
        ASSERT_TRUE(read.ok()) << read.status();
        EXPECT_EQ(WritePackRun(*read)->json, WritePackRun(run(i, n))->json);
      }
      // The one that nobody knows about is kept whole or not at all, and can be written again.
      const auto last = writer->Read(run(i, acknowledged[i]).run);
      EXPECT_TRUE(last.ok() || absl::IsNotFound(last.status())) << last.status();
      EXPECT_TRUE(writer->Write(run(i, acknowledged[i])).ok());
      promised += acknowledged[i];
    }
    failed += errors;
  }
  EXPECT_GE(promised, kRounds * 20);
  EXPECT_EQ(failed, kRounds * kWriters);
}

// A writer that is kept open goes on when the server is back.
TEST_F(MongoFaults, AWriterOutlivesItsServer) {
  const auto writer = OpenWriter(server_->Url("d")).value();
  ASSERT_TRUE(writer->Write(ARun()).ok());
  server_->Kill();
  EXPECT_EQ(writer->Write(ARun("run-8")).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(writer->Read(ARun().run).status().code(), absl::StatusCode::kUnavailable);
  server_->StartAgain();
  EXPECT_TRUE(writer->Write(ARun("run-8")).ok());
  EXPECT_TRUE(writer->Read(ARun().run).ok());
}

}  // namespace
}  // namespace vexlens::testing
