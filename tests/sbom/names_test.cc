// What elements are called beside their purls, CPEs and hashes: opaque names, digests of images, operating systems.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/sbom/reading.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::SbomReading;

constexpr std::string_view kSerial = R"("serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":2,)";
constexpr std::string_view kKey = "cdx:urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79/2";

std::string Bom(std::string_view members) {
  return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.6",)", members, "}");
}

std::string Numbered(std::string_view members) { return Bom(absl::StrCat(kSerial, members)); }

// Opaque is a component's opaque names, without the key of the BOM.
std::vector<std::string> Opaque(const SbomReading& reading, std::uint32_t i, std::string_view key = kKey) {
  std::vector<std::string> names;
  for (std::string_view identifier : reading.sbom.components()[i].identifiers) {
    if (!identifier.starts_with("cdx:")) continue;
    EXPECT_TRUE(identifier.starts_with(key)) << identifier;
    names.push_back(std::string(identifier.substr(key.size())));
  }
  return names;
}

TEST(SbomNamesTest, OpaqueNamesStandBehindAllOthers) {
  const SbomReading reading(
      Numbered(R"("metadata":{"component":{"bom-ref":"root","name":"shop"}},"components":[{"bom-ref":"a","name":"x",)"
               R"("purl":"pkg:npm/a@1","cpe":"cpe:/a:b:c"},{"bom-ref":"b","name":"y"},{"bom-ref":"c"},{"name":"z"}])"));
  EXPECT_THAT(Opaque(reading, 0), ElementsAre("#root", ""));
  EXPECT_THAT(Opaque(reading, 1), ElementsAre("#a"));
  EXPECT_THAT(Opaque(reading, 4), IsEmpty());
  const auto components = reading.sbom.components();
  EXPECT_EQ(components[1].identifiers.back(), absl::StrCat(kKey, "#a"));
  EXPECT_EQ(components[1].identifiers.size(), 3u);
  // They are no names for people, nor for what keeps its name from one SBOM to the next.
  EXPECT_EQ(components[0].label(), "shop");
  EXPECT_EQ(components[1].label(), "pkg:npm/a@1");
  EXPECT_EQ(components[2].label(), "y");
  EXPECT_EQ(components[3].label(), "c");
  EXPECT_FALSE(components[0].named());
  EXPECT_TRUE(components[1].named());
  EXPECT_THAT(reading.report.findings, IsEmpty());
}

TEST(SbomNamesTest, ARootWithoutReferenceHasTheNameOfTheBom) {
  EXPECT_THAT(Opaque(SbomReading(Numbered(R"("metadata":{"component":{"name":"shop"}})")), 0), ElementsAre(""));
  const SbomReading nameless(Numbered(R"("components":[{"bom-ref":"a"}])"));
  EXPECT_THAT(Opaque(nameless, 0), ElementsAre(""));
  EXPECT_EQ(nameless.sbom.components()[0].label(), "");
  EXPECT_THAT(Opaque(nameless, 1), ElementsAre("#a"));
}

TEST(SbomNamesTest, LinksMayHoldReferencesWithoutTheirEscapes) {
  const SbomReading reading(
      Numbered(R"("components":[{"bom-ref":"pkg:npm/%40a/b@1","purl":"pkg:npm/%40a/b@1"},{"bom-ref":"50%"},)"
               R"({"bom-ref":"%FF"}])"));
  EXPECT_THAT(Opaque(reading, 1), ElementsAre("#pkg:npm/%40a/b@1", "#pkg:npm/@a/b@1"));
  EXPECT_THAT(Opaque(reading, 2), ElementsAre("#50%"));
  EXPECT_THAT(Opaque(reading, 3), ElementsAre("#%FF"));  // no UTF-8 without it
}

TEST(SbomNamesTest, OneComponentHasTheNamesOfAllItsEntries) {
  const SbomReading reading(
      Numbered(R"("components":[{"bom-ref":"a","purl":"pkg:npm/a@1"},{"bom-ref":"b","purl":"pkg:npm/b@1"},)"
               R"({"bom-ref":"a2","purl":"pkg:npm/a@1"},{"bom-ref":"a","purl":"pkg:npm/a@1"}],"dependencies":[)"
               R"({"ref":"a2","dependsOn":["b"]}])"));
  EXPECT_THAT(Opaque(reading, 1), ElementsAre("#a", "#a2"));
  EXPECT_THAT(reading.sbom.children(1), ElementsAre(2));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
}

