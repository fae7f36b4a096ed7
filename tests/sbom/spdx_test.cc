// SPDX SBOMs: packages and files, the direction of each relationship, what is described.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/sbom/reading.h"

namespace vexlens {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::SbomReading;

std::string Spdx(std::string_view members, std::string_view version = "SPDX-2.3") {
  return absl::StrCat(R"({"spdxVersion":")", version, R"(","SPDXID":"SPDXRef-DOCUMENT","name":"bill",)", members, "}");
}

std::string Package(std::string_view name, std::string_view members = "") {
  return absl::StrCat(R"({"SPDXID":"SPDXRef-)", name, R"(","name":")", name, "\"", members.empty() ? "" : ",", members,
                      "}");
}

std::string Relationship(std::string_view a, std::string_view type, std::string_view b) {
  return absl::StrCat(R"({"spdxElementId":"SPDXRef-)", a, R"(","relationshipType":")", type,
                      R"(","relatedSpdxElement":")", b, "\"}");
}

std::string Packages(std::string_view a, std::string_view b = "") {
  return absl::StrCat(R"("packages":[)", a, b.empty() ? "" : ",", b, "]");
}

TEST(SbomSpdxTest, APackageItsDependencyAndAFile) {
  const std::string hash(40, 'B');
  const SbomReading reading(Spdx(absl::StrCat(
      Packages(
          Package("shop", R"("versionInfo":"2","hasFiles":["SPDXRef-f"],"externalRefs":[)"
                          R"({"referenceCategory":"SECURITY","referenceType":"cpe23Type",)"
                          R"("referenceLocator":"cpe:2.3:a:acme:shop:2:*:*:*:*:*:*:*"},)"
                          R"({"referenceCategory":"PACKAGE_MANAGER","referenceType":"purl",)"
                          R"("referenceLocator":"pkg:oci/shop@2"},)"
                          R"({"referenceCategory":"SECURITY","referenceType":"advisory","referenceLocator":"u"}])"),
          Package("lib", R"("externalRefs":[{"referenceType":"http://spdx.org/rdf/references/cpe22Type",)"
                         R"("referenceLocator":"cpe:/a:acme:lib:1"}])")),
      R"(,"files":[{"SPDXID":"SPDXRef-f","fileName":"./bin/shop","checksums":[{"algorithm":"SHA1","checksumValue":")",
      hash, R"("}]},{"SPDXID":"SPDXRef-g","fileName":"./README"}],"documentDescribes":["SPDXRef-shop"],)",
      R"("relationships":[)", Relationship("shop", "DEPENDS_ON", "SPDXRef-lib"), ",",
      Relationship("g", "DOCUMENTATION_OF", "SPDXRef-shop"), "]")));
  ASSERT_TRUE(reading.report.status.ok()) << reading.report.status;
  EXPECT_EQ(reading.report.format, "spdx");
  EXPECT_EQ(reading.report.format_version, "2.3");
  EXPECT_THAT(reading.Components(),
              ElementsAre("shop 2 [pkg:oci/shop@2 cpe:2.3:a:acme:shop:2:*:*:*:*:*:*:*] SPDXRef-shop @/packages/0",
                          "lib  [cpe:2.3:a:acme:lib:1:*:*:*:*:*:*:*] SPDXRef-lib @/packages/1",
                          absl::StrCat("./bin/shop  [sha1:", std::string(40, 'b'), "] SPDXRef-f @/files/0")));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > lib ./bin/shop"));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
  EXPECT_THAT(reading.Ignored(), ElementsAre("/files", "/relationships/1"));
}

// EdgeOf is the edge that a relationship from "a" to "b" makes.
std::vector<std::string> EdgeOf(std::string_view type) {
  const SbomReading reading(Spdx(absl::StrCat(
      Packages(Package("root"), absl::StrCat(Package("a"), ",", Package("b"))),
      R"(,"documentDescribes":["SPDXRef-root"],"relationships":[)", Relationship("root", "CONTAINS", "SPDXRef-a"), ",",
      Relationship("root", "CONTAINS", "SPDXRef-b"), ",", Relationship("a", type, "SPDXRef-b"), "]")));
  std::vector<std::string> edges = reading.Edges();
  edges.erase(edges.begin());
  return edges;
}

