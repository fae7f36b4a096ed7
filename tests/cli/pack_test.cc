// `stella pack provenance` as a user meets it.
#include <filesystem>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"

namespace vexlens {
namespace {

using testing::Result;

class PackTest : public testing::StellaTest {
 protected:
  PackTest() {
    std::filesystem::create_directories(Path("kept"));
    Save("made/image.tar", "image");
    Save("made/logs/run.txt", "log");
  }

  Result Pack(std::string_view what, std::string_view more = "") const {
    return Run(absl::StrCat("pack provenance ", what, " --tenant acme --run run-7 --out ", Path("kept"), " ", more));
  }
  Result Write(std::string_view more = "") const {
    return Pack("write",
                absl::StrCat(Artifacts(), " --plan-hash sha256:", std::string(64, 'a'), " --status succeeded ", more));
  }
  Result Verify(std::string_view more = "") const { return Pack("verify", absl::StrCat(Artifacts(), " ", more)); }
  std::string Artifacts() const { return absl::StrCat("--artifacts ", Path("made")); }
};

TEST_F(PackTest, WritesShowsAndVerifies) {
  const std::string more = absl::StrCat(
      "--requested-at 2026-06-01T10:00:00Z --builder https://ci.example --location s3://packs/ --parameters ",
      Save("parameters.json", R"({"b": 1, "a": 2})"), " --steps ",
      Save("steps.json", R"([{"name":"pack","status":"succeeded","startedAt":"","finishedAt":""}])"));
  const Result written = Write(more);
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_TRUE(absl::StartsWith(written.out, "wrote the manifest of 2 artifacts, sha256:")) << written.out;
  const Result again = Write(absl::StrCat(more, " --output json"));
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_TRUE(absl::EndsWith(again.out, "\"written\":false}\n")) << again.out;

  const Result shown = Pack("show", "--output json");
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_EQ(shown.out, testing::ReadBytes(Path("kept/acme/run-7.json")) + "\n");
  EXPECT_TRUE(absl::StrContains(shown.out, R"("parameters":{"a":2,"b":1})")) << shown.out;
  EXPECT_TRUE(absl::StrContains(shown.out, R"("location":"s3://packs/logs/run.txt")")) << shown.out;
  EXPECT_EQ(Member(shown.out, "manifestDigest"), Member(again.out, "manifestDigest"));
  const Result table = Pack("show");
  EXPECT_TRUE(absl::StrContains(Row(table.out, "logs/run.txt"), "text/plain")) << table.out;

  const Result verified = Verify();
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_EQ(verified.out, "all 2 artifacts are as the manifest says\n");
}

TEST_F(PackTest, TellsWhatDiffers) {
  ASSERT_EQ(Write().code, 0);
  Save("made/image.tar", "imagE");
  Save("made/new", "");
  std::filesystem::remove(Path("made/logs/run.txt"));
  const Result table = Verify();
  EXPECT_EQ(table.code, 6) << table.err;
  EXPECT_TRUE(absl::StrContains(Row(table.out, "image.tar "), " differs ")) << table.out;
  EXPECT_TRUE(absl::StrContains(Row(table.out, "logs/run.txt "), " missing ")) << table.out;
  EXPECT_TRUE(absl::StrContains(Row(table.out, "new "), " extra ")) << table.out;
  const Result json = Verify("--output json");
  EXPECT_EQ(json.code, 6);
  EXPECT_TRUE(absl::StrContains(json.out, R"("found":null,"name":"logs/run.txt"})")) << json.out;
  EXPECT_TRUE(absl::EndsWith(json.out, "\"verified\":false}\n")) << json.out;
}

TEST_F(PackTest, NeverReplacesAManifest) {
  ASSERT_EQ(Write().code, 0);
  const std::string kept = testing::ReadBytes(Path("kept/acme/run-7.json"));
  Save("made/new", "");
  const Result other = Write();
  EXPECT_EQ(other.code, 1);
  EXPECT_EQ(other.err, "stella: run-7.json: another manifest is kept for this run\n");
  EXPECT_EQ(testing::ReadBytes(Path("kept/acme/run-7.json")), kept);
}

TEST_F(PackTest, ErrorsSayWhatAndWhere) {
  const Result none = Pack("show");
  EXPECT_EQ(none.code, 4);
  EXPECT_EQ(none.err, "stella: no manifest of the run run-7 of acme\n");
  EXPECT_EQ(Write("--finished-at noon").code, 2);
  const Result steps = Write(absl::StrCat("--steps ", Save("steps.json", R"([{"name":"a"}])")));
  EXPECT_EQ(steps.code, 2);
  EXPECT_TRUE(absl::EndsWith(steps.err, "steps.json: /0/status: missing\n")) << steps.err;
  std::filesystem::create_symlink("image.tar", Path("made/link"));
  const Result link = Write();
  EXPECT_EQ(link.code, 2);
  EXPECT_EQ(link.err, "stella: link: neither a regular file nor a folder\n");
  std::filesystem::remove(Path("made/link"));
  ASSERT_EQ(Write().code, 0);
  Save("kept/acme/run-7.json", "{}");
  EXPECT_EQ(Pack("show").code, 6);
}

TEST_F(PackTest, TellsATimeline) {
  const std::string timeline = absl::StrCat("--timeline ", Path("t"), " ");
  const Result undated = Write(timeline);
  EXPECT_EQ(undated.code, 2);
  EXPECT_TRUE(absl::StrContains(undated.err, "--timeline: the manifest of the run run-7 does not say when it was"))
      << undated.err;
  EXPECT_EQ(Pack("show").code, 4) << "nothing is written";

  const std::string whole = timeline + "--finished-at 2026-06-01T10:00:00Z";
  for (int i = 0; i < 2; ++i) {
    const Result written = Write(whole);
    EXPECT_EQ(written.code, 0) << written.err;
  }
  const Result listed = Run(absl::StrCat("timeline list --tenant acme --output ndjson --store ", Path("t")));
  EXPECT_TRUE(absl::StrContains(listed.out, R"("eventType":"pack.run.recorded")")) << listed.out;
  EXPECT_TRUE(absl::StrContains(listed.out, R"("occurredAt":"2026-06-01T10:00:00Z")")) << listed.out;
  EXPECT_TRUE(absl::StrContains(listed.out, R"("subject":"run-7")")) << listed.out;
  EXPECT_TRUE(absl::StrContains(listed.out, R"("index":0)")) << listed.out;
  EXPECT_FALSE(absl::StrContains(listed.out, R"("index":1)")) << "told once: " << listed.out;
}

}  // namespace
}  // namespace vexlens
