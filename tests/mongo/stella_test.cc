// `stella pack provenance` with what MongoDB keeps.
#include "tests/cli/stella.h"

#include <cstdlib>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/mongo/commands.h"
#include "tests/mongo/servers.h"

namespace vexlens {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Result;
using ::testing::StartsWith;

class MongoPackTest : public testing::StellaTest {
 protected:
  void SetUp() override {
    server_ = testing::Server::Start();
    if (server_ == nullptr) GTEST_SKIP() << testing::kNoServer;
    Save("made/image.tar", "image");
    Save("made/logs/run.txt", "log");
  }

  Result Pack(std::string_view what, const std::string& store, std::string_view more = "") const {
    return Run(absl::StrCat("pack provenance ", what, " --tenant acme --run run-7 --store '", store, "' ", more));
  }
  Result Write(const std::string& store, std::string_view more) const {
    return Pack("write", store,
                absl::StrCat("--plan-hash sha256:", std::string(64, 'a'), " --status succeeded ", more));
  }
  std::string Artifacts() const { return absl::StrCat("--artifacts ", Path("made")); }

  std::unique_ptr<testing::Server> server_;
};

TEST_F(MongoPackTest, WritesShowsAndVerifies) {
  const std::string store = server_->Url("packs");
  const Result written = Write(store, Artifacts());
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_THAT(written.out, StartsWith("wrote the manifest of 2 artifacts, sha256:"));
  EXPECT_THAT(Write(store, Artifacts()).out, StartsWith("there already: the manifest of 2 artifacts, sha256:"));
  const Result shown = Pack("show", store, "--output json");
  EXPECT_EQ(shown.code, 0) << shown.err;
  // The same bytes as in a folder.
  std::filesystem::create_directories(Path("kept"));
  ASSERT_EQ(Write(Path("kept"), Artifacts()).code, 0);
  EXPECT_EQ(shown.out, testing::ReadBytes(Path("kept/acme/run-7.json")) + "\n");
  EXPECT_EQ(Pack("verify", store, Artifacts()).out, "all 2 artifacts are as the manifest says\n");

  Save("made/image.tar", "imagE");
  EXPECT_EQ(Pack("verify", store, Artifacts()).code, 6);
  const Result other = Write(store, Artifacts());
  EXPECT_EQ(other.code, 1);
  EXPECT_EQ(other.err, "stella: run-7: another manifest is kept for this run\n");
  const Result none = Run(absl::StrCat("pack provenance show --tenant blue --run run-7 --store ", store));
  EXPECT_EQ(none.code, 4);
  EXPECT_EQ(none.err, "stella: no manifest of the run run-7 of blue\n");
}

TEST_F(MongoPackTest, TakesTheArtifactsThatTheDatabaseLists) {
  const std::string store = server_->Url("packs");
  EXPECT_EQ(Write(store, "").err, "stella: no artifacts of run run-7 of acme\n");
  EXPECT_EQ(Write(store, "--location s3://x").err, "stella: --location: belongs to --artifacts\n");
  const PackRunKey run = {"acme", "run-7"};
  server_->Send({testing::InsertCommand("packs", "pack_artifacts",
                                        {testing::InlineArtifact(run, "image.tar", "application/x-tar", "image")})});
  const Result written = Write(store, "");
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_THAT(written.out, StartsWith("wrote the manifest of 1 artifacts"));
  EXPECT_EQ(Pack("verify", store).out, "all 1 artifacts are as the manifest says\n");
  server_->Send({testing::UpdateCommand("packs", "pack_artifacts", run,
                                        absl::StrCat(R"({"data":)", testing::Binary("imagE"), "}"))});
  const Result damaged = Pack("verify", store);
  EXPECT_EQ(damaged.code, 6);
  EXPECT_THAT(damaged.err, StartsWith("stella: image.tar: expected sha256:"));
}

TEST_F(MongoPackTest, ThePasswordComesFromAFileOrTheEnvironment) {
  const testing::FaultyServer guarded({"--server", server_->address(), "--password", "S3cret"});
  const std::string store = absl::StrCat("mongodb://u@", guarded.address(), "/packs");
  const std::string right = absl::StrCat("--password-file ", Save("right", "S3cret\n"));
  const Result written = Write(store, absl::StrCat(Artifacts(), " ", right));
  EXPECT_EQ(written.code, 0) << written.err;
  ASSERT_EQ(setenv("VEXLENS_STORE_PASSWORD", "S3cret", 1), 0);
  EXPECT_EQ(Pack("show", store).code, 0);
  // The file counts.
  const Result wrong = Pack("show", store, absl::StrCat("--password-file ", Save("wrong", "Wr0ng")));
  EXPECT_EQ(wrong.code, 3) << wrong.err;
  EXPECT_THAT(wrong.err, Not(HasSubstr("Wr0ng")));
  ASSERT_EQ(unsetenv("VEXLENS_STORE_PASSWORD"), 0);
  EXPECT_EQ(Pack("show", store, absl::StrCat("--password-file ", Save("empty", "\n"))).err,
            "stella: --password-file: the file has no password\n");
  EXPECT_EQ(Pack("show", store, "--password-file /none").code, 2);

  for (const std::string& url :
       {absl::StrCat("mongodb://u:S3cret@", guarded.address(), "/packs"), std::string("mongodb://u:S3cret/@h/packs"),
        std::string("mongodb://u:S3cret?@h/packs"), std::string("postgresql://h/d?password=S3cret")}) {
    const Result given = Pack("show", url);
    EXPECT_EQ(given.code, 2);
    EXPECT_THAT(given.err, HasSubstr("give it by --password-file or VEXLENS_STORE_PASSWORD"));
    EXPECT_THAT(given.err, Not(HasSubstr("S3cret")));
  }
}

TEST_F(MongoPackTest, WhatIsNotThereIsToldInOneLine) {
  const std::string store = server_->Url("packs");
  server_->Kill();
  const Result gone = Pack("show", store);
  EXPECT_EQ(gone.code, 10) << gone.err;
  EXPECT_THAT(gone.err, EndsWith("\n"));
  EXPECT_EQ(gone.err.find('\n'), gone.err.size() - 1);
  EXPECT_EQ(Pack("show", "mysql://h/d").err, "stella: --store: neither a folder nor a URL that a driver understands\n");
  EXPECT_THAT(Pack("show", "mongodb://127.0.0.1:1").err, HasSubstr("it names no database"));
  EXPECT_EQ(Write(Path(""), "").err, "stella: --artifacts: required, since a folder of manifests lists no artifacts\n");
}

}  // namespace
}  // namespace vexlens
