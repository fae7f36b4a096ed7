#include "vexlens/evidence.h"

#include <cstdint>
#include <optional>
#include <string>

#include "gtest/gtest.h"

namespace vexlens {
namespace {

TEST(LocationTest, PointersComeBackWhole) {
  Evidence evidence;
  for (const std::string text :
       {"", "/statements/0/products/12/subcomponents/4294967295", "/a/1/2/3/4/5", "/007/0/-1/4294967296/x",
        "/name with / in it~1/3", "no pointer", "/", "//", "/1\x01/2", "/a\x01/3/\x01"}) {
    EXPECT_EQ(evidence.LocationText(evidence.LocationOf(text)), text);
  }
}

TEST(LocationTest, OnePatternServesAllIndexes) {
  Evidence evidence;
  const Location a = evidence.LocationOf("/statements/1/products/2");
  const Location b = evidence.LocationOf("/statements/30000/products/9");
  EXPECT_EQ(a.pattern, b.pattern);
  EXPECT_EQ(b.steps[0], 30'000u);
}

std::string Narrowed(std::string_view identifier, std::string_view range) {
  Evidence evidence;
  return std::string(evidence.KeyText(evidence.Narrow(evidence.InternIdentifier(identifier).value(), range)));
}

TEST(NarrowTest, ARangeTakesTheVersionsPlace) {
  EXPECT_EQ(Narrowed("pkg:npm/a@1.0.0", "vers:npm/<2.0.0"), "pkg:npm/a vers:npm/<2.0.0");
  EXPECT_EQ(Narrowed("pkg:deb/debian/curl@7?arch=amd64", "vers:deb/<8"), "pkg:deb/debian/curl?arch=amd64 vers:deb/<8");
  EXPECT_EQ(Narrowed("pkg:npm/a", "vers:generic/1.5"), "pkg:npm/a@1.5");
  EXPECT_EQ(Narrowed("cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*", "vers:generic/<2"),
            "cpe:2.3:a:acme:web:*:*:*:*:*:*:*:* vers:generic/<2");
  EXPECT_EQ(Narrowed("opaque name", "vers:generic/1"), "opaque name vers:generic/1");
}

Document DocumentOf(Evidence& evidence, char digest) {
  Document document;
  document.tenant = evidence.texts().Intern("default");
  document.digest.bytes.fill(static_cast<std::uint8_t>(digest));
  return document;
}

TEST(EvidenceTest, ADocumentSeenAgainKeepsTheBetterSignatureAndStaysWithdrawn) {
  Evidence evidence;
  Document document = DocumentOf(evidence, 'a');
  document.signature = SignatureState::kVerified;
  EXPECT_TRUE(evidence.AddDocument(document).second);
  document.signature = SignatureState::kFailed;
  document.withdrawn = true;
  EXPECT_FALSE(evidence.AddDocument(document).second);
  EXPECT_EQ(evidence.documents()[0].signature, SignatureState::kVerified);
  EXPECT_TRUE(evidence.documents()[0].withdrawn);
}

TEST(EvidenceTest, OfEqualSignaturesTheOrderOfArrivalDoesNotShow) {
  for (const bool swapped : {false, true}) {
    Evidence evidence;
    for (const char* key : {swapped ? "key-b" : "key-a", swapped ? "key-a" : "key-b"}) {
      Document document = DocumentOf(evidence, 'a');
      document.signature = SignatureState::kVerified;
      document.key_id = evidence.texts().Intern(key);
      evidence.AddDocument(document);
    }
    EXPECT_EQ(evidence.Text(evidence.documents()[0].key_id), "key-a");
  }
}

TEST(EvidenceTest, AliasListsAreSets) {
  Evidence evidence;
  const TextId a = evidence.texts().Intern("GHSA-a");
  const TextId b = evidence.texts().Intern("GHSA-b");
  EXPECT_EQ(evidence.InternAliases({b, a, b}), evidence.InternAliases({a, b}));
  EXPECT_EQ(evidence.InternAliases({}), 0u);
  EXPECT_EQ(evidence.Aliases(evidence.InternAliases({b, a})).size(), 2u);
}

// StatementAbout adds a statement about `product` from a document of its own.
void StatementAbout(Evidence& evidence, std::string_view product) {
  Statement statement;
  statement.document = evidence.AddDocument(DocumentOf(evidence, 's')).first;
  statement.vulnerability = evidence.texts().Intern("CVE-2026-0001");
  statement.product = evidence.InternSubject(product, "");
  evidence.AddStatement(statement);
}

constexpr std::string_view kLink = "cdx:urn:uuid:2c385cf7-e1ee-46e9-a51c-13de1ecb380a/1#lib";

TEST(BomLinkTest, IsConnectedWhateverComesFirst) {
  for (const bool bom_first : {true, false}) {
    Evidence evidence;
    const auto add_bom = [&] {
      const std::uint32_t bom = evidence.AddDocument(DocumentOf(evidence, 'b')).first;
      evidence.AddBomElement({bom, evidence.texts().Intern(kLink), evidence.InternSubject("pkg:npm/app@1", ""),
                              evidence.InternSubject("pkg:npm/lib@2", "")});
    };
    if (bom_first) add_bom();
    StatementAbout(evidence, kLink);
    if (!bom_first) add_bom();
    evidence.ConnectBomLinks();
    const auto elements = evidence.ElementsOf(evidence.statements()[0].product);
    ASSERT_EQ(elements.size(), 1u);
    EXPECT_EQ(evidence.KeyText(elements[0].product), "pkg:npm/app@1");
    EXPECT_EQ(evidence.KeyText(elements[0].component), "pkg:npm/lib@2");
    EXPECT_EQ(evidence.KeyText(evidence.statements()[0].product), kLink);
  }
}

TEST(BomLinkTest, ARangeNarrowsWhatTheLinkStandsFor) {
  Evidence evidence;
  const std::uint32_t bom = evidence.AddDocument(DocumentOf(evidence, 'b')).first;
  evidence.AddBomElement({bom, evidence.texts().Intern(kLink), evidence.InternSubject("pkg:npm/app@1", ""),
                          evidence.InternSubject("pkg:npm/lib@2", "")});
  Statement statement;
  statement.document = evidence.AddDocument(DocumentOf(evidence, 's')).first;
  statement.product = evidence.InternSubject(kLink, "vers:npm/<3");
  evidence.AddStatement(statement);
  evidence.ConnectBomLinks();
  const auto elements = evidence.ElementsOf(statement.product);
  ASSERT_EQ(elements.size(), 1u);
  EXPECT_EQ(evidence.KeyText(elements[0].component), "pkg:npm/lib vers:npm/<3");
  EXPECT_TRUE(evidence.ElementsOf(elements[0].product).empty());
}

TEST(MergeTest, TwoTenantsMayHoldOneDocument) {
  Evidence first;
  StatementAbout(first, "pkg:npm/a@1");
  Evidence second;
  Document document = DocumentOf(second, 's');
  document.tenant = second.texts().Intern("other");
  Statement statement;
  statement.document = second.AddDocument(document).first;
  statement.vulnerability = second.texts().Intern("CVE-2026-0001");
  statement.product = second.InternSubject("pkg:npm/a@1", "");
  second.AddStatement(statement);
  first.Merge(second);
  first.Merge(second);
  EXPECT_EQ(first.documents().size(), 2u);
  EXPECT_EQ(first.statements().size(), 2u);
}

TEST(MergeTest, LeavesOutWhatIsNotChosen) {
  Evidence other;
  for (const char digest : {'a', 'b'}) {
    const std::uint32_t document = other.AddDocument(DocumentOf(other, digest)).first;
    Statement statement;
    statement.document = document;
    statement.vulnerability = other.texts().Intern(digest == 'a' ? "CVE-2026-0001" : "CVE-2026-0002");
    statement.product = other.InternSubject("pkg:npm/a@1", "");
    other.AddStatement(statement);
    other.AddBomElement({document, other.texts().Intern(kLink), statement.product, statement.product});
  }
  Evidence evidence;
  StatementAbout(evidence, "pkg:npm/first@1");
  const auto choose = [&](std::uint32_t i) -> std::optional<Document> {
    Document document = other.documents()[i];
    document.withdrawn = true;
    return i == 0 ? std::nullopt : std::optional(document);
  };
  evidence.MergeChosen(other, choose);
  evidence.MergeChosen(other, choose);
  ASSERT_EQ(evidence.documents().size(), 2u);
  EXPECT_EQ(evidence.documents()[1].digest, other.documents()[1].digest);
  EXPECT_TRUE(evidence.documents()[1].withdrawn);
  ASSERT_EQ(evidence.statements().size(), 2u);
  EXPECT_EQ(evidence.statements()[1].document, 1u);
  EXPECT_EQ(evidence.Text(evidence.statements()[1].vulnerability), "CVE-2026-0002");
  EXPECT_EQ(evidence.table().issues().size(), 2u) << "nothing is left of what was not chosen";
  EXPECT_EQ(evidence.table().occasions().size(), 2u);
  for (const Evidence::BomElement& element : evidence.bom_elements()) EXPECT_EQ(element.document, 1u);
}

}  // namespace
}  // namespace vexlens