TEST(SbomNamesTest, AReferenceOfSeveralComponentsNamesNone) {
  const SbomReading reading(
      Numbered(R"("components":[{"bom-ref":"a","name":"a1"},{"bom-ref":"a","name":"a2"},{"bom-ref":"b c","name":"b"},)"
               R"({"bom-ref":"b%20c","name":"c"},{"bom-ref":"%4a"},{"bom-ref":"%4A"}])"));
  EXPECT_THAT(Opaque(reading, 1), IsEmpty());
  EXPECT_THAT(Opaque(reading, 2), IsEmpty());
  EXPECT_THAT(Opaque(reading, 3), IsEmpty());
  EXPECT_THAT(Opaque(reading, 4), ElementsAre("#b%20c"));
  EXPECT_THAT(Opaque(reading, 5), ElementsAre("#%4a"));
  EXPECT_THAT(Opaque(reading, 6), ElementsAre("#%4A"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/1/bom-ref", "/components/2/bom-ref", "/components/3/bom-ref",
                                              "/components/4/bom-ref", "/components/5/bom-ref"));
}

// A statement about an element without identifiers has the element's opaque name; the SBOM must know it by the same,
// whatever the BOM says of its own number.
TEST(SbomNamesTest, OpaqueNamesAreThoseOfStatements) {
  const std::string members =
      R"("metadata":{"component":{"bom-ref":"root"}},"components":[{"bom-ref":"a"},{"bom-ref":"%41"}],)"
      R"("vulnerabilities":[{"id":"CVE-2024-1","analysis":{"state":"exploitable"},"affects":[{"ref":"root"},)"
      R"({"ref":"a"},{"ref":"%41"}]}])";
  struct Numbers {
    std::string_view members;
    std::size_t warnings;
  };
  for (const Numbers& numbers : {
           Numbers{R"("serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":3,)", 0},
           Numbers{R"("serialNumber":"urn:uuid:3E671687-395B-41F5-A30F-A58921A69B79",)", 0},
           Numbers{R"("serialNumber":"7","version":"1.2",)", 2},
           Numbers{R"("serialNumber":"a serial number so long that it does not stand in the names of elements",)", 1},
           Numbers{R"("version":0,)", 1},
           Numbers{R"("serialNumber":9,"version":[],)", 2},
           Numbers{"", 0},
       }) {
    const std::string document = Bom(absl::StrCat(numbers.members, members));
    const SbomReading reading(document);
    EXPECT_EQ(reading.report.warnings, numbers.warnings) << document;
    Evidence evidence;
    ASSERT_TRUE(ReadDocument(document, {}, evidence).status.ok());
    const auto has = [&](std::uint32_t component, SubjectId subject) {
      const auto& identifiers = reading.sbom.components()[component].identifiers;
      return std::ranges::count(identifiers, evidence.KeyText(subject)) == 1;
    };
    const StatementTable& table = evidence.table();
    EXPECT_TRUE(has(0, table.product(0))) << document;
    for (std::uint32_t i = 1; i < 3; ++i) {
      EXPECT_TRUE(has(0, table.product(i))) << document;
      EXPECT_TRUE(has(i, table.component(i))) << document;
    }
  }
}

TEST(SbomNamesTest, WithoutASerialNumberTheDigestStandsForIt) {
  const std::string document = Bom(R"("components":[{"bom-ref":"a"}])");
  const SbomReading reading(document);
  EXPECT_THAT(Opaque(reading, 1, absl::StrCat("cdx:", DigestText(Sha256(document)), "/1")), ElementsAre("#a"));
}

const std::string kDigest = absl::StrCat("sha256:", std::string(64, 'a'));

// Named is the identifiers of a component with those members.
std::vector<std::string> Named(std::string_view members) {
  const SbomReading reading(Bom(absl::StrCat(R"("components":[{)", members, "}]")));
  const auto& identifiers = reading.sbom.components()[1].identifiers;
  return {identifiers.begin(), identifiers.end()};
}

