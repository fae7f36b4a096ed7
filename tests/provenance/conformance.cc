#include "tests/provenance/conformance.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "tests/provenance/runs.h"

namespace vexlens::testing {
namespace {

using ::testing::EndsWith;

const PackRunKey kRun = {"acme", "run-7"};

absl::Status Ignore(std::string_view) { return absl::OkStatus(); }

PackRunManifest Other() {
  PackRunManifest run = ARun();
  run.status = PackRunStatus::kFailed;
  return run;
}

TEST_P(PackRunConformance, KeepsCanonicalBytes) {
  const auto writer = stores_->Writer();
  const auto receipt = writer->Write(ARun());
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  EXPECT_TRUE(receipt->written);
  EXPECT_EQ(receipt->manifest_digest, WritePackRun(ARun())->manifest_digest);
  EXPECT_EQ(stores_->Manifest(kRun), WritePackRun(ARun())->json);
  EXPECT_EQ(stores_->Count(), 1);
  const auto read = writer->Read(kRun);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(WritePackRun(*read)->json, stores_->Manifest(kRun));
  EXPECT_EQ(writer->Read({"acme", "run-8"}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(writer->Read({"blue", "run-7"}).status().code(), absl::StatusCode::kNotFound);
}

TEST_P(PackRunConformance, TheSameAgainIsOkAndAnotherIsNot) {
  const auto writer = stores_->Writer();
  ASSERT_TRUE(writer->Write(ARun()).ok());
  const auto again = stores_->Writer()->Write(ARun());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->written);
  const absl::Status other = writer->Write(Other()).status();
  EXPECT_EQ(other.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(other.message()), EndsWith(": another manifest is kept for this run"));
  EXPECT_EQ(stores_->Manifest(kRun), WritePackRun(ARun())->json);
  EXPECT_EQ(stores_->Count(), 1);
}

TEST_P(PackRunConformance, DamageIsNoticed) {
  const auto writer = stores_->Writer();
  ASSERT_TRUE(writer->Write(ARun()).ok());
  const std::string json = stores_->Manifest(kRun);
  for (const std::size_t size : {json.size() / 2, json.size() - 1, std::size_t{0}}) {
    stores_->Alter(kRun, json.substr(0, size));
    EXPECT_EQ(writer->Read(kRun).status().code(), absl::StatusCode::kDataLoss);
  }
  stores_->Alter(kRun, WritePackRun(ARun("run-8"))->json);
  const absl::Status other = writer->Read(kRun).status();
  EXPECT_EQ(other.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(other.message()), EndsWith(": the manifest of another run"));
}

TEST_P(PackRunConformance, ALimitIsToldAndNothingIsKept) {
  const std::size_t size = WritePackRun(ARun())->json.size();
  PackRunLimits limits;
  limits.max_manifest_bytes = size - 1;
  EXPECT_EQ(stores_->Writer(limits)->Write(ARun()).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(stores_->Count(), 0);
  limits.max_manifest_bytes = size;
  EXPECT_TRUE(stores_->Writer(limits)->Write(ARun()).ok());
}

TEST_P(PackRunConformance, NamesAreCheckedBeforeAnythingIsAsked) {
  const auto writer = stores_->Writer();
  const auto reader = stores_->Reader();
  const std::vector<PackRunKey> bad = {{"acme", "a/b"}, {"acme", "$ne"}, {"acme", "run$"}, {"acme", ".."},
                                       {"acme", ""},    {"", "run-7"},   {"a/b", "run-7"}, {"acme", "a\n"}};
  for (const PackRunKey& run : bad) {
    SCOPED_TRACE(run.tenant + " " + run.run_id);
    PackRunManifest manifest = ARun();
    manifest.run = run;
    EXPECT_EQ(writer->Write(manifest).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(writer->Read(run).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(reader->List(run, 10).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(reader->Read(run, "a.txt", Ignore).code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(stores_->Count(), 0);
}

// What would mean something in a query, a path or a pattern is a tenant's name like any other.
TEST_P(PackRunConformance, NamesMeanNothingButThemselves) {
  const auto writer = stores_->Writer();
  ASSERT_TRUE(writer->Write(ARun()).ok());
  stores_->PutArtifact(kRun, "a.txt", "1");
  const auto reader = stores_->Reader();
  ASSERT_TRUE(reader->Read(kRun, "a.txt", Ignore).ok());
  for (const std::string tenant :
       {"$ne", "$gt", R"({"$ne":null})", R"({"$gt": ""})", "acme'||'1'=='1", "*", ".*", "ac?e", "%61cme"}) {
    SCOPED_TRACE(tenant);
    EXPECT_EQ(writer->Read({tenant, "run-7"}).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(reader->List({tenant, "run-7"}, 10).status().code(), absl::StatusCode::kNotFound);
    EXPECT_EQ(reader->Read({tenant, "run-7"}, "a.txt", Ignore).code(), absl::StatusCode::kNotFound);
    PackRunManifest manifest = ARun();
    manifest.run.tenant = tenant;
    ASSERT_TRUE(writer->Write(manifest).ok());
    const auto read = writer->Read(manifest.run);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->run.tenant, tenant);
  }
}

// Of two processes that write different manifests of one run, one wins, and the other is told.
TEST_P(PackRunConformance, OneOfTwoProcessesWins) {
  for (int round = 0; round < 20; ++round) {
    const std::string id = "run-" + std::to_string(round);
    PackRunManifest manifests[] = {ARun(id), Other()};
    manifests[1].run.run_id = id;
    std::vector<pid_t> children;
    for (const PackRunManifest& manifest : manifests) {
      const pid_t child = fork();
      if (child == 0) {
        const auto receipt = stores_->Writer()->Write(manifest);
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
    EXPECT_EQ(stores_->Manifest(manifests[0].run), WritePackRun(manifests[first_won ? 0 : 1])->json);
    EXPECT_EQ(stores_->Count(), static_cast<std::size_t>(round) + 1);
  }
}

TEST_P(PackRunConformance, ManyThreadsWriteTheSame) {
  const auto writer = stores_->Writer();
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
  EXPECT_EQ(stores_->Count(), 1);
}

TEST_P(PackRunConformance, ArtifactsAreMeasuredInOrder) {
  const std::string large(300'000, 'x');
  stores_->PutArtifact(kRun, "b/c/large.txt", large);
  stores_->PutArtifact(kRun, "b.txt", "text");
  stores_->PutArtifact(kRun, "a.json", "");
  const auto found = MeasureArtifacts(*stores_->Reader(), kRun);
  ASSERT_TRUE(found.ok()) << found.status();
  const std::vector<PackRunArtifact> expected = {
      {"a.json", "application/json", 0, Sha256(""), ""},
      {"b.txt", "text/plain", 4, Sha256("text"), ""},
      {"b/c/large.txt", "text/plain", 300'000, Sha256(large), ""},
  };
  EXPECT_EQ(*found, expected);
}

TEST_P(PackRunConformance, ArtifactsOfManyRunsStayApart) {
  stores_->PutArtifact({"acme", "run-7"}, "x.txt", "1");
  stores_->PutArtifact({"acme", "run-8"}, "x.txt", "2");
  stores_->PutArtifact({"blue", "run-7"}, "y.txt", "3");
  const auto reader = stores_->Reader();
  const auto digest = [&](const PackRunKey& run) { return MeasureArtifacts(*reader, run)->at(0).digest; };
  EXPECT_EQ(digest({"acme", "run-7"}), Sha256("1"));
  EXPECT_EQ(digest({"acme", "run-8"}), Sha256("2"));
  EXPECT_EQ(digest({"blue", "run-7"}), Sha256("3"));
  EXPECT_EQ(reader->List({"blue", "run-8"}, 10).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(reader->Read({"blue", "run-7"}, "x.txt", Ignore).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(reader->Read({"blue", "run-7"}, "../run-8/y.txt", Ignore).code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(PackRunConformance, ArtifactsHaveLimits) {
  stores_->PutArtifact(kRun, "a.txt", "12");
  stores_->PutArtifact(kRun, "b.txt", "1");
  const auto reader = stores_->Reader();
  EXPECT_EQ(MeasureArtifacts(*reader, kRun, {.max_artifacts = 1}).status().message(), "more than 1 artifacts");
  EXPECT_EQ(MeasureArtifacts(*reader, kRun, {.max_artifact_bytes = 1}).status().message(), "a.txt: more than 1 bytes");
  EXPECT_TRUE(MeasureArtifacts(*reader, kRun, {.max_artifacts = 2, .max_artifact_bytes = 2}).ok());
}

TEST_P(PackRunConformance, ThereAreMoreArtifactsThanOnAPage) {
  constexpr std::size_t kMany = 1'203;
  for (std::size_t i = 0; i < kMany; ++i) stores_->PutArtifact(kRun, std::to_string(i) + ".txt", "1");
  const auto listed = stores_->Reader()->List(kRun, kMany);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->size(), kMany);
}

TEST_P(PackRunConformance, ArtifactsComeInPiecesUntilTheSinkHasEnough) {
  const std::string large(3'000'000, 'x');
  stores_->PutArtifact(kRun, "large.txt", large);
  const auto reader = stores_->Reader();
  std::size_t longest = 0, pieces = 0;
  std::string whole;
  const absl::Status read = reader->Read(kRun, "large.txt", [&](std::string_view piece) {
    longest = std::max(longest, piece.size());
    whole += piece;
    return absl::OkStatus();
  });
  EXPECT_TRUE(read.ok()) << read;
  EXPECT_TRUE(whole == large);
  EXPECT_LE(longest, std::size_t{1} << 20);
  const absl::Status enough = absl::CancelledError("enough");
  EXPECT_EQ(
      reader->Read(kRun, "large.txt", [&](std::string_view) { return ++pieces == 2 ? enough : absl::OkStatus(); }),
      enough);
  EXPECT_EQ(pieces, 2);
}

}  // namespace
}  // namespace vexlens::testing
