// SBOMs made to cost more than they weigh, and the limits that stop them.
#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/sbom/reading.h"

namespace vexlens {
namespace {

using ::testing::HasSubstr;
using testing::SbomReading;

constexpr std::size_t kMany = 100'000;

std::string Bom(std::string_view components, std::string_view dependencies = "") {
  return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.6","components":[)", components,
                      R"(],"dependencies":[)", dependencies, "]}");
}

template <typename Text>
std::string List(std::size_t count, Text text) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) texts.push_back(text(i));
  return absl::StrJoin(texts, ",");
}

TEST(SbomHostileTest, ACircleOfDependencies) {
  const SbomReading reading(Bom(List(kMany, [](std::size_t i) { return absl::StrCat(R"({"bom-ref":")", i, "\"}"); }),
                                List(kMany, [](std::size_t i) {
                                  return absl::StrCat(R"({"ref":")", i, R"(","dependsOn":[")", (i + 1) % kMany, "\"]}");
                                })));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_EQ(reading.report.unplaced, kMany);
  EXPECT_EQ(reading.report.edges, 2 * kMany);
  EXPECT_EQ(reading.sbom.AncestorsOf(1).size(), kMany);
}

TEST(SbomHostileTest, NestingToTheLimitAndBeyond) {
  const auto nested = [](std::size_t depth) {
    std::string text = R"({"name":"leaf"})";
    for (std::size_t i = 1; i < depth; ++i) text = absl::StrCat(R"({"components":[)", text, "]}");
    return Bom(text);
  };
  const SbomReading deep(nested(255));
  ASSERT_TRUE(deep.report.status.ok()) << deep.report.status;
  EXPECT_EQ(deep.sbom.PathTo(255).size(), 256u);
  EXPECT_EQ(SbomReading(nested(256)).report.status.code(), absl::StatusCode::kResourceExhausted);
}

TEST(SbomHostileTest, LongLocationsHaveABudget) {
  std::string text = List(kMany, [](std::size_t) { return "{}"; });
  for (int i = 0; i < 250; ++i) text = absl::StrCat(R"({"components":[)", text, "]}");
  const SbomReading reading(Bom(text));
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(reading.report.status.message(), HasSubstr("locations of components"));
}

// Duplicates are many entries of one purl and one reference, each with a CPE of its own and what `more` gives.
template <typename More>
std::string Duplicates(More more) {
  return Bom(List(kMany, [&](std::size_t i) {
    return absl::StrCat(R"({"bom-ref":"r","purl":"pkg:npm/a@1","cpe":"cpe:/a:b:)", i, "\"", more(i), "}");
  }));
}

TEST(SbomHostileTest, ManyDuplicates) {
  const SbomReading reading(Duplicates([](std::size_t) { return ""; }));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_EQ(reading.report.components, 2u);
  EXPECT_EQ(reading.report.merged, kMany - 1);
  EXPECT_EQ(reading.report.ignored, kMany - 1);
  EXPECT_EQ(reading.report.findings.size(), ReadingReport::kMaxFindings);
  EXPECT_EQ(reading.sbom.components()[1].identifiers.size(), kMany + 2);
}

std::string Md5(std::size_t i) {
  return absl::StrCat(R"({"alg":"MD5","content":")", absl::Hex(i, absl::kZeroPad16), absl::Hex(i, absl::kZeroPad16),
                      "\"}");
}

TEST(SbomHostileTest, ManyFilesOfOnePurl) {
  const SbomReading reading(Duplicates([](std::size_t i) { return absl::StrCat(R"(,"hashes":[)", Md5(i), "]"); }));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_EQ(reading.report.components, kMany + 1);
  EXPECT_EQ(reading.report.merged, 0u);
  EXPECT_EQ(reading.report.edges, kMany);
}

TEST(SbomHostileTest, ManyFilesOfOnePurlWithOneThatMayBeAny) {
  const SbomReading reading(
      Duplicates([](std::size_t i) { return i == 0 ? std::string() : absl::StrCat(R"(,"hashes":[)", Md5(i), "]"); }));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_EQ(reading.report.components, kMany + 1);
  EXPECT_EQ(reading.report.edges, 3 * kMany - 2);
}

TEST(SbomHostileTest, AChainOfSharedDigests) {
  const SbomReading reading(
      Duplicates([](std::size_t i) { return absl::StrCat(R"(,"hashes":[)", Md5(i), ",", Md5(i + 1), "]"); }));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_EQ(reading.report.components, kMany + 1);
}

TEST(SbomHostileTest, OneReferenceForAllMultipliesUpToTheLimit) {
  const std::string components = List(4'000, [](std::size_t) { return R"({"bom-ref":"r"})"; });
  const SbomReading reading(Bom(components, R"({"ref":"r","dependsOn":["r"]})"));
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(reading.report.location, "/dependencies/0/dependsOn/0");
  EXPECT_TRUE(reading.report.byte_offset.has_value());
  EXPECT_EQ(reading.report.components, 0u);
}

TEST(SbomHostileTest, ReferencesToNothingAreCountedAndFewAreKept) {
  const SbomReading reading(
      Bom(R"({"bom-ref":"a"})",
          absl::StrCat(R"({"ref":"a","dependsOn":[)",
                       List(kMany, [](std::size_t i) { return absl::StrCat("\"", i, "\""); }), "]}")));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_EQ(reading.report.warnings, kMany);
  EXPECT_EQ(reading.report.findings.size(), ReadingReport::kMaxFindings);
}

TEST(SbomHostileTest, Limits) {
  const std::string bom = Bom(R"({"bom-ref":"a"},{"bom-ref":"b"})", R"({"ref":"a","dependsOn":["b","b"]})");
  EXPECT_TRUE(SbomReading(bom, {.max_components = 2, .max_edges = 2}).report.status.ok());
  const SbomReading components(bom, {.max_components = 1});
  EXPECT_EQ(components.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(components.report.location, "/components/1");
  const SbomReading edges(bom, {.max_edges = 1});
  EXPECT_EQ(edges.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(edges.report.location, "/dependencies/0/dependsOn/1");
  EXPECT_EQ(SbomReading(bom, {.max_bytes = 10}).report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(SbomReading(bom, {.max_depth = 2}).report.status.code(), absl::StatusCode::kResourceExhausted);
}

TEST(SbomHostileTest, TheOrderOfDependenciesDoesNotShow) {
  std::mt19937 random(11);
  const std::string components =
      List(60, [](std::size_t i) { return absl::StrCat(R"({"bom-ref":")", i, R"(","name":")", i, "\"}"); });
  std::vector<std::string> dependencies;
  for (int i = 0; i < 150; ++i) {
    const auto on = random() % 60;
    dependencies.push_back(absl::StrCat(R"({"ref":")", random() % 60, R"(","dependsOn":[")", on, "\"]}"));
  }
  const SbomReading first(Bom(components, absl::StrJoin(dependencies, ",")));
  for (int round = 0; round < 20; ++round) {
    std::shuffle(dependencies.begin(), dependencies.end(), random);
    const SbomReading again(Bom(components, absl::StrJoin(dependencies, ",")));
    EXPECT_EQ(again.Components(), first.Components());
    EXPECT_EQ(again.Edges(), first.Edges());
    for (std::uint32_t i = 0; i <= 60; ++i) EXPECT_EQ(again.sbom.PathTo(i), first.sbom.PathTo(i));
  }
}

}  // namespace
}  // namespace vexlens
