// What refs of CycloneDX documents mean: components, the BOM's subject, BOM-Links.
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

constexpr std::string_view kUuid = "3e671687-395b-41f5-a30f-a58921a69b79";
constexpr std::string_view kKey = "cdx:urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79/1";

std::string Bom(std::string_view members, std::string_view uuid = kUuid) {
  return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.5","serialNumber":"urn:uuid:)", uuid, "\",", members,
                      "}");
}

std::string Vex(std::string_view members, std::string_view refs, std::string_view uuid = kUuid) {
  return Bom(
      absl::StrCat(members, R"(,"vulnerabilities":[{"id":"CVE-2024-0001","analysis":{"state":"resolved"},"affects":[)",
                   refs, "]}]"),
      uuid);
}

constexpr std::string_view kSubject =
    R"("metadata":{"component":{"bom-ref":"p","purl":"pkg:oci/p","components":[{"bom-ref":"in"}]}})";
const std::string kHash(64, 'a');

TEST(CycloneDxElementsTest, EachDistinctIdentifierMakesAStatement) {
  const Reading reading(
      Vex(absl::StrCat(R"("components":[{"bom-ref":"c","purl":"pkg:npm/c@1","cpe":"cpe:/a:b:c:1","hashes":[)",
                       R"({"alg":"SHA-256","content":")", kHash, R"("},{"alg":"SHA256","content":")", kHash,
                       R"("},{"alg":"CRC","content":"0"},{"alg":"MD5"}]}])"),
          R"({"ref":"c"})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:npm/c@1 |  @/vulnerabilities/0/affects/0",
                          "fixed cpe:2.3:a:b:c:1:*:*:*:*:*:*:* |  @/vulnerabilities/0/affects/0",
                          absl::StrCat("fixed sha256:", kHash, " |  @/vulnerabilities/0/affects/0")));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/0/hashes/2", "/components/0/hashes/3"));
}

TEST(CycloneDxElementsTest, ElementsWithoutIdentifiersAreNamedByTheirBom) {
  const Reading reading(
      Vex(R"("components":[{"bom-ref":"a","purl":"pkg:","cpe":"c","components":[{"bom-ref":"b/1"}]}],)"
          R"("services":[{"bom-ref":"s","services":[{"bom-ref":"t"}]}])",
          R"({"ref":"a"},{"ref":"b/1"},{"ref":"s"},{"ref":"t"})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre(absl::StrCat("fixed ", kKey, "#a |  @/vulnerabilities/0/affects/0"),
                          absl::StrCat("fixed ", kKey, "#a | ", kKey, "#b/1 @/vulnerabilities/0/affects/1"),
                          absl::StrCat("fixed ", kKey, "#s |  @/vulnerabilities/0/affects/2"),
                          absl::StrCat("fixed ", kKey, "#s | ", kKey, "#t @/vulnerabilities/0/affects/3")));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/0/purl", "/components/0/cpe"));
}

