// A workspace's slices are all that it knows, part by part.
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/slice.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

using testing::Vex;

constexpr std::string_view kTenant = "default";
constexpr std::size_t kNames = 1200;  // more than two parts of a workspace have

std::string CveOf(std::size_t i) { return absl::StrFormat("CVE-2024-%05d", i); }

// Statements is about many vulnerabilities; every tenth goes by another name far behind.
std::vector<std::string> Documents() {
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < kNames; ++i) {
    const std::string product = absl::StrCat("pkg:deb/debian/p", i % 7, "@1.0");
    documents.push_back(Vex("vendor", CveOf(i), product, "affected", "2024-05-01T00:00:00Z"));
    if (i % 10 != 0) continue;
    const std::string alias = absl::StrFormat("GHSA-%04x-aaaa-aaaa", 0xffff - i);
    documents.push_back(absl::StrCat(
        R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/)", alias,
        R"(","author":"Debian","timestamp":"2024-05-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":")",
        alias, R"(","aliases":[")", CveOf(i), R"("]},"products":[{"@id":")", product, R"("}],"status":"fixed"}]})"));
  }
  return documents;
}

class SlicesTest : public ::testing::Test {
 protected:
  SlicesTest() {
    Workspace::Options options;
    options.clock = [] { return ParseInstant("2024-06-01T10:00:00Z").value(); };
    workspace_ = Workspace::Open(folder_.path(), options).value();
    const IssuerDirectory directory =
        IssuerDirectory::Parse(R"({"issuers":[{"id":"debian","names":["Debian"],"tier":"trusted"}]})").value();
    EXPECT_TRUE(workspace_->SetDirectory(directory, {"test", "ties names"}).ok());
    Ingest(Documents());
  }

  void Ingest(const std::vector<std::string>& documents) {
    const std::vector<Incoming> views(documents.begin(), documents.end());
    ASSERT_TRUE(workspace_->Ingest(kTenant, views).ok());
  }

  std::vector<SlicePart> Parts(std::string_view tenant) {
    std::vector<SlicePart> parts;
    const std::unique_ptr<Slices> slices = workspace_->BuildAll(tenant, {}).value();
    for (std::optional<SlicePart> part; (part = slices->Next().value()).has_value();) parts.push_back(*part);
    EXPECT_FALSE(slices->Next().value().has_value());
    return parts;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Workspace> workspace_;
};

TEST_F(SlicesTest, EachKeyIsInOnePartInOrder) {
  std::vector<std::string> walked;
  const std::vector<SlicePart> parts = Parts(kTenant);
  EXPECT_GT(parts.size(), 2U);
  std::size_t strangers = 0;
  for (const SlicePart& part : parts) {
    const Consensus& consensus = part.slice->consensus();
    const KeyRun keys = KeysOf(consensus, kTenant, part.names);
    strangers += consensus.size() - (keys.end - keys.first);
    for (std::size_t i = keys.first; i < keys.end; ++i) consensus.AppendRecord(i, walked.emplace_back());
  }
  EXPECT_GT(strangers, 0U) << "no part has keys of another one";
  std::vector<std::string> visited;
  ASSERT_TRUE(workspace_
                  ->ForEachRecord(kTenant, {},
                                  [&](std::string_view record) {
                                    visited.emplace_back(record);
                                    return true;
                                  })
                  .ok());
  EXPECT_EQ(walked, visited);
  EXPECT_EQ(visited.size(), kNames);
}

TEST_F(SlicesTest, StatementsBelongToThePartOfTheirVulnerability) {
  std::map<Digest, int> seen;
  for (const SlicePart& part : Parts(kTenant)) {
    const Evidence& evidence = part.slice->evidence();
    for (std::size_t i = 0; i < evidence.statements().size(); ++i) {
      if (!part.names.Holds(part.slice->consensus().AdvisoryKeyOf(static_cast<std::uint32_t>(i)))) continue;
      ++seen[StatementId(evidence, evidence.statements()[i])];
    }
  }
  EXPECT_EQ(seen.size(), Documents().size());
  for (const auto& [id, times] : seen) EXPECT_EQ(times, 1) << DigestText(id);
}

TEST_F(SlicesTest, SeeNothingOfWhatIsWrittenMeanwhile) {
  const std::unique_ptr<Slices> slices = workspace_->BuildAll(kTenant, {}).value();
  std::size_t keys = 0;
  std::optional<SlicePart> part = slices->Next().value();
  Ingest({Vex("other", CveOf(kNames), "pkg:deb/debian/late@1", "affected", "2024-05-01T00:00:00Z")});
  for (; part.has_value(); part = slices->Next().value()) {
    const KeyRun run = KeysOf(part->slice->consensus(), kTenant, part->names);
    keys += run.end - run.first;
  }
  EXPECT_EQ(keys, kNames);
}

TEST_F(SlicesTest, NobodyElseHasAny) { EXPECT_TRUE(Parts("nobody").empty()); }

}  // namespace
}  // namespace vexlens
