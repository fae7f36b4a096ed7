// What OpenVEX products and subcomponents are called.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/formats/openvex_reading.h"

namespace vexlens {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Reading;

std::string Document(std::string_view products) {
  return absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"i","author":"A","version":1,)",
                      R"("timestamp":"2024-01-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2024-0001"},)",
                      R"("status":"fixed","products":[)", products, "]}]}");
}

const std::string kSha1(40, 'A');
const std::string kSha256(64, 'b');

TEST(OpenVexIdentifiersTest, EachDistinctIdentifierMakesAStatement) {
  const Reading reading(
      Document(absl::StrCat(R"({"@id":"pkg:npm/a@1","identifiers":{"cpe22":"cpe:/a:acme:web:1","purl":"pkg:NPM/a@1",)",
                            R"("cpe23":"cpe:2.3:a:Acme:web:1:*:*:*:*:*:*:*"},"hashes":{"sha-256":")", kSha256,
                            R"(","sha1":")", kSha1, "\"}}")));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:npm/a@1 |  @/statements/0/products/0",
                          "fixed cpe:2.3:a:acme:web:1:*:*:*:*:*:*:* |  @/statements/0/products/0",
                          absl::StrCat("fixed sha256:", kSha256, " |  @/statements/0/products/0"),
                          absl::StrCat("fixed sha1:", std::string(40, 'a'), " |  @/statements/0/products/0")));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
}

TEST(OpenVexIdentifiersTest, AnOpaqueIdCountsOnlyAlone) {
  const Reading reading(
      Document(R"({"@id":"https://a.example/p","identifiers":{"purl":"pkg:npm/a"}},)"
               R"({"@id":"https://a.example/P"},{"@id":"q","identifiers":{},"hashes":{"sha1":"x","crc":"0"}})"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed pkg:npm/a |  @/statements/0/products/0",
                                                "fixed https://a.example/P |  @/statements/0/products/1",
                                                "fixed q |  @/statements/0/products/2"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/statements/0/products/2/hashes/sha1", "/statements/0/products/2/hashes/crc"));
}

TEST(OpenVexIdentifiersTest, MalformedIdentifiersAreWarnedOf) {
  const Reading reading(
      Document(R"({"@id":"pkg:npm"},{"identifiers":{"purl":"a","cpe23":3}},)"
               R"({"identifiers":{"purl":"pkg:","cpe23":"cpe:/a:b:c"}},{"identifiers":"x","hashes":[]},)"
               R"({"@id":"i","identifiers":{"purl":"pkg:"}})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:npm |  @/statements/0/products/0", "fixed a |  @/statements/0/products/1",
                          "fixed cpe:2.3:a:b:c:*:*:*:*:*:*:*:* |  @/statements/0/products/2",
                          "fixed i |  @/statements/0/products/4"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/statements/0/products/0/@id", "/statements/0/products/1/identifiers/purl",
                          "/statements/0/products/1/identifiers/cpe23", "/statements/0/products/2/identifiers/purl",
                          "/statements/0/products/2/identifiers/cpe23", "/statements/0/products/3/identifiers",
                          "/statements/0/products/3/hashes", "/statements/0/products/4/identifiers/purl"));
  EXPECT_THAT(reading.Refused(), ElementsAre("/statements/0/products/3"));
}

TEST(OpenVexIdentifiersTest, BlanksAroundAPurlAreCut) {
  const Reading reading(Document(R"({"@id":" pkg:npm/a@1 "},{"@id":" b "},{"identifiers":{"purl":"pkg:npm/c\n"}})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:npm/a@1 |  @/statements/0/products/0", "fixed  b  |  @/statements/0/products/1",
                          "fixed pkg:npm/c |  @/statements/0/products/2"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/statements/0/products/0/@id", "/statements/0/products/2/identifiers/purl"));
}

TEST(OpenVexIdentifiersTest, SubcomponentsNarrowTheirProduct) {
  const Reading reading(Document(
      absl::StrCat(R"({"identifiers":{"purl":"pkg:npm/a"},"hashes":{"sha-256":")", kSha256,
                   R"("},"subcomponents":[{"@id":"pkg:npm/c"},{"@id":"o","identifiers":{"purl":"pkg:npm/d"}}]},)",
                   R"({"@id":"pkg:npm/b","subcomponents":[]})")));
  EXPECT_THAT(
      reading.Statements(),
      ElementsAre("fixed pkg:npm/a | pkg:npm/c @/statements/0/products/0/subcomponents/0",
                  absl::StrCat("fixed sha256:", kSha256, " | pkg:npm/c @/statements/0/products/0/subcomponents/0"),
                  "fixed pkg:npm/a | pkg:npm/d @/statements/0/products/0/subcomponents/1",
                  absl::StrCat("fixed sha256:", kSha256, " | pkg:npm/d @/statements/0/products/0/subcomponents/1"),
                  "fixed pkg:npm/b |  @/statements/0/products/1"));
}