TEST(CycloneDxElementsTest, AComponentIsSpokenOfWithinTheSubject) {
  const Reading reading(Vex(absl::StrCat(kSubject, R"(,"components":[{"bom-ref":"c","purl":"pkg:npm/c@1"}])"),
                            R"({"ref":"p"},{"ref":"c"},{"ref":"in"},{"ref":"pkg:npm/elsewhere"})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:oci/p |  @/vulnerabilities/0/affects/0",
                          "fixed pkg:oci/p | pkg:npm/c@1 @/vulnerabilities/0/affects/1",
                          absl::StrCat("fixed pkg:oci/p | ", kKey, "#in @/vulnerabilities/0/affects/2"),
                          "fixed pkg:oci/p | pkg:npm/elsewhere @/vulnerabilities/0/affects/3"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/0/affects/3/ref"));
}

TEST(CycloneDxElementsTest, RefsThatResolveNowhere) {
  const Reading reading(
      Vex(R"("components":[])", R"({"ref":"pkg:NPM/x@1"},{"ref":"cpe:/a:b:c"},{"ref":"y"},{"ref":"urn:cdx:z"})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:npm/x@1 |  @/vulnerabilities/0/affects/0",
                          "fixed cpe:2.3:a:b:c:*:*:*:*:*:*:*:* |  @/vulnerabilities/0/affects/1",
                          absl::StrCat("fixed ", kKey, "#y |  @/vulnerabilities/0/affects/2"),
                          absl::StrCat("fixed ", kKey, "#urn:cdx:z |  @/vulnerabilities/0/affects/3")));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/0/affects/2/ref", "/vulnerabilities/0/affects/3/ref"));
}

TEST(CycloneDxElementsTest, APurlInTheRefsPlaceIsTheElementThatHasIt) {
  const Reading reading(
      Vex(absl::StrCat(kSubject, R"(,"components":[{"bom-ref":"a","purl":"pkg:npm/a@1","cpe":"cpe:/a:b:a:1",)",
                       R"("components":[{"bom-ref":"c","purl":"pkg:npm/c@1"}]},)",
                       R"({"bom-ref":"t1","purl":"pkg:npm/t@1","hashes":[{"alg":"SHA-256","content":")", kHash,
                       R"("}]},{"bom-ref":"t2","purl":"pkg:npm/t@1"}])"),
          R"({"ref":"pkg:NPM/c@1"},{"ref":"cpe:/a:b:a:1"},{"ref":"pkg:oci/p"},{"ref":"pkg:npm/t@1"})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:oci/p | pkg:npm/c@1 @/vulnerabilities/0/affects/0",
                          "fixed pkg:oci/p | pkg:npm/a@1 @/vulnerabilities/0/affects/1",
                          "fixed pkg:oci/p | cpe:2.3:a:b:a:1:*:*:*:*:*:*:* @/vulnerabilities/0/affects/1",
                          "fixed pkg:oci/p |  @/vulnerabilities/0/affects/2",
                          "fixed pkg:oci/p | pkg:npm/t@1 @/vulnerabilities/0/affects/3"));
  EXPECT_THAT(reading.Through(), ElementsAre("pkg:npm/a@1", "", "", "", ""));
  EXPECT_EQ(reading.Warnings().size(), 4u);
}

TEST(CycloneDxElementsTest, RepeatedBomRefs) {
  const Reading reading(Vex(R"("components":[{"bom-ref":"a","purl":"pkg:npm/a"},{"bom-ref":"a","purl":"pkg:npm/a"},)"
                            R"({"bom-ref":"b","purl":"pkg:npm/b"},{"bom-ref":"b","purl":"pkg:npm/c"}])",
                            R"({"ref":"a"},{"ref":"b"})"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed pkg:npm/a |  @/vulnerabilities/0/affects/0"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/1/bom-ref", "/components/3/bom-ref"));
  EXPECT_THAT(reading.Refused(), ElementsAre("/vulnerabilities/0/affects/1/ref"));
}

TEST(CycloneDxElementsTest, LinksToTheDocumentItself) {
  const std::string link = absl::StrCat(R"({"ref":"urn:cdx:)", kUuid, "/1");
  const Reading reading(Vex(absl::StrCat(kSubject, R"(,"components":[{"bom-ref":"c d","purl":"pkg:npm/c@1"}])"),
                            absl::StrCat(link, R"(#c%20d"},)", link, R"(#p"},)", link, R"("},)", link, R"(#no"})")));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:oci/p | pkg:npm/c@1 @/vulnerabilities/0/affects/0",
                          "fixed pkg:oci/p |  @/vulnerabilities/0/affects/1",
                          "fixed pkg:oci/p |  @/vulnerabilities/0/affects/2",
                          absl::StrCat("fixed pkg:oci/p | ", kKey, "#no @/vulnerabilities/0/affects/3")));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/0/affects/3/ref"));
}

// Meanings are what the statements' products stand for, as far as a BOM says it.
std::vector<std::string> Meanings(const Evidence& evidence) {
  std::vector<std::string> meanings;
  for (const Statement& statement : evidence.statements()) {
    const auto elements = evidence.ElementsOf(statement.product);
    meanings.push_back(elements.empty() ? "opaque"
                                        : absl::StrCat(evidence.KeyText(elements[0].product), " | ",
                                                       evidence.KeyText(elements[0].component)));
  }
  return meanings;
}

