// What only the writer to MongoDB does; the rest is in tests/provenance/conformance.cc.
#include <chrono>
#include <string>

#include "absl/strings/match.h"
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
using ::testing::StartsWith;

constexpr std::size_t kMost = 16'777'216;
constexpr char kCollection[] = "pack_run_provenance";

class MongoWriter : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = Server::Start(); }
  static void TearDownTestSuite() { server_.reset(); }
  void SetUp() override {
    if (server_ == nullptr) GTEST_SKIP() << kNoServer;
    database_ = absl::StrCat("writer", ++databases_);
  }

  std::unique_ptr<PackRunProvenanceWriter> Writer() const { return OpenWriter(server_->Url(database_)).value(); }
  std::string Kept() const { return server_->Send({FindCommand(database_, kCollection, "{}")}).at(0); }
  void Set(std::string_view members) const {
    const std::string answer = server_->Send({UpdateCommand(database_, kCollection, ARun().run, members)}).at(0);
    EXPECT_TRUE(absl::StrContains(answer, R"("nModified": 1)")) << answer;
  }

  inline static std::unique_ptr<Server> server_;
  inline static int databases_ = 0;
  std::string database_;
};

TEST_F(MongoWriter, KeepsWhatQueriesAskForBesideTheBytes) {
  ASSERT_TRUE(Writer()->Write(ARun()).ok());
  const std::string kept = Kept();
  for (const std::string& member : {
           std::string(R"("_id": {"tenant": "acme", "runId": "run-7"}, "schema": "vexlens/pack-run/v1")"),
           std::string(R"("tenant": "acme", "runId": "run-7", "status": "succeeded")"),
           std::string(R"("requestedAt": {"$date": 1780308000000}, "startedAt": {"$date": 1780308001500})"),
           std::string(R"("builder": "https://ci.example/pack", "artifactCount": 2)"),
           absl::StrCat(R"("manifestDigest": ")", DigestText(WritePackRun(ARun())->manifest_digest), "\""),
       }) {
    EXPECT_THAT(kept, HasSubstr(member));
  }
}

TEST_F(MongoWriter, UnknownInstantsAreNullAndEarlyOnesRoundDown) {
  PackRunManifest run = ARun();
  run.requested_at = {};
  run.started_at = *ParseInstant("1969-12-31T23:59:59.9985Z");
  ASSERT_TRUE(Writer()->Write(run).ok());
  EXPECT_THAT(Kept(), HasSubstr(R"("requestedAt": null, "startedAt": {"$date": -2})"));
  EXPECT_EQ(WritePackRun(Writer()->Read(run.run).value())->json, WritePackRun(run)->json);
}

TEST_F(MongoWriter, AMemberThatIsNotWhatTheManifestSaysIsDataLoss) {
  for (const std::string members :
       {R"({"status":"failed"})", R"({"artifactCount":3})", R"({"requestedAt":null})", R"({"note":"mine"})"}) {
    SCOPED_TRACE(members);
    database_ = absl::StrCat("writer", ++databases_);
    const auto writer = Writer();
    ASSERT_TRUE(writer->Write(ARun()).ok());
    Set(members);
    EXPECT_EQ(writer->Read(ARun().run).status(),
              absl::DataLossError("run-7: what is kept beside the manifest is not what it says"));
    // Nor is it taken for the same.
    EXPECT_EQ(writer->Write(ARun()).status().code(), absl::StatusCode::kDataLoss);
  }
}

// Returns a run whose manifest has that many bytes.
PackRunManifest Sized(std::size_t size) {
  PackRunManifest run = ARun();
  const std::size_t without = WritePackRun(run)->json.size();
  run.steps[0].name += std::string(size - without, 's');
  return run;
}

TEST_F(MongoWriter, TellsOfTheLimitBeforeItSends) {
  FaultyServer proxy({"--server", server_->address()});
  const auto writer = OpenWriter(proxy.Url(database_)).value();
  // The message tells how much stands beside the manifest.
  const absl::Status far = writer->Write(Sized(kMost)).status();
  const std::string start = "run-7: the manifest makes a document of ";
  ASSERT_THAT(std::string(far.message()), StartsWith(start));
  const std::size_t found = std::stoul(std::string(far.message().substr(start.size())));
  const std::size_t at_limit = kMost - (found - kMost);
  const absl::Status over = writer->Write(Sized(at_limit + 1)).status();
  EXPECT_EQ(over, absl::ResourceExhaustedError(
                      "run-7: the manifest makes a document of 16777217 bytes, and MongoDB takes 16777216"));
  EXPECT_EQ(writer->Write(Sized(17 << 20)).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(proxy.Log(), Not(HasSubstr("insert")));
  const PackRunManifest largest = Sized(at_limit);
  const auto receipt = writer->Write(largest);
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  // Too long to be printed.
  EXPECT_TRUE(WritePackRun(writer->Read(largest.run).value())->json == WritePackRun(largest)->json);
}

TEST_F(MongoWriter, AsksForAMajorityAndItsJournals) {
  FaultyServer proxy({"--server", server_->address()});
  // Even if the URL says otherwise.
  const auto writer = OpenWriter(proxy.Url(absl::StrCat(database_, "?w=1&journal=false&readPreference=secondary")));
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE((*writer)->Write(ARun()).ok());
  EXPECT_THAT(proxy.Log(), HasSubstr(R"("writeConcern": {"w": "majority", "j": true, "wtimeout": 10000})"));
  ASSERT_TRUE((*writer)->Read(ARun().run).ok());
  EXPECT_THAT(proxy.Log(), HasSubstr(R"("readConcern": {"level": "majority"})"));
  EXPECT_THAT(proxy.Log(), Not(HasSubstr("secondary")));
}

TEST_F(MongoWriter, ThePasswordOpensAndAWrongOneIsNeverShown) {
  const std::string secret = "S3cret/p@ss:w%rd";
  FaultyServer guarded({"--server", server_->address(), "--password", secret});
  const std::string url = absl::StrCat("mongodb://u@", guarded.address(), "/", database_);
  const auto right = OpenWriter(url, secret);
  ASSERT_TRUE(right.ok()) << right.status();
  EXPECT_TRUE((*right)->Write(ARun()).ok());
  const std::string in_url = absl::StrCat("mongodb://u:S3cret%2Fp%40ss%3Aw%25rd@", guarded.address(), "/", database_);
  EXPECT_TRUE(OpenWriter(in_url).ok());

  const auto wrong = OpenWriter(url, "Wr0ng");
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kPermissionDenied) << wrong.status();
  EXPECT_THAT(wrong.status().ToString(), Not(HasSubstr("Wr0ng")));
  EXPECT_EQ(OpenWriter(absl::StrCat("mongodb://u:Wr0ng@", guarded.address(), "/", database_)).status().code(),
            absl::StatusCode::kPermissionDenied);
  const auto nobody = OpenWriter(guarded.Url(database_));
  EXPECT_EQ(nobody.status().code(), absl::StatusCode::kPermissionDenied) << nobody.status();
}

