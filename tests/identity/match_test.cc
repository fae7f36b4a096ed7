#include <string_view>

#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

// SubjectOf reads a key text: "<identifier>" or "<identifier> <vers>".
Subject SubjectOf(std::string_view key) {
  const std::size_t space = std::min(key.find(' '), key.size());
  return ParseSubject(key.substr(0, space), key.substr(std::min(space + 1, key.size())));
}

struct Case {
  int level;
  std::string_view statement, query;
};

void ExpectLevels(std::initializer_list<Case> cases) {
  for (const auto& [level, statement, query] : cases) {
    EXPECT_EQ(MatchLevel(SubjectOf(statement), SubjectOf(query)), level) << statement << " about " << query;
  }
}

TEST(MatchTest, SubjectsAreTakenApart) {
  const struct {
    std::string_view identifier, base, version, qualifiers;
    IdentifierKind kind;
  } kCases[] = {
      {"pkg:deb/debian/curl@8.0?arch=amd64#lib", "pkg:deb/debian/curl", "8.0", "arch=amd64#lib", IdentifierKind::kPurl},
      {"pkg:npm/%40acme/x", "pkg:npm/%40acme/x", "", "", IdentifierKind::kPurl},
      {"pkg:npm/x#lib", "pkg:npm/x", "", "#lib", IdentifierKind::kPurl},
      {"cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*", "cpe:2.3:a:acme:web", "1.0", "*:*:*:*:*:*:*", IdentifierKind::kCpe},
      {"cpe:2.3:a:a\\:b:web:-:*:*:*:*:*:*:*", "cpe:2.3:a:a\\:b:web", "", "*:*:*:*:*:*:*", IdentifierKind::kCpe},
      {"cpe:2.3:a:acme", "cpe:2.3:a:acme", "", "", IdentifierKind::kOpaque},
      {"md5:00000000000000000000000000000000", "md5:00000000000000000000000000000000", "", "", IdentifierKind::kDigest},
      {"md5:00", "md5:00", "", "", IdentifierKind::kOpaque},
      {"csaf:https://a/ID#1", "csaf:https://a/ID#1", "", "", IdentifierKind::kOpaque},
      {"", "", "", "", IdentifierKind::kOpaque},
  };
  for (const auto& [identifier, base, version, qualifiers, kind] : kCases) {
    const Subject subject = ParseSubject(identifier, "");
    EXPECT_EQ(subject.kind, kind) << identifier;
    EXPECT_EQ(subject.base, base);
    EXPECT_EQ(subject.version, version);
    EXPECT_EQ(subject.qualifiers, qualifiers);
    EXPECT_EQ(subject.versioned(), !version.empty());
  }
  EXPECT_TRUE(ParseSubject("pkg:npm/x", "vers:npm/*").versioned());
}

TEST(MatchTest, Purls) {
  ExpectLevels({
      {2, "pkg:npm/x@1", "pkg:npm/x@1"},
      {2, "pkg:npm/x", "pkg:npm/x"},
      {2, "pkg:npm/x vers:npm/<2", "pkg:npm/x vers:npm/<2"},
      {3, "pkg:npm/x@1", "pkg:npm/x@1?a=1"},
      {3, "pkg:npm/x@1?b=2", "pkg:npm/x@1?a=1&b=2&c=3"},
      {3, "pkg:npm/x@1", "pkg:npm/x@1#lib"},
      {3, "pkg:npm/x vers:npm/<2", "pkg:npm/x@1"},
      {3, "pkg:npm/x vers:npm/<2", "pkg:npm/x@1?a=1"},
      {3, "pkg:npm/x vers:npm/<2", "pkg:npm/x?a=1 vers:npm/<2"},
      {4, "pkg:npm/x", "pkg:npm/x@1"},
      {4, "pkg:npm/x", "pkg:npm/x@1?a=1"},
      {4, "pkg:npm/x", "pkg:npm/x?a=1"},
      {4, "pkg:npm/x", "pkg:npm/x vers:npm/<2"},
      {0, "pkg:npm/x@1", "pkg:npm/x"},
      {0, "pkg:npm/x@1", "pkg:npm/x@1.0"},
      {0, "pkg:npm/x@1", "pkg:npm/x vers:npm/<2"},
      {0, "pkg:npm/x vers:npm/<2", "pkg:npm/x"},
      {0, "pkg:npm/x vers:npm/<2", "pkg:npm/x@2"},
      {0, "pkg:npm/x vers:npm/<2", "pkg:npm/x vers:npm/<1"},
      {0, "pkg:npm/x@1?a=1", "pkg:npm/x@1"},
      {0, "pkg:npm/x@1?a=1", "pkg:npm/x@1?a=2"},
      {0, "pkg:npm/x@1#lib", "pkg:npm/x@1"},
      {0, "pkg:npm/x@1#lib", "pkg:npm/x@1#bin"},
      {0, "pkg:npm/x?a=1", "pkg:npm/x@1?aa=1"},
      {0, "pkg:npm/x@1", "pkg:npm/y@1"},
      {0, "pkg:npm/x@1", "pkg:npm/X@1"},
  });
}

