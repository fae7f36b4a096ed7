// What only the reader from MongoDB does; the rest is in tests/provenance/conformance.cc.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/mongo/commands.h"
#include "tests/mongo/driver.h"
#include "tests/mongo/servers.h"
#include "tests/support/temporary_folder.h"

namespace vexlens::testing {
namespace {

using ::testing::HasSubstr;

const PackRunKey kRun = {"acme", "run-7"};
constexpr char kCollection[] = "pack_artifacts";

class MongoArtifacts : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = Server::Start(); }
  static void TearDownTestSuite() { server_.reset(); }
  void SetUp() override {
    if (server_ == nullptr) GTEST_SKIP() << kNoServer;
    NextDatabase();
  }

  void NextDatabase() { database_ = absl::StrCat("artifacts", ++databases_); }

  void Insert(std::string_view collection, const std::vector<std::string>& documents) const {
    const std::string answer = server_->Send({InsertCommand(database_, collection, documents)}).at(0);
    EXPECT_TRUE(absl::StrContains(answer, absl::StrCat("\"n\": ", documents.size(), ","))) << answer;
  }

  // Keeps an entry of kRun with these members, `"name":…` first.
  void Put(std::string_view members) const {
    Insert(kCollection, {absl::StrCat(R"({"tenant":"acme","runId":"run-7",)", members, "}")});
  }

  absl::StatusOr<std::vector<PackRunArtifact>> Measure(const std::string& options = "") const {
    return MeasureArtifacts(*OpenReader(server_->Url(database_ + options)).value(), kRun);
  }

  inline static std::unique_ptr<Server> server_;
  inline static int databases_ = 0;
  std::string database_;
};