TEST(MongoAddress, IsReadStrictlyAndNeverRepeatsAPassword) {
  const auto refused = [](const std::string& url, const std::string& password = "") {
    const absl::Status status = OpenWriter(url, password).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << url;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("S3cret")));
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("\n")));
    return std::string(status.message());
  };
  EXPECT_THAT(refused("mongodb://127.0.0.1:1"), HasSubstr("it names no database"));
  EXPECT_THAT(refused("mongodb://127.0.0.1:1/?w=1"), HasSubstr("it names no database"));
  EXPECT_THAT(refused("mongodb://127.0.0.1:1/d", "S3cret"), HasSubstr("a password, and no user"));
  EXPECT_THAT(refused("mongodb://u:x@127.0.0.1:1/d", "S3cret"), HasSubstr("two passwords"));
  EXPECT_THAT(refused("mongodb://u@127.0.0.1:1/d", std::string("S3cret\0", 7)), HasSubstr("without NUL"));
  for (const std::string url : {"mongodb://u:S3cret/x@127.0.0.1:1/d", "mongodb://u:x@S3cret@127.0.0.1:1/d",
                                "mongodb://u:S3cret%@127.0.0.1:1/d", "mongodb://u:S3cret%zz@127.0.0.1:1/d"}) {
    EXPECT_THAT(refused(url), HasSubstr("before the @, other characters than")) << url;
  }
  // libmongoc would crash.
  EXPECT_THAT(refused("mongodb://u@127.0.0.1:1/d"), HasSubstr("a user, and no password"));
  EXPECT_THAT(refused("mongodb://u@127.0.0.1:1/d?authMechanism=PLAIN"), HasSubstr("a user, and no password"));
  // libmongoc would ask others for credentials.
  for (const std::string_view mechanism : {"MONGODB-AWS", "GSSAPI", "MONGODB-CR", "NONSENSE"}) {
    const std::string url = absl::StrCat("mongodb://u@127.0.0.1:1/d?authMechanism=", mechanism);
    EXPECT_THAT(refused(url, "S3cret"), HasSubstr("authMechanism is SCRAM-SHA-1, ")) << mechanism;
  }
  EXPECT_THAT(refused("mongodb://127.0.0.1:1/d?authMechanism=MONGODB-AWS"), HasSubstr("authMechanism is "));
  refused("mongodb://u:S3cret@127.0.0.1:port/d");
  refused("mongodb://u:S3cret@/d");
  refused("mongodb://u:S3cret@127.0.0.1:1/d?readPreference=S0metimes");
  refused("http://u:S3cret@127.0.0.1:1/d");
  refused(std::string("mongodb://127.0.0.1:1/d\0x", 25));
  EXPECT_THAT(refused("mongodb://127.0.0.1:1/d?artifactFolder=packs"), HasSubstr("no absolute path"));
}

// Returns the error of opening a URL, which comes within a time.
absl::Status OpenedWithin(const std::string& url, std::chrono::seconds limit) {
  const auto begin = std::chrono::steady_clock::now();
  const absl::Status status = OpenWriter(url).status();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, limit) << status;
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("\n")));
  return status;
}

TEST(MongoAddress, NoServerIsToldFast) {
  std::string address;
  {
    const FaultyServer gone({});
    address = gone.address();
  }
  const absl::Status status = OpenedWithin(absl::StrCat("mongodb://", address, "/d"), std::chrono::seconds(2));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr(address));
}

TEST(MongoAddress, AServerOfAnotherKindIsTold) {
  const FaultyServer http({"--fault", "http"});
  const absl::Status status = OpenedWithin(http.Url("d"), std::chrono::seconds(6));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("Invalid reply from server"));
  EXPECT_THAT(std::string(status.message()), HasSubstr(http.address()));
}

TEST(MongoAddress, AServerWithoutAWordIsToldInTime) {
  const FaultyServer silent({"--fault", "silent"});
  const absl::Status status = OpenedWithin(silent.Url("d?connectTimeoutMS=300"), std::chrono::seconds(5));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
}

}  // namespace
}  // namespace vexlens::testing