TEST(SbomNamesTest, TheDigestThatIsAnImagesVersion) {
  const std::string upper = absl::StrCat("sha256:", std::string(64, 'A'));
  EXPECT_THAT(Named(absl::StrCat(R"("type":"container","name":"r.example/shop","version":")", upper, "\"")),
              ElementsAre(kDigest));
  EXPECT_THAT(Named(absl::StrCat(R"("type":"container","name":"r.example/shop@)", kDigest, "\"")),
              ElementsAre(kDigest));
  EXPECT_THAT(Named(absl::StrCat(R"("type":"container","version":"sha512:)", std::string(128, '0'), "\"")),
              ElementsAre(absl::StrCat("sha512:", std::string(128, '0'))));
  EXPECT_THAT(Named(absl::StrCat(R"("type":"library","version":")", kDigest, "\"")), IsEmpty());
  EXPECT_THAT(Named(R"("type":"container","name":"shop@latest","version":"2.0")"), IsEmpty());
  for (const std::string_view purl : {"pkg:oci/shop@", "pkg:docker/acme/shop@"}) {
    const std::vector<std::string> named = Named(absl::StrCat(R"("purl":")", purl, kDigest, R"(?tag=1")"));
    ASSERT_EQ(named.size(), 2u) << purl;
    EXPECT_EQ(named[1], kDigest);
  }
  EXPECT_EQ(Named(absl::StrCat(R"("purl":"pkg:generic/shop@)", kDigest, "\"")).size(), 1u);
  EXPECT_EQ(Named(R"("purl":"pkg:oci/shop@2.0")").size(), 1u);
}

TEST(SbomNamesTest, OneDigestFromSeveralPlaces) {
  EXPECT_THAT(Named(absl::StrCat(R"("type":"container","version":")", kDigest,
                                 R"(","hashes":[{"alg":"SHA-256","content":")", kDigest.substr(7), R"("}])")),
              ElementsAre(kDigest));
}

TEST(SbomNamesTest, BrokenDigestsOfImagesAreTold) {
  const SbomReading reading(Bom(R"("components":[{"type":"container","version":"sha256:a1"},)"
                                R"({"purl":"pkg:docker/shop@sha256:244fd47e07d1004f0aed9c"}])"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/0", "/components/1"));
}

TEST(SbomNamesTest, IdentifiersThatAreNotRead) {
  const SbomReading reading(
      Bom(R"("components":[{"swid":{"tagId":"t","name":"n"},"omniborId":["gitoid:blob:sha1:aa"],"swhid":["swh:1"]}])"));
  EXPECT_THAT(reading.Ignored(), ElementsAre("/components/0/swid", "/components/0/omniborId", "/components/0/swhid"));
}

TEST(SbomNamesTest, OperatingSystems) {
  const SbomReading reading(
      Bom(R"("components":[{"type":"operating-system","name":"Debian","version":"12.5"},)"
          R"({"type":"operating-system","name":"alpine","version":"3.20.1","components":[{"name":"x"}]},)"
          R"({"type":"operating-system","name":"debian","version":"12.5"},{"type":"library","name":"debian"},)"
          R"({"type":"operating-system","name":"arch"},{"type":"operating-system","version":"1"}])"));
  EXPECT_THAT(reading.sbom.platforms(), ElementsAre("alpine-3.20.1", "arch", "debian-12.5"));
  EXPECT_THAT(SbomReading(Bom(R"("components":[{"name":"a"}])")).sbom.platforms(), IsEmpty());
}

TEST(SbomNamesTest, SpdxPackagesWithAPurpose) {
  const SbomReading reading(absl::StrCat(
      R"({"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"SPDXRef-i","name":"r.example/shop","versionInfo":")", kDigest,
      R"(","primaryPackagePurpose":"CONTAINER"},{"SPDXID":"SPDXRef-o","name":"debian","versionInfo":"12.5",)",
      R"("primaryPackagePurpose":"OPERATING-SYSTEM"},{"SPDXID":"SPDXRef-p","name":"Rocky","versionInfo":"9",)",
      R"("primaryPackagePurpose":"OPERATING_SYSTEM"},{"SPDXID":"SPDXRef-q","name":"q","versionInfo":")", kDigest,
      R"(","primaryPackagePurpose":"LIBRARY"}]})"));
  EXPECT_THAT(reading.sbom.platforms(), ElementsAre("debian-12.5", "rocky-9"));
  EXPECT_THAT(reading.sbom.components()[1].identifiers, ElementsAre(kDigest));
  EXPECT_THAT(reading.sbom.components()[4].identifiers, IsEmpty());
}

TEST(SbomNamesTest, OneOperatingSystemTwiceIsTwoPlatforms) {
  // One component, but of two versions: neither may go missing.
  const SbomReading reading(
      Bom(R"("components":[{"type":"operating-system","name":"a","version":"1","purl":"pkg:generic/a"},)"
          R"({"type":"operating-system","name":"a","version":"2","purl":"pkg:generic/a"}])"));
  EXPECT_EQ(reading.report.merged, 1u);
  EXPECT_THAT(reading.sbom.platforms(), ElementsAre("a-1", "a-2"));
}

}  // namespace
}  // namespace vexlens