TEST_F(MongoArtifacts, AreListedInOrderOfTheirNamesByPages) {
  FaultyServer proxy({"--server", server_->address()});
  std::vector<std::string> entries;
  for (int i = 1'200; i > 0; --i) entries.push_back(InlineArtifact(kRun, absl::StrCat("a/", 10'000 + i), "", "1"));
  Insert(kCollection, entries);
  const auto reader = OpenReader(proxy.Url(database_)).value();
  const auto listed = reader->List(kRun, 1'200);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->size(), 1'200);
  for (std::size_t i = 0; i < listed->size(); ++i) EXPECT_EQ((*listed)[i].name, absl::StrCat("a/", 10'001 + i));
  EXPECT_EQ((*listed)[0].size, 1);
  EXPECT_EQ((*listed)[0].digest, Sha256("1"));
  EXPECT_THAT(proxy.Log(), HasSubstr(R"("batchSize": 500)"));
  EXPECT_THAT(proxy.Log(), HasSubstr("{\"getMore\""));
  EXPECT_EQ(reader->List(kRun, 1'199).status(), absl::ResourceExhaustedError("more than 1199 artifacts"));
}

TEST_F(MongoArtifacts, TheirDigestsAreCheckedAgainstTheBytes) {
  const std::string entry = InlineArtifact(kRun, "a.txt", "text/plain", "one");
  Insert(kCollection, {entry});
  EXPECT_TRUE(Measure().ok());
  const auto altered = [&](const std::string& members) {
    const std::string answer = server_->Send({UpdateCommand(database_, kCollection, kRun, members)}).at(0);
    EXPECT_TRUE(absl::StrContains(answer, R"("nModified": 1)")) << answer;
    return Measure().status();
  };
  EXPECT_EQ(altered(absl::StrCat(R"({"data":)", Binary("two"), "}")),
            absl::DataLossError(
                absl::StrCat("a.txt: expected ", DigestText(Sha256("one")), ", found ", DigestText(Sha256("two")))));
  EXPECT_EQ(altered(R"({"size":4})"), absl::DataLossError("a.txt: expected 4 bytes, found 3"));
}

TEST_F(MongoArtifacts, MayStandInGridFs) {
  const std::string file = R"({"$oid":"65a000000000000000000001"})";
  const std::string first(1'000, 'a'), second(500, 'b');
  const auto chunk = [&](int n, std::string_view bytes) {
    return absl::StrCat(R"({"files_id":)", file, R"(,"n":{"$int":)", n, R"(},"data":)", Binary(bytes), "}");
  };
  Insert("pack_artifacts.files", {absl::StrCat(R"({"_id":)", file, R"(,"length":1500,"chunkSize":{"$int":1000},)",
                                               R"("uploadDate":{"$date":0},"filename":"image.tar"})")});
  Insert("pack_artifacts.chunks", {chunk(0, first)});
  Put(absl::StrCat(R"("name":"image.tar","digest":")", DigestText(Sha256(first + second)), R"(","fileId":)", file));
  EXPECT_EQ(Measure().status().code(), absl::StatusCode::kDataLoss) << Measure().status();
  Insert("pack_artifacts.chunks", {chunk(1, second)});
  const auto found = Measure();
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ((*found)[0].size, 1'500);

  Put(R"("name":"lost.tar","fileId":{"$oid":"65a000000000000000000002"})");
  const absl::Status lost = Measure().status();
  EXPECT_EQ(lost.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(lost.message()), HasSubstr("lost.tar: pack_artifacts: "));
}

TEST_F(MongoArtifacts, InFilesAreReadBelowOneFolderOnly) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() + "/packs/run 7");
  std::ofstream(folder.path() + "/packs/run 7/a.txt") << "text";
  std::ofstream(folder.path() + "/secret") << "secret";
  std::filesystem::create_symlink(folder.path() + "/secret", folder.path() + "/packs/link");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() + "/packs/up");
  const std::string allowed = absl::StrCat("?artifactFolder=", folder.path(), "/packs&appName=test");
  const auto measure = [&](const std::string& path, const std::string& options) {
    NextDatabase();
    Put(absl::StrCat(R"("name":"a.txt","digest":")", DigestText(Sha256("text")), R"(","location":"file://)", path,
                     "\""));
    return Measure(options);
  };
  const auto found = measure(folder.path() + "/packs/run%207/a.txt", allowed);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ((*found)[0].location, absl::StrCat("file://", folder.path(), "/packs/run%207/a.txt"));

  EXPECT_EQ(measure(folder.path() + "/packs/run%207/a.txt", "").status().code(), absl::StatusCode::kPermissionDenied);
  for (const std::string outside :
       {"/secret", "/packs/../secret", "/packs/%2e%2e/secret", "/packs/run%207/../../secret", "/packs", "/packs/",
        "/packs//secret", "/packsecret"}) {
    const absl::Status status = measure(folder.path() + outside, allowed).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied) << outside << ": " << status;
  }
  for (const std::string link : {"/packs/link", "/packs/up/secret"}) {
    EXPECT_EQ(measure(folder.path() + link, allowed).status().code(), absl::StatusCode::kInvalidArgument) << link;
  }
  EXPECT_EQ(measure(folder.path() + "/packs/none", allowed).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(MongoArtifacts, ElsewhereAreListedAndNotRead) {
  Put(R"("name":"image.tar","mediaType":"application/x-tar","size":5.0,"location":"s3://packs/image.tar")");
  const auto listed = OpenReader(server_->Url(database_)).value()->List(kRun, 10);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ((*listed)[0].location, "s3://packs/image.tar");
  EXPECT_EQ((*listed)[0].media_type, "application/x-tar");
  EXPECT_EQ((*listed)[0].size, 5);
  EXPECT_EQ(Measure().status(), absl::FailedPreconditionError(
                                    "image.tar: its bytes are at s3://packs/image.tar, where nothing here reads"));
  NextDatabase();
  Put(R"("name":"a")");
  EXPECT_EQ(Measure().status(),
            absl::FailedPreconditionError("a: its bytes are nowhere: the entry has no data, fileId or location"));
}

TEST_F(MongoArtifacts, EntriesOfAnotherFormAreToldByNameAndMember) {
  const std::pair<const char*, const char*> kEntries[] = {
      {R"("name":7)", "an artifact: name: expected text"},
      {R"("title":"a")", "an artifact: name: expected text"},
      {R"("name":"../a")", "an artifact: name: expected "},
      {R"("name":"a","mediaType":7)", "a: mediaType: expected text"},
      {R"("name":"a","location":["x"])", "a: location: expected text"},
      {R"("name":"a","size":-1)", "a: size: expected a number of bytes"},
      {R"("name":"a","size":1.5)", "a: size: expected a number of bytes"},
      {R"("name":"a","size":1e300)", "a: size: expected a number of bytes"},
      {R"("name":"a","size":"5")", "a: size: expected a number of bytes"},
      {R"("name":"a","digest":"sha256:x")", "a: digest: expected sha256: and 64 lower-case hex digits"},
      {R"("name":"a","digest":{"$binary":""})", "a: digest: expected text"},
  };
  for (const auto& [entry, message] : kEntries) {
    SCOPED_TRACE(entry);
    NextDatabase();
    Put(entry);
    const absl::Status status = Measure().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(message));
  }
}

}  // namespace
}  // namespace vexlens::testing