TEST(MatchTest, RangesSeeDecodedVersions) {
  ExpectLevels({
      {3, "pkg:deb/d/x vers:deb/=1:2+b1", "pkg:deb/d/x@1:2%2Bb1"},
      {3, "pkg:rpm/r/x vers:rpm/<1:3.0.7-24", "pkg:rpm/r/x@3.0.7-9?arch=x86_64&epoch=1"},
      {0, "pkg:rpm/r/x vers:rpm/<1:3.0.7-24", "pkg:rpm/r/x@3.0.7-25?arch=x86_64&epoch=1#lib"},
      {3, "pkg:rpm/r/x vers:rpm/<1:3.0.7-24", "pkg:rpm/r/x@1:3.0.7-9?epoch=1"},
      {3, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:deb/1.0+b", "cpe:2.3:a:v:p:1.0\\+b:*:*:*:*:*:*:*"},
  });
}

TEST(MatchTest, Cpes) {
  ExpectLevels({
      {2, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {4, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {4, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:sp1:*:*:*:*:*:*"},
      {4, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*"},
      {4, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:sp1:*:*:*:*:*:*"},
      {4, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/<2"},
      {5, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:enterprise:*:*:*"},
      {5, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:enterprise:*:*:*"},
      {5, "cpe:2.3:a:v:*:*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:2:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1:-:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/<2"},
      {0, "cpe:2.3:o:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
  });
}

TEST(MatchTest, CpeWildcards) {
  ExpectLevels({
      {5, "cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.2:*:*:*:*:*:*:*"},
      {5, "cpe:2.3:a:v:*p*:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:app-\\+x:1:*:*:*:*:*:*:*"},
      {5, "cpe:2.3:a:v:??p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:\\+ap:1:*:*:*:*:*:*:*"},
      {5, "cpe:2.3:a:v:??p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {5, "cpe:2.3:a:v:p\\?*:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p\\?q:1:*:*:*:*:*:*:*"},
      {2, "cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:10.2:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1.?:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.10:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1.*:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.?:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p\\*:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:pq:1:*:*:*:*:*:*:*"},
  });
}

TEST(MatchTest, CpeRanges) {
  constexpr std::string_view kStatement = "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/<2";
  ExpectLevels({
      {2, kStatement, kStatement},
      {3, kStatement, "cpe:2.3:a:v:p:1.5:*:*:*:*:*:*:*"},
      {5, kStatement, "cpe:2.3:a:v:p:1.5:sp1:*:*:*:*:*:*"},
      {5, kStatement, "cpe:2.3:a:v:p:1.5:*:*:*:pro:*:*:*"},
      {5, kStatement, "cpe:2.3:a:v:p:*:*:*:*:pro:*:*:* vers:semver/<2"},
      {0, kStatement, "cpe:2.3:a:v:p:2.0:*:*:*:*:*:*:*"},
      {0, kStatement, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"},
      {0, kStatement, "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*"},
      {0, kStatement, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/<3"},
      {0, kStatement, "cpe:2.3:a:v:q:1.5:*:*:*:*:*:*:*"},
  });
}

TEST(MatchTest, OtherKinds) {
  ExpectLevels({
      {1, "md5:00000000000000000000000000000000", "md5:00000000000000000000000000000000"},
      {0, "md5:00000000000000000000000000000000", "md5:11111111111111111111111111111111"},
      {2, "csaf:a/b#c", "csaf:a/b#c"},
      {4, "csaf:a/b#c", "csaf:a/b#c vers:npm/<2"},
      {0, "csaf:a/b#c vers:npm/<2", "csaf:a/b#c"},
      {0, "csaf:a/b#c", "csaf:a/b#d"},
      {0, "pkg:npm/x", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"},
  });
}

}  // namespace
}  // namespace vexlens
