// A real feed that contradicts itself, and voices that try to be louder than they are.
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

using testing::Vex;

std::vector<std::string> FeedDocuments(const std::filesystem::path& folder) {
  std::vector<std::string> documents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") documents.push_back(testing::ReadBytes(entry.path()));
  }
  return documents;
}

TEST(FeedTest, EveryContradictionShowsBothSides) {
  VEXLENS_NEEDS_CORPORA();
  const std::vector<std::string> documents = FeedDocuments(testing::CorporaFolder() / "openvex/dhi");
  Evidence evidence;
  for (const std::string& bytes : documents) ReadDocument(bytes, ReadOptions{}, evidence);
  std::map<std::tuple<std::string, std::string, std::string>, std::set<VexStatus>> said;
  for (std::size_t i = 0; i < evidence.statements().size(); ++i) {
    const Statement& statement = evidence.statements()[i];
    said[{std::string(evidence.Text(statement.vulnerability)), std::string(evidence.KeyText(statement.product)),
          std::string(evidence.KeyText(statement.component))}]
        .insert(statement.status);
  }

  const testing::TemporaryFolder folder;
  const std::unique_ptr<Workspace> workspace = Workspace::Open(folder.path(), {}).value();
  ASSERT_TRUE(workspace->SetAsOf(ParseInstant("2026-06-01T00:00:00Z").value()).ok());
  const std::vector<Incoming> views(documents.begin(), documents.end());
  ASSERT_TRUE(workspace->Ingest("default", views).ok());
  std::size_t contradictory = 0;
  for (const auto& [key, statuses] : said) {
    if (statuses.size() < 2) continue;
    ++contradictory;
    const auto& [vulnerability, product, component] = key;
    const std::string record = workspace->Get("default", {vulnerability, product, component}, {}).value().Json();
    const std::string rationale = record.substr(record.find(R"("rationale":)"));
    for (const VexStatus status : statuses) {
      EXPECT_NE(rationale.find(absl::StrCat(R"("status":")", StatusName(status), "\"")), std::string::npos) << record;
    }
  }
  EXPECT_EQ(contradictory, 28U);
}

class VoicesTest : public ::testing::Test {
 protected:
  static constexpr std::string_view kCve = "CVE-2024-3094";
  static constexpr std::string_view kProduct = "pkg:deb/debian/xz-utils@5.6.0";

  VoicesTest() : workspace_(Workspace::Open(folder_.path(), {}).value()) {
    EXPECT_TRUE(workspace_->SetAsOf(ParseInstant("2024-06-01T00:00:00Z").value()).ok());
  }

  void Ingest(const std::vector<std::string>& documents) {
    const std::vector<Incoming> views(documents.begin(), documents.end());
    ASSERT_TRUE(workspace_->Ingest("default", views).ok());
  }

  // Figures are the record from "state" on: the state, its strength and the weights.
  std::string Figures() {
    const std::string record =
        workspace_->Get("default", {std::string(kCve), std::string(kProduct), ""}, {}).value().Json();
    return record.substr(record.find(R"("state":)"));
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Workspace> workspace_;
};

TEST_F(VoicesTest, OneOpinionInAThousandDocumentsMovesNothing) {
  Ingest({Vex("loud", kCve, kProduct, "not_affected", "2024-05-01T00:00:00Z"),
          Vex("quiet", kCve, kProduct, "affected", "2024-05-01T00:00:00Z")});
  const std::string before = Figures();
  std::vector<std::string> documents;
  for (int i = 0; i < 1000; ++i) {
    documents.push_back(Vex("loud", kCve, kProduct, "not_affected", "2024-05-01T00:00:00Z",
                            absl::StrCat(R"(,"status_notes":")", i, "\"")));
  }
  Ingest(documents);
  EXPECT_EQ(workspace_->Documents("default")->size(), 1002U);
  EXPECT_EQ(Figures(), before);
}

TEST_F(VoicesTest, AThousandUnknownIssuersWeighNoMoreThanOne) {
  Ingest({Vex("stranger", kCve, kProduct, "fixed", "2024-05-01T00:00:00Z")});
  const std::string before = Figures();
  std::vector<std::string> documents;
  for (int i = 0; i < 1000; ++i) {
    documents.push_back(Vex(absl::StrCat("stranger-", i), kCve, kProduct, "fixed", "2024-05-01T00:00:00Z"));
  }
  Ingest(documents);
  EXPECT_EQ(Figures(), before);
}

TEST_F(VoicesTest, NobodySpeaksInAKeyedIssuersName) {
  const IssuerDirectory directory = IssuerDirectory::Parse(R"({"issuers":[
      {"id":"vendor","names":["vendor"],"tier":"authoritative","keys":[{"keyId":"k","algorithm":"ed25519",
       "publicKey":"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA8sHYS/b0sm6UC5J8YxcSvoLk2Ob+kOrH6Xg55X89v4Y=\n-----END PUBLIC KEY-----\n",
       "notBefore":"2020-01-01T00:00:00Z","notAfter":"2030-01-01T00:00:00Z"}]},
      {"id":"distribution","names":["distribution"],"tier":"trusted"}]})")
                                        .value();
  ASSERT_TRUE(workspace_->SetDirectory(directory, {"me", "test"}).ok());
  Ingest({Vex("distribution", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"),
          Vex("vendor", kCve, kProduct, "not_affected", "2024-05-20T00:00:00Z")});
  const std::string record =
      workspace_->Get("default", {std::string(kCve), std::string(kProduct), ""}, {}).value().Json();
  EXPECT_NE(record.find(R"("state":"AFFECTED")"), std::string::npos) << record;
  EXPECT_NE(record.find(R"("issuer":"unverified:vendor")"), std::string::npos) << record;
}

}  // namespace
}  // namespace vexlens