TEST(SbomSpdxTest, RelationshipsFromWholeToPart) {
  for (const std::string_view type :
       {"CONTAINS", "DEPENDS_ON", "DYNAMIC_LINK", "STATIC_LINK", "HAS_PREREQUISITE", "GENERATED_FROM"}) {
    EXPECT_THAT(EdgeOf(type), ElementsAre("a > b")) << type;
  }
}

TEST(SbomSpdxTest, RelationshipsFromPartToWhole) {
  for (const std::string_view type :
       {"CONTAINED_BY", "DEPENDENCY_OF", "BUILD_DEPENDENCY_OF", "DEV_DEPENDENCY_OF", "OPTIONAL_DEPENDENCY_OF",
        "PROVIDED_DEPENDENCY_OF", "TEST_DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "PREREQUISITE_FOR", "GENERATES",
        "EXPANDED_FROM_ARCHIVE", "FILE_ADDED", "PATCH_APPLIED", "DATA_FILE_OF", "OPTIONAL_COMPONENT_OF",
        "PACKAGE_OF"}) {
    EXPECT_THAT(EdgeOf(type), ElementsAre("b > a")) << type;
  }
}

TEST(SbomSpdxTest, RelationshipsThatSayNothingOfParts) {
  for (const std::string_view type : {"AMENDS", "ANCESTOR_OF", "BUILD_TOOL_OF", "COPY_OF", "DEPENDENCY_MANIFEST_OF",
                                      "DOCUMENTATION_OF", "OTHER", "TEST_OF", "VARIANT_OF"}) {
    EXPECT_THAT(EdgeOf(type), IsEmpty()) << type;
  }
}

TEST(SbomSpdxTest, TheDescribedPackageIsTheRootWhereverItStands) {
  for (const std::string& described :
       {std::string(R"("documentDescribes":["SPDXRef-b","SPDXRef-b"])"),
        absl::StrCat(R"("relationships":[)", Relationship("DOCUMENT", "DESCRIBES", "SPDXRef-b"), "]"),
        absl::StrCat(R"("relationships":[)", Relationship("b", "DESCRIBED_BY", "SPDXRef-DOCUMENT"), "]")}) {
    const SbomReading reading(Spdx(absl::StrCat(Packages(Package("a"), Package("b")), ",", described)));
    EXPECT_THAT(reading.Components(), ElementsAre("b  [] SPDXRef-b @/packages/1", "a  [] SPDXRef-a @/packages/0"));
    EXPECT_THAT(reading.Edges(), ElementsAre("b > a"));
    EXPECT_EQ(reading.report.unplaced, 1u);
  }
}

TEST(SbomSpdxTest, TheDocumentStandsForWhatItDescribes) {
  // The edges that a relationship of the document makes beside app > lib > sub.
  const auto read = [](std::string_view relationship, std::string_view id = "SPDXRef-DOCUMENT") {
    return SbomReading(
               absl::StrCat(R"({"spdxVersion":"SPDX-2.3","SPDXID":")", id, R"(","documentDescribes":["SPDXRef-app"],)",
                            Packages(Package("app"), absl::StrCat(Package("lib"), ",", Package("sub"))),
                            R"(,"relationships":[)", relationship, ",", Relationship("app", "CONTAINS", "SPDXRef-lib"),
                            ",", Relationship("lib", "CONTAINS", "SPDXRef-sub"), "]}"))
        .Edges();
  };
  for (const std::string_view type : {"DEPENDS_ON", "CONTAINS"}) {
    EXPECT_THAT(read(Relationship("DOCUMENT", type, "SPDXRef-sub")), ElementsAre("app > lib sub", "lib > sub")) << type;
  }
  for (const std::string_view type : {"DEPENDENCY_OF", "CONTAINED_BY", "PACKAGE_OF"}) {
    EXPECT_THAT(read(Relationship("sub", type, "SPDXRef-DOCUMENT")), ElementsAre("app > lib sub", "lib > sub")) << type;
  }
  EXPECT_THAT(read(Relationship("sub", "DEPENDS_ON", "SPDXRef-DOCUMENT")),
              ElementsAre("app > lib", "lib > sub", "sub > app"));
  EXPECT_THAT(read(Relationship("DOCUMENT", "CONTAINS", "SPDXRef-DOCUMENT")), ElementsAre("app > lib", "lib > sub"));
  EXPECT_THAT(read(Relationship("mine", "CONTAINS", "SPDXRef-sub"), "SPDXRef-mine"),
              ElementsAre("app > lib sub", "lib > sub"));
  // A package's identifier is the package's, whatever the document calls itself.
  EXPECT_THAT(read(Relationship("lib", "CONTAINS", "SPDXRef-sub"), "SPDXRef-lib"),
              ElementsAre("app > lib", "lib > sub"));
}