TEST(CycloneDxElementsTest, LinksToAnotherBomAreConnectedInAnyOrder) {
  const std::string other = "00000000-0000-0000-0000-000000000001";
  const std::string link = absl::StrCat(R"({"ref":"urn:cdx:)", kUuid, "/1");
  const std::string vex = Vex(R"("version":1)",
                              absl::StrCat(link, R"(#c%2B+"},)", link, R"(#p","versions":[{"version":"7"}]},)", link,
                                           R"("},)", link, R"(#x"})"),
                              other);
  const std::string bom = Bom(absl::StrCat(kSubject, R"(,"components":[{"bom-ref":"c%2B+","purl":"pkg:npm/c@1"}])"));

  Reading unresolved(vex);
  EXPECT_EQ(unresolved.Statements()[0], absl::StrCat("fixed ", kKey, "#c++ |  @/vulnerabilities/0/affects/0"));
  EXPECT_THAT(unresolved.Warnings(), IsEmpty());

  Reading vex_first(vex);
  ReadDocument(bom, {}, vex_first.evidence);
  Reading bom_first(bom);
  EXPECT_EQ(bom_first.report.outcome, Outcome::kAccepted);
  ReadDocument(vex, {}, bom_first.evidence);
  for (Reading* reading : {&vex_first, &bom_first}) {
    reading->evidence.ConnectBomLinks();
    EXPECT_THAT(Meanings(reading->evidence),
                ElementsAre("pkg:oci/p | pkg:npm/c@1", "pkg:oci/p@7 | ", "pkg:oci/p | ", "opaque"));
  }
}

TEST(CycloneDxElementsTest, NestedElementsLieInWhatEnclosesThem) {
  const std::string components =
      R"("components":[{"bom-ref":"a","purl":"pkg:npm/a@1","components":[{"hashes":[{"alg":"SHA-256","content":")" +
      kHash + R"("}],"components":[{"name":"g","components":[{"bom-ref":"c","purl":"pkg:npm/c@1"}]}]}]}])";
  const Reading inside(Vex(absl::StrCat(kSubject, ",", components), R"({"ref":"c"},{"ref":"a"},{"ref":"in"})"));
  const std::string between = absl::StrCat("sha256:", kHash, " > ", kKey, "#/components/0/components/0/components/0");
  EXPECT_EQ(inside.Statements()[0], "fixed pkg:oci/p | pkg:npm/c@1 @/vulnerabilities/0/affects/0");
  EXPECT_THAT(inside.Through(), ElementsAre("pkg:npm/a@1 > " + between, "", ""));
  EXPECT_THAT(inside.Warnings(), IsEmpty());

  const Reading alone(Vex(components, R"({"ref":"c"},{"ref":"a"})"));
  EXPECT_THAT(alone.Statements(), ElementsAre("fixed pkg:npm/a@1 | pkg:npm/c@1 @/vulnerabilities/0/affects/0",
                                              "fixed pkg:npm/a@1 |  @/vulnerabilities/0/affects/1"));
  EXPECT_THAT(alone.Through(), ElementsAre(between, ""));
}

TEST(CycloneDxElementsTest, OneBomRefInTwoPlacesIsRefused) {
  const std::string c = R"({"bom-ref":"c","purl":"pkg:npm/c@1"})";
  const Reading reading(Vex(absl::StrCat(kSubject, R"(,"components":[{"bom-ref":"a","components":[)", c, "]},", c, "]"),
                            R"({"ref":"c"})"));
  EXPECT_THAT(reading.Refused(), ElementsAre("/vulnerabilities/0/affects/0/ref"));
}

TEST(CycloneDxElementsTest, DeepNestingIsWalkedWithoutRecursion) {
  const auto nested = [](int depth) {
    std::string components = R"({"bom-ref":"leaf","purl":"pkg:npm/leaf"})";
    for (int i = 0; i < depth; ++i) {
      components = absl::StrCat(R"({"bom-ref":")", i, R"(","components":[)", components, "]}");
    }
    return Vex(absl::StrCat(kSubject, R"(,"components":[)", components, "]"), R"({"ref":"leaf"},{"ref":"60"})");
  };
  EXPECT_EQ(Reading(nested(64)).report.statements, 2u);
  const Reading deeper(nested(65));
  EXPECT_THAT(deeper.Refused(), ElementsAre("/vulnerabilities/0/affects/0/ref"));
  EXPECT_THAT(Reading(nested(200)).Refused(),
              ElementsAre("/vulnerabilities/0/affects/0/ref", "/vulnerabilities/0/affects/1/ref"));
}

TEST(CycloneDxElementsTest, WrongTypesAreWarnedOf) {
  const Reading reading(
      Vex(R"("metadata":{"component":[]},"components":[7,{"bom-ref":1},{"bom-ref":"c","hashes":{},"components":"x"}],)"
          R"("services":null)",
          R"({"ref":"c"})"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/metadata/component", "/services", "/components/0", "/components/1/bom-ref",
                          "/components/2/hashes", "/components/2/components"));
  EXPECT_EQ(reading.report.statements, 1u);
}

}  // namespace
}  // namespace vexlens
