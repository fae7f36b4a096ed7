// Where a statement is heard, and what must be computed anew when that may be elsewhere.
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "sqlite3.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

constexpr std::string_view kDate = "2024-05-01T00:00:00Z";

// Named is an OpenVEX document about `vulnerability` that names others too.
std::string Named(std::string_view author, std::string_view vulnerability, std::string_view aliases,
                  std::string_view product, std::string_view date = kDate) {
  std::string document = testing::Vex(author, vulnerability, product, "affected", date);
  const std::string name = absl::StrCat(R"("name":")", vulnerability, "\"");
  return document.insert(document.find(name) + name.size(), absl::StrCat(R"(,"aliases":[)", aliases, "]"));
}

// Bom has one component, and Linked a word about that.
std::string Bom(std::string_view version) {
  return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.6","version":)", version,
                      R"(,"serialNumber":"urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81","metadata":{"timestamp":)",
                      R"("2024-04-01T00:00:00Z","supplier":{"name":"lab"}},"components":[{"type":"library",)",
                      R"("bom-ref":"w","name":"w","purl":"pkg:npm/widget@1"}]})");
}

constexpr std::string_view kLinked = R"({"bomFormat":"CycloneDX","specVersion":"1.6","version":1,
  "metadata":{"timestamp":"2024-04-02T00:00:00Z","supplier":{"name":"lab"}},
  "vulnerabilities":[{"id":"CVE-2024-0001","analysis":{"state":"exploitable"},
    "affects":[{"ref":"urn:cdx:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1#w"}]}]})";

class HeardTest : public ::testing::Test {
 protected:
  HeardTest() {
    Workspace::Options options;
    options.clock = [this] { return Instant{now_ += 1'000'000}; };
    workspace_ = Workspace::Open(folder_.path(), options).value();
    EXPECT_TRUE(workspace_
                    ->SetDirectory(IssuerDirectory::Parse(R"({"issuers":[{"id":"known","tier":"known"}]})").value(),
                                   {"me", "test"})
                    .ok());
  }

  Recomputed Ingest(std::string_view document) {
    const Incoming documents[] = {document};
    const absl::StatusOr<IngestResult> result = workspace_->Ingest("default", documents);
    EXPECT_TRUE(result.ok()) << result.status();
    return result->recomputed;
  }

  // Products are those of all statements in the slice of a vulnerability.
  std::set<std::string> Products(std::string_view vulnerability) {
    const std::unique_ptr<Slice> slice = workspace_->Build("default", vulnerability, {}).value();
    std::set<std::string> products;
    for (const Statement& statement : slice->evidence().statements()) {
      products.emplace(slice->evidence().KeyText(statement.product));
    }
    return products;
  }

  std::string Column(const std::string& sql) {
    sqlite3* connection = nullptr;
    EXPECT_EQ(sqlite3_open((folder_.path() + "/vexlens.db").c_str(), &connection), SQLITE_OK);
    std::string text;
    const auto take = [](void* out, int, char** values, char**) {
      *static_cast<std::string*>(out) = values[0] == nullptr ? "NULL" : values[0];
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), take, &text, nullptr), SQLITE_OK) << sqlite3_errmsg(connection);
    sqlite3_close(connection);
    return text;
  }

  void ExpectSound() { EXPECT_TRUE(workspace_->Rebuild(true)->equal()); }

  const testing::TemporaryFolder folder_;
  std::int64_t now_ = 1'717'200'000'000'000;
  std::unique_ptr<Workspace> workspace_;
};

TEST_F(HeardTest, AStrangersWordIsUnderEachNameThatItGives) {
  Ingest(Named("stranger", "GHSA-aaaa-bbbb-cccc", R"("CVE-2024-0001","CVE-2024-0002")", "pkg:npm/a@1"));
  Ingest(testing::Vex("known", "CVE-2024-0001", "pkg:npm/b@1", "affected", kDate));
  EXPECT_EQ(Products("CVE-2024-0001"), (std::set<std::string>{"pkg:npm/a@1", "pkg:npm/b@1"}));
  EXPECT_EQ(Products("CVE-2024-0002"), std::set<std::string>{"pkg:npm/a@1"});
  EXPECT_EQ(Products("GHSA-aaaa-bbbb-cccc"), std::set<std::string>{"pkg:npm/a@1"});
}