TEST(SbomSpdxTest, ADocumentThatOnlyContains) {
  const SbomReading reading(Spdx(absl::StrCat(Packages(Package("app"), Package("lib")), R"(,"relationships":[)",
                                              Relationship("DOCUMENT", "CONTAINS", "SPDXRef-app"), ",",
                                              Relationship("app", "DEPENDS_ON", "SPDXRef-lib"), "]")));
  EXPECT_THAT(reading.Edges(), ElementsAre("bill > app", "app > lib"));
  EXPECT_EQ(reading.report.unplaced, 0u);
}

TEST(SbomSpdxTest, WhatIsInSomethingUnknownMayBeAnywhere) {
  const auto read = [](std::string_view relationship) {
    return SbomReading(Spdx(absl::StrCat(Packages(Package("app"), absl::StrCat(Package("lib"), ",", Package("sub"))),
                                         R"(,"documentDescribes":["SPDXRef-app"],"relationships":[)", relationship, ",",
                                         Relationship("app", "CONTAINS", "SPDXRef-lib"), ",",
                                         Relationship("lib", "CONTAINS", "SPDXRef-sub"), "]")));
  };
  for (const std::string& relationship :
       {Relationship("nobody", "CONTAINS", "SPDXRef-sub"),
        Relationship("sub", "CONTAINED_BY", "DocumentRef-x:SPDXRef-b"),
        Relationship("sub", "DEPENDENCY_OF", "NOASSERTION"), Relationship("DOCUMENT", "Contains", "SPDXRef-sub"),
        std::string(R"({"relationshipType":"CONTAINS","relatedSpdxElement":"SPDXRef-sub"})"),
        std::string(R"({"spdxElementId":"SPDXRef-sub"})")}) {
    EXPECT_THAT(read(relationship).Edges(), ElementsAre("app > lib sub", "lib > sub")) << relationship;
  }
  EXPECT_THAT(read(Relationship("sub", "CONTAINED_BY", "NONE")).Edges(), ElementsAre("app > lib", "lib > sub"));
  EXPECT_THAT(read(Relationship("sub", "CONTAINS", "SPDXRef-nobody")).Edges(), ElementsAre("app > lib", "lib > sub"));
  const SbomReading unknown = read(Relationship("lib", "dependsOn", "SPDXRef-sub"));
  EXPECT_THAT(unknown.Warnings(), ElementsAre("/relationships/0/relationshipType"));
  EXPECT_THAT(unknown.Edges(), ElementsAre("app > lib sub", "lib > sub"));
}