TEST(OpenVexIdentifiersTest, AnUnreadableSubcomponentNeverWidensItsStatement) {
  const Reading reading(
      Document(R"({"@id":"pkg:npm/a","subcomponents":[{}]},{"@id":"pkg:npm/b","subcomponents":"pkg:npm/c"},)"
               R"({"@id":"pkg:npm/d","subcomponents":[{"@id":"x","subcomponents":[{"@id":"y"}]}]})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:npm/d | y @/statements/0/products/2/subcomponents/0/subcomponents/0"));
  EXPECT_THAT(reading.Refused(),
              ElementsAre("/statements/0/products/0/subcomponents/0", "/statements/0/products/1/subcomponents"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/statements/0/products/2/subcomponents/0/subcomponents"));
}

TEST(OpenVexIdentifiersTest, AManyTimesSpelledHashIsOneIdentifier) {
  std::string hashes;
  for (int i = 0; i < 1000; ++i)
    absl::StrAppend(&hashes, i == 0 ? "" : ",", "\"sha", std::string(i, '-'), "1\":\"", kSha1, "\"");
  const Reading reading(Document(absl::StrCat(R"({"hashes":{)", hashes, "}}")));
  EXPECT_EQ(reading.report.statements, 1u);
}

TEST(OpenVexIdentifiersTest, NoShapeOfSubcomponentsIsAboutTheWholeProduct) {
  const Reading reading(
      Document(R"({"@id":"pkg:npm/a","subcomponents":null},{"@id":"pkg:npm/b","components":[{"@id":"pkg:npm/c"}]},)"
               R"({"@id":"pkg:npm/d","components":{}},{"@id":"pkg:npm/e","components":null})"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed pkg:npm/a |  @/statements/0/products/0",
                                                "fixed pkg:npm/e |  @/statements/0/products/3"));
  EXPECT_THAT(reading.Refused(),
              ElementsAre("/statements/0/products/1/components", "/statements/0/products/2/components"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/statements/0/products/0/subcomponents"));
}

TEST(OpenVexIdentifiersTest, SubcomponentsInSubcomponentsLieInThem) {
  const Reading reading(Document(
      R"({"@id":"pkg:npm/app","subcomponents":[{"@id":"pkg:npm/mid","subcomponents":[)"
      R"({"@id":"pkg:npm/c"},{"@id":"pkg:npm/in","subcomponents":[{"@id":"pkg:npm/d"},{}]}]},{"@id":"pkg:npm/e"}]},)"
      R"({"@id":"pkg:npm/p","subcomponents":[{"@id":"pkg:npm/q","subcomponents":{}}]})"));
  const std::string outer = "@/statements/0/products/0/subcomponents/";
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:npm/app | pkg:npm/c " + outer + "0/subcomponents/0",
                          "fixed pkg:npm/app | pkg:npm/d " + outer + "0/subcomponents/1/subcomponents/0",
                          "fixed pkg:npm/app | pkg:npm/e " + outer + "1"));
  EXPECT_THAT(reading.Through(), ElementsAre("pkg:npm/mid", "pkg:npm/mid > pkg:npm/in", ""));
  EXPECT_THAT(reading.Refused(), ElementsAre("/statements/0/products/0/subcomponents/0/subcomponents/1/subcomponents/1",
                                             "/statements/0/products/1/subcomponents/0/subcomponents"));
}

TEST(OpenVexIdentifiersTest, SubcomponentsThatLieTooDeepAreRefused) {
  const auto nested = [](int depth) {
    std::string subcomponents = R"({"@id":"pkg:npm/leaf"})";
    for (int i = 0; i < depth; ++i) {
      subcomponents = absl::StrCat(R"({"@id":"pkg:npm/)", i, R"(","subcomponents":[)", subcomponents, "]}");
    }
    return Document(absl::StrCat(R"({"@id":"pkg:npm/p","subcomponents":[)", subcomponents, "]}"));
  };
  EXPECT_EQ(Reading(nested(64)).report.statements, 1u);
  const Reading deeper(nested(65));
  EXPECT_EQ(deeper.report.statements, 0u);
  EXPECT_EQ(deeper.report.refused, 1u);
}

}  // namespace
}  // namespace vexlens