TEST_F(HeardTest, TwoCvesTieNothingAndBothAreHeard) {
  Ingest(Named("known", "CVE-2024-0001", R"("CVE-2024-0002")", "pkg:npm/a@1"));
  Ingest(testing::Vex("known", "CVE-2024-0002", "pkg:npm/b@1", "affected", kDate));
  EXPECT_EQ(Products("CVE-2024-0002"), (std::set<std::string>{"pkg:npm/a@1", "pkg:npm/b@1"}));
  EXPECT_EQ(Products("CVE-2024-0001"), std::set<std::string>{"pkg:npm/a@1"}) << "of the other only what names it";
}

// Whatever else is said about the same vulnerability may replace what is heard.
TEST_F(HeardTest, WhatMayReplaceItComesAlong) {
  Ingest(Named("stranger", "GHSA-aaaa-bbbb-cccc", R"("CVE-2024-0001")", "pkg:npm/a@1"));
  Ingest(testing::Vex("stranger", "GHSA-aaaa-bbbb-cccc", "pkg:npm/a@1", "fixed", "2024-05-02T00:00:00Z"));
  const std::unique_ptr<Slice> slice = workspace_->Build("default", "CVE-2024-0001", {}).value();
  EXPECT_EQ(slice->evidence().statements().size(), 2U);
  ExpectSound();
}

TEST_F(HeardTest, AMemberOfAClassBringsWhatNamesAnother) {
  Ingest(Named("known", "CVE-2024-0001", R"("GHSA-aaaa-bbbb-cccc")", "pkg:npm/a@1"));
  Ingest(Named("stranger", "GO-2024-0001", R"("GHSA-aaaa-bbbb-cccc")", "pkg:npm/b@1"));
  EXPECT_EQ(Products("CVE-2024-0001"), (std::set<std::string>{"pkg:npm/a@1", "pkg:npm/b@1"}));
  EXPECT_EQ(Products("GO-2024-0001"), std::set<std::string>{"pkg:npm/b@1"});
  ExpectSound();
}

TEST_F(HeardTest, ABomChangesWhoLinksToIt) {
  Ingest(kLinked);
  EXPECT_GE(Ingest(Bom("1")).records, 1U) << "it explains the link";
  const Digest bom = Sha256(Bom("1"));
  EXPECT_GE(workspace_->Withdraw("default", bom)->records, 1U) << "it explains no longer";
  ExpectSound();
  EXPECT_GE(Ingest(Bom("2")).records, 1U) << "the edition that is linked to may be superseded";
  ExpectSound();
}

TEST_F(HeardTest, ABomIsADocument) {
  Ingest(Bom("1"));
  const std::vector<StoredDocument> documents = workspace_->Documents("default").value();
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].id, "urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81");
  EXPECT_EQ(documents[0].issuer, "lab");
  EXPECT_EQ(documents[0].signature, SignatureState::kMissing);
}

TEST_F(HeardTest, TheLatestDateIsOfTheDocumentOrOfWhatItSays) {
  const auto micros = [](std::string_view text) { return absl::StrCat(ParseInstant(text)->micros); };
  const auto latest = [&] { return Column("SELECT latest_at FROM document ORDER BY id DESC LIMIT 1"); };
  Ingest(testing::Vex("lab", "CVE-2024-0001", "pkg:npm/a@1", "affected", kDate));
  EXPECT_EQ(latest(), micros(kDate));
  Ingest(
      testing::Vex("lab", "CVE-2024-0001", "pkg:npm/b@1", "affected", kDate, R"(,"timestamp":"2024-05-07T00:00:00Z")"));
  EXPECT_EQ(latest(), micros("2024-05-07T00:00:00Z"));
  Ingest(testing::Vex("lab", "CVE-2024-0001", "pkg:npm/c@1", "affected", kDate,
                      R"(,"last_updated":"2024-05-09T00:00:00Z","timestamp":"2024-04-01T00:00:00Z")"));
  EXPECT_EQ(latest(), micros("2024-05-09T00:00:00Z"));
}

}  // namespace
}  // namespace vexlens