TEST(SbomSpdxTest, AFileInAnUnknownRelationshipIsTaken) {
  const SbomReading reading(Spdx(absl::StrCat(
      Packages(Package("a"), Package("b")), R"(,"documentDescribes":["SPDXRef-a"],)",
      R"("files":[{"SPDXID":"SPDXRef-f","fileName":"f"}],"relationships":[)",
      Relationship("a", "DEPENDS_ON", "SPDXRef-b"), ",", Relationship("b", "contains", "SPDXRef-f"), "]")));
  EXPECT_THAT(reading.Edges(), ElementsAre("a > b f"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/relationships/1/relationshipType"));
}

TEST(SbomSpdxTest, WhatIsNotTakenIsTold) {
  const SbomReading reading(Spdx(absl::StrCat(
      Packages(Package("a", R"("externalRefs":[{"referenceType":"maven-central","referenceLocator":"g:a:1"},)"
                            R"({"referenceType":"gitoid","referenceLocator":"gitoid:blob:sha1:aa"},)"
                            R"({"referenceType":"fix","referenceLocator":"u"},)"
                            R"({"referenceType":"url","referenceLocator":"u"}])")),
      R"(,"files":[{"SPDXID":"SPDXRef-f"},{"SPDXID":"SPDXRef-g"},{"SPDXID":"SPDXRef-h"}],"relationships":[)",
      Relationship("a", "CONTAINS", "SPDXRef-g"), ",", Relationship("a", "OTHER", "SPDXRef-f"), ",",
      Relationship("a", "TEST_OF", "SPDXRef-f"), "]")));
  EXPECT_THAT(reading.Ignored(),
              ElementsAre("/packages/0/externalRefs/0/referenceLocator", "/packages/0/externalRefs/1/referenceLocator",
                          "/files", "/relationships/1"));
  EXPECT_EQ(reading.report.findings[2].message, "files without a relationship to others are not taken: 2");
  EXPECT_EQ(reading.report.findings[3].message, "relationships that say nothing about parts, this and others: 2");
}

TEST(SbomSpdxTest, PackagesOfOnePurlWithOtherDigestsStayApart) {
  const auto twin = [](std::string_view name, char digit) {
    return Package(
        name, absl::StrCat(R"("externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/x@1"}],)",
                           R"("checksums":[{"algorithm":"MD5","checksumValue":")", std::string(32, digit), R"("}])"));
  };
  const SbomReading reading(Spdx(absl::StrCat(
      Packages(twin("a", '1'), absl::StrCat(twin("b", '2'), ",", twin("c", '1'))),
      R"(,"documentDescribes":["SPDXRef-c"],"relationships":[)", Relationship("c", "CONTAINS", "SPDXRef-b"), "]")));
  EXPECT_THAT(reading.Edges(), ElementsAre("a > b"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/packages/1"));
  EXPECT_THAT(reading.Ignored(), ElementsAre("/packages/2"));
}

TEST(SbomSpdxTest, SeveralDescribedElementsHaveTheDocumentAbove) {
  const SbomReading reading(Spdx(absl::StrCat(Packages(Package("a"), Package("b")),
                                              R"(,"documentDescribes":["SPDXRef-b","SPDXRef-a"],"relationships":[)",
                                              Relationship("b", "DEPENDS_ON", "SPDXRef-a"), "]")));
  EXPECT_THAT(reading.Components(),
              ElementsAre("bill  []  @", "a  [] SPDXRef-a @/packages/0", "b  [] SPDXRef-b @/packages/1"));
  EXPECT_THAT(reading.Edges(), ElementsAre("bill > a b", "b > a"));
  EXPECT_EQ(reading.report.unplaced, 0u);
}

TEST(SbomSpdxTest, NothingDescribed) {
  EXPECT_THAT(SbomReading(Spdx(Packages(Package("a")))).Components(), ElementsAre("a  [] SPDXRef-a @/packages/0"));
  EXPECT_THAT(SbomReading(Spdx(Packages(Package("a"), Package("b")))).Edges(), ElementsAre("bill > a b"));
  EXPECT_THAT(SbomReading(Spdx(R"("packages":[])")).Components(), ElementsAre("bill  []  @"));
}

TEST(SbomSpdxTest, FilesMayBeDescribedAndLieBetweenPackages) {
  const SbomReading reading(
      Spdx(absl::StrCat(Packages(Package("src")), R"(,"files":[{"SPDXID":"SPDXRef-bin","fileName":"bin"}],)",
                        R"("documentDescribes":["SPDXRef-bin"],"relationships":[)",
                        Relationship("bin", "GENERATED_FROM", "SPDXRef-src"), "]"),
           "SPDX-2.2"));
  EXPECT_EQ(reading.report.format_version, "2.2");
  EXPECT_THAT(reading.Edges(), ElementsAre("bin > src"));
}

TEST(SbomSpdxTest, WordsForNothingAndOtherDocuments) {
  const SbomReading reading(Spdx(absl::StrCat(
      Packages(Package("a")), R"(,"relationships":[)", Relationship("a", "CONTAINS", "NONE"), ",",
      Relationship("a", "DEPENDS_ON", "NOASSERTION"), ",", Relationship("a", "STATIC_LINK", "DocumentRef-x:SPDXRef-b"),
      ",", Relationship("DOCUMENT", "CONTAINS", "SPDXRef-a"), "]")));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
  EXPECT_THAT(reading.Ignored(), ElementsAre("/relationships/2/relatedSpdxElement"));
  EXPECT_THAT(reading.Edges(), IsEmpty());
}

TEST(SbomSpdxTest, ReferencesToNothingAndUnknownWords) {
  const SbomReading reading(Spdx(absl::StrCat(
      Packages(Package("a", R"("hasFiles":["SPDXRef-no"])"), Package("a")),
      R"(,"documentDescribes":["SPDXRef-x"],"relationships":[)", Relationship("a", "CONTAINS", "SPDXRef-y"), ",",
      Relationship("z", "DEPENDENCY_OF", "SPDXRef-a"), ",", Relationship("a", "EATS", "SPDXRef-a"), ",",
      Relationship("a", "DESCRIBES", "SPDXRef-a"), "]")));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/packages/1/SPDXID", "/packages/0/hasFiles/0", "/relationships/0/relatedSpdxElement",
                          "/relationships/1/spdxElementId", "/relationships/2/relationshipType",
                          "/relationships/3/spdxElementId", "/documentDescribes/0"));
}

TEST(SbomSpdxTest, WrongTypesEverywhere) {
  const SbomReading reading(
      Spdx(R"("packages":[7,{"SPDXID":1,"name":2,"versionInfo":[],"externalRefs":{},"checksums":"x","hasFiles":{}},)"
           R"({"SPDXID":"SPDXRef-b","externalRefs":[1,{},{"referenceType":"purl"},{"referenceType":"purl",)"
           R"("referenceLocator":"npm"}],"checksums":[{}],"hasFiles":[1]}],"files":[7],"documentDescribes":[7],)"
           R"("relationships":[7,{},{"relationshipType":"CONTAINS","spdxElementId":1}])"));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_THAT(
      reading.Warnings(),
      ElementsAre("/packages/0", "/packages/1/externalRefs", "/packages/1/checksums", "/packages/1/SPDXID",
                  "/packages/1/name", "/packages/1/versionInfo", "/packages/2/externalRefs/0",
                  "/packages/2/externalRefs/1", "/packages/2/externalRefs/2",
                  "/packages/2/externalRefs/3/referenceLocator", "/packages/2/checksums/0", "/packages/2/checksums/0",
                  "/files/0", "/packages/1/hasFiles", "/packages/2/hasFiles/0", "/relationships/0", "/relationships/1",
                  "/relationships/2/spdxElementId", "/relationships/2", "/documentDescribes/0"));
  EXPECT_THAT(SbomReading(Spdx(R"("packages":1,"files":{},"relationships":"r","documentDescribes":null)")).Warnings(),
              ElementsAre("/packages", "/files", "/relationships", "/documentDescribes"));
}

TEST(SbomSpdxTest, OtherVersionsAreRefused) {
  for (const std::string_view version : {"SPDX-2.1", "SPDX-3.0", "2.3", ""}) {
    const SbomReading reading(Spdx(R"("packages":[])", version));
    EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kUnimplemented) << version;
    EXPECT_EQ(reading.report.location, "/spdxVersion");
  }
}

}  // namespace
}  // namespace vexlens
