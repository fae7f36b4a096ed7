#include "vexlens/pack_run.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/provenance/runs.h"
#include "vexlens/canonical_json.h"

namespace vexlens {
namespace {

using testing::ARun;

absl::Status Written(const PackRunManifest& run, const PackRunLimits& limits = {}) {
  return WritePackRun(run, limits).status();
}

TEST(PackRun, IsCanonicalAndReadsBack) {
  const auto text = WritePackRun(ARun());
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*CanonicalJson(text->json), text->json);
  EXPECT_TRUE(absl::StrContains(text->json, R"("parameters":{"a":[true,{"b":"ü"}],"z":100000000000000000000})"));
  EXPECT_TRUE(absl::StrContains(text->json, R"("finishedAt":"2026-06-01T10:00:09Z","manifestDigest":"sha256:)"));
  const auto read = ParsePackRun(text->json);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->run, ARun().run);
  EXPECT_EQ(read->steps, ARun().steps);
  ASSERT_EQ(read->artifacts.size(), 2);
  EXPECT_EQ(read->artifacts[0], ARun().artifacts[1]);
  EXPECT_EQ(read->builder, ARun().builder);
  EXPECT_EQ(WritePackRun(*read)->json, text->json);
}

TEST(PackRun, DigestIsOfTheRest) {
  const auto text = WritePackRun(ARun());
  const std::string member = absl::StrCat(R"("manifestDigest":")", DigestText(text->manifest_digest), R"(",)");
  const std::string rest = absl::StrReplaceAll(text->json, {{member, ""}});
  EXPECT_EQ(rest.size() + member.size(), text->json.size());
  EXPECT_EQ(*CanonicalJson(rest), rest);
  EXPECT_EQ(Sha256(rest), text->manifest_digest);
}

TEST(PackRun, OrderOfArtifactsDoesNotShow) {
  PackRunManifest turned = ARun();
  std::reverse(turned.artifacts.begin(), turned.artifacts.end());
  EXPECT_EQ(WritePackRun(turned)->json, WritePackRun(ARun())->json);
}

// Every byte counts: whatever one is changed to, the manifest is refused.
TEST(PackRun, AnyChangeIsNoticed) {
  const std::string json = WritePackRun(ARun())->json;
  for (std::size_t i = 0; i < json.size(); ++i) {
    for (const int bit : {0, 1, 5}) {
      std::string changed = json;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      EXPECT_FALSE(ParsePackRun(changed).ok()) << i << " " << changed;
    }
  }
}

TEST(PackRun, ReadingIsStrict) {
  const std::string json = WritePackRun(ARun())->json;
  const auto error = [&](std::string_view from, std::string_view to) {
    const std::string changed = absl::StrReplaceAll(json, {{from, to}});
    EXPECT_NE(changed, json);
    return ParsePackRun(changed).status();
  };
  EXPECT_EQ(error(R"("builder")", R"("bulder":1,"builder")").message(), "/bulder: unknown member");
  EXPECT_EQ(error(R"({"digest")", R"({"a":1,"digest")").message(), "/artifacts/0/a: unknown member");
  EXPECT_EQ(error(R"("skipped")", R"("skiped")").message(), R"(/steps/1/status: "skiped" is not one of its words)");
  EXPECT_EQ(error(R"("size":3)", R"("size":-3)").message(), "/artifacts/1/size: expected a number of bytes");
  EXPECT_EQ(error("pack-run/v1", "pack-run/v2").message(), "/schema: expected vexlens/pack-run/v1");
  EXPECT_EQ(error(",\"builder\"", ", \"builder\"").message(), "the manifest is not in canonical form");
  EXPECT_EQ(error("run-7", "run-8").code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(error("logs/run.txt", "../run.txt").code(), absl::StatusCode::kInvalidArgument);
}

TEST(PackRun, NamesCannotLeadOut) {
  for (const std::string_view name : {"", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a\nb", "\xff"}) {
    EXPECT_FALSE(CheckArtifactName(name).ok()) << name;
    PackRunManifest run = ARun();
    run.artifacts[0].name = name;
    EXPECT_EQ(Written(run).code(), absl::StatusCode::kInvalidArgument) << name;
  }
  EXPECT_FALSE(CheckArtifactName(std::string("a\0b", 3)).ok());
  EXPECT_FALSE(CheckArtifactName(std::string(256, 'x')).ok());
  EXPECT_TRUE(CheckArtifactName("a/..b/.c/ü").ok());
  for (const std::string_view id : {"", "..", "a/b", "a\n", "$ne", "a$"}) {
    PackRunManifest run = ARun();
    run.run.run_id = id;
    EXPECT_EQ(Written(run).code(), absl::StatusCode::kInvalidArgument) << id;
  }
  PackRunManifest run = ARun(std::string(251, 'x'));
  EXPECT_EQ(Written(run).message(), "a run's id has 1 to 250 bytes");
}

TEST(PackRun, RefusesWhatItCouldNotRead) {
  PackRunManifest run = ARun();
  run.artifacts[0].name = run.artifacts[1].name;
  EXPECT_EQ(Written(run).message(), R"(/artifacts: "image.tar" is there twice)");
  run = ARun();
  run.parameters = "[]";
  EXPECT_EQ(Written(run).message(), "/parameters: expected an object");
  run = ARun();
  run.builder = "\xff";
  EXPECT_EQ(Written(run).message(), "/builder: not UTF-8");
}

TEST(PackRun, HasLimits) {
  const auto nested = [](std::size_t depth) {
    PackRunManifest run = ARun();
    run.parameters = absl::StrCat(R"({"a":)", std::string(depth - 1, '['), "1", std::string(depth - 1, ']'), "}");
    return run;
  };
  const auto deepest = WritePackRun(nested(kMaxPackRunDepth));
  ASSERT_TRUE(deepest.ok()) << deepest.status();
  EXPECT_TRUE(ParsePackRun(deepest->json).ok());
  EXPECT_EQ(Written(nested(kMaxPackRunDepth + 1)).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Written(ARun(), {.max_artifacts = 1}).code(), absl::StatusCode::kResourceExhausted);
  const std::string json = WritePackRun(ARun())->json;
  EXPECT_EQ(Written(ARun(), {.max_manifest_bytes = json.size()}), absl::OkStatus());
  EXPECT_EQ(Written(ARun(), {.max_manifest_bytes = json.size() - 1}).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ParsePackRun(json, {.max_artifacts = 1}).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(PackRun, StepsAreReadInAnySpelling) {
  const auto steps = ParsePackRunSteps(
      R"([{"name": "a", "status": "failed", "startedAt": "2026-06-01T10:00:00+01:00", "finishedAt": ""}])");
  ASSERT_TRUE(steps.ok()) << steps.status();
  EXPECT_EQ((*steps)[0], (PackRunStep{"a", PackRunStatus::kFailed, *ParseInstant("2026-06-01T09:00:00Z"), {}}));
  EXPECT_EQ(ParsePackRunSteps(R"([{"name":"a"}])").status().message(), "/0/status: missing");
  EXPECT_EQ(ParsePackRunSteps("{}").status().message(), "expected an array of steps");
}

TEST(CompareArtifacts, TellsWhatDiffers) {
  const std::vector<PackRunArtifact> expected = {
      {"a", "", 1, Sha256("a"), ""}, {"b", "", 1, Sha256("b"), ""}, {"d", "", 1, Sha256("d"), ""}};
  const std::vector<PackRunArtifact> found = {
      {"b", "text/plain", 1, Sha256("b"), "here"}, {"c", "", 1, Sha256("c"), ""}, {"d", "", 1, Sha256("e"), ""}};
  const auto differences = CompareArtifacts(expected, found);
  ASSERT_EQ(differences.size(), 3);
  EXPECT_EQ(differences[0].expected, &expected[0]);
  EXPECT_EQ(differences[0].found, nullptr);
  EXPECT_EQ(differences[1].expected, nullptr);
  EXPECT_EQ(differences[1].found, &found[1]);
  EXPECT_EQ(differences[2].expected, &expected[2]);
  EXPECT_EQ(differences[2].found, &found[2]);
}

}  // namespace
}  // namespace vexlens
