// One identifier about another.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/identity/written.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

using testing::Written;

struct Case {
  int level;
  std::string_view statement, query;
};

void ExpectLevels(std::initializer_list<Case> cases) {
  for (const auto& [level, statement, query] : cases) {
    EXPECT_EQ(MatchLevel(Written(statement), Written(query)), level) << statement << " about " << query;
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
    EXPECT_EQ(subject.versioned(), !version.empty() || kind == IdentifierKind::kDigest);
  }
}

TEST(MatchTest, ADigestIsTakenFromTheVersionOfAnImageAndFromTheEndOfAName) {
  const std::string digest = absl::StrCat("sha256:", std::string(64, 'a'));
  for (const std::string& text :
       {absl::StrCat("pkg:oci/web@", digest, "?tag=1"), absl::StrCat("pkg:docker/acme/web@", digest),
        absl::StrCat("ghcr.io/acme/web@", digest), absl::StrCat("a@b@", digest), digest}) {
    EXPECT_EQ(Written(text).subject().digest, digest) << text;
    EXPECT_TRUE(Written(text).subject().versioned()) << text;
  }
  for (const std::string& text :
       {absl::StrCat("pkg:npm/web@", digest), absl::StrCat("pkg:generic/web?checksum=", digest),
        absl::StrCat("web:", digest), absl::StrCat("web@", digest, "0"), absl::StrCat("web@", digest, "@1"),
        absl::StrCat("web@SHA256:", std::string(64, 'a')), std::string("pkg:oci/web@sha256:aa")}) {
    EXPECT_EQ(Written(text).subject().digest, "") << text;
  }
}

TEST(MatchTest, ARangeWithoutBoundsCountsAsNoVersion) {
  for (const std::string_view range :
       {"vers:npm/>=1.0.0", "vers:npm/1.0.0", "vers:npm/!=1.0.0|<2.0.0", "vers:none/*"}) {
    EXPECT_EQ(IsBounded(range), range != "vers:none/*") << range;
    EXPECT_EQ(ParseSubject("pkg:npm/x", range).versioned(), range != "vers:none/*") << range;
  }
  for (const std::string_view range : {"", "vers:npm/*", "vers:npm/!=1.0.0", "vers:npm/!=1.0.0|!=1.1.0"}) {
    EXPECT_FALSE(IsBounded(range)) << range;
    EXPECT_FALSE(ParseSubject("pkg:npm/x", range).versioned()) << range;
  }
  ExpectLevels({
      {2, "pkg:npm/x vers:npm/*", "pkg:npm/x vers:npm/*"},
      {4, "pkg:npm/x vers:npm/*", "pkg:npm/x"},
      {4, "pkg:npm/x vers:npm/*", "pkg:npm/x@1.0.0"},
      {4, "pkg:npm/x vers:npm/*", "pkg:npm/x?a=1 vers:npm/<2.0.0"},
      {4, "pkg:npm/x vers:npm/!=1.0.0|!=1.1.0", "pkg:npm/x@1.2.0"},
      {0, "pkg:npm/x vers:npm/!=1.0.0|!=1.1.0", "pkg:npm/x@1.1"},
      {4, "pkg:npm/x vers:npm/!=1.0.0", "pkg:npm/x"},
      {0, "pkg:npm/x vers:npm/!=1.0.0", "pkg:npm/x vers:npm/<2.0.0"},
      {2, "pkg:npm/x vers:npm/!=1.0.0", "pkg:npm/x vers:npm/!=1.0"},
      {4, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/!=1", "cpe:2.3:a:v:p:2:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/!=1", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {5, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/!=1", "cpe:2.3:a:v:p:2:*:*:*:pro:*:*:*"},
      {4, "csaf:a/b#c vers:npm/*", "csaf:a/b#c"},
      {4, "csaf:a/b#c vers:npm/!=1.0.0", "csaf:a/b#c"},
      {0, "csaf:a/b#c vers:npm/!=1.0.0", "csaf:a/b#c vers:npm/<2.0.0"},
      // A key with such a range is one without a version.
      {0, "pkg:npm/x@1.0.0", "pkg:npm/x vers:npm/*"},
      {0, "pkg:npm/x vers:npm/<2.0.0", "pkg:npm/x vers:npm/*"},
      {4, "pkg:npm/x", "pkg:npm/x vers:npm/*"},
  });
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
      {2, "pkg:npm/x@1", "pkg:npm/x@1.0"},
      {2, "pkg:npm/x vers:npm/<2", "pkg:npm/x vers:npm/<2.0"},
      {3, "pkg:npm/x@1", "pkg:npm/x@1.0?a=1"},
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

TEST(MatchTest, DistroMatchesByParts) {
  ExpectLevels({
      {3, "pkg:deb/d/x@1?distro=debian-12", "pkg:deb/d/x@1?distro=debian-12.13"},
      {3, "pkg:deb/d/x@1?distro=debian", "pkg:deb/d/x@1?distro=debian-12.13"},
      {3, "pkg:deb/d/x@1?arch=amd64&distro=debian-12", "pkg:deb/d/x@1?a=1&arch=amd64&distro=debian-12.13&e=2"},
      {3, "pkg:deb/d/x?distro=debian-12 vers:deb/<2", "pkg:deb/d/x@1?distro=debian-12.13"},
      {4, "pkg:deb/d/x?distro=debian-12", "pkg:deb/d/x@1?distro=debian-12.13"},
      {0, "pkg:deb/d/x@1?distro=debian-12.13", "pkg:deb/d/x@1?distro=debian-12"},
      {0, "pkg:deb/d/x@1?distro=debian-12", "pkg:deb/d/x@1?distro=debian-120"},
      {0, "pkg:deb/d/x@1?distro=debian-12", "pkg:deb/d/x@1?distro=ubuntu-12.04"},
      {0, "pkg:deb/d/x@1?distro=debian-12", "pkg:deb/d/x@1"},
      {0, "pkg:deb/d/x@1?distro=debian", "pkg:deb/d/x@1"},
      // No other qualifier does.
      {0, "pkg:deb/d/x@1?flavour=debian-12", "pkg:deb/d/x@1?flavour=debian-12.13"},
  });
}

TEST(MatchTest, RangesSeeDecodedVersions) {
  ExpectLevels({
      {3, "pkg:deb/d/x vers:deb/=1:2+b1", "pkg:deb/d/x@1:2%2Bb1"},
      {3, "pkg:rpm/r/x vers:rpm/<1:3.0.7-24", "pkg:rpm/r/x@3.0.7-9?arch=x86_64&epoch=1"},
      {0, "pkg:rpm/r/x vers:rpm/<1:3.0.7-24", "pkg:rpm/r/x@3.0.7-25?arch=x86_64&epoch=1#lib"},
      {3, "pkg:rpm/r/x vers:rpm/<1:3.0.7-24", "pkg:rpm/r/x@1:3.0.7-9?epoch=1"},
      {3, "pkg:deb/d/x vers:deb/<1:3.0", "pkg:deb/d/x@2.0?epoch=1"},
      {0, "pkg:deb/d/x vers:deb/<1:3.0", "pkg:deb/d/x@4.0?epoch=1"},
      {0, "pkg:deb/d/x vers:deb/<1:3.0", "pkg:deb/d/x@2:2.0?epoch=1"},
      {3, "pkg:apk/d/x vers:apk/<3.0", "pkg:apk/d/x@2.0?epoch=1"},
      {3, "pkg:golang/stdlib vers:golang/<1.22", "pkg:golang/std@go1.21.3"},
      {0, "pkg:golang/stdlib vers:golang/<1.22", "pkg:golang/stdlib@go1.22"},
      {0, "pkg:golang/d/x vers:golang/<1.22", "pkg:golang/d/x@go1.21"},
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
      {0, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:2:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1:-:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
      {0, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/<2"},
      {0, "cpe:2.3:o:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
  });
}

TEST(MatchTest, ACpeOpenInVendorOrProductSpeaksAboutItsOwnTextAlone) {
  for (const std::string_view statement :
       {"cpe:2.3:a:v:*:1:*:*:*:*:*:*:*", "cpe:2.3:a:*:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:*:*:*:*:*:*:*:*:*:*"}) {
    ExpectLevels({
        {2, statement, statement},
        {0, statement, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"},
        {0, statement, "cpe:2.3:a:v:p:1:sp1:*:*:*:*:*:*"},
    });
  }
  constexpr std::string_view kRanged = "cpe:2.3:a:*:p:*:*:*:*:*:*:*:* vers:semver/<2";
  ExpectLevels({{2, kRanged, kRanged}, {0, kRanged, "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"}});
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
      {3, kStatement, "cpe:2.3:a:v:p:1.5:sp1:*:*:*:*:*:*"},
      {5, kStatement, "cpe:2.3:a:v:p:1.5:*:*:*:pro:*:*:*"},
      {5, kStatement, "cpe:2.3:a:v:p:*:*:*:*:pro:*:*:* vers:semver/<2"},
      {0, kStatement, "cpe:2.3:a:v:p:2.0:*:*:*:*:*:*:*"},
      {0, kStatement, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"},
      {0, kStatement, "cpe:2.3:a:v:p:-:*:*:*:*:*:*:*"},
      {0, kStatement, "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* vers:semver/<3"},
      {0, kStatement, "cpe:2.3:a:v:q:1.5:*:*:*:*:*:*:*"},
      // The version is the range's business, be it "not applicable" in the name.
      {3, "cpe:2.3:a:v:p:-:*:*:*:*:*:*:* vers:semver/<2", "cpe:2.3:a:v:p:1.5:*:*:*:*:*:*:*"},
  });
}

TEST(MatchTest, ADigestIsTheSameWhereverItIsStored) {
  const std::string a = absl::StrCat("sha256:", std::string(64, 'a')),
                    b = absl::StrCat("sha256:", std::string(64, 'b'));
  const std::string texts[] = {a, absl::StrCat("pkg:oci/web@", a, "?arch=amd64&tag=1"),
                               absl::StrCat("pkg:oci/shop@", a), absl::StrCat("pkg:docker/acme/web@", a),
                               absl::StrCat("ghcr.io/acme/web@", a)};
  for (const std::string& statement : texts) {
    for (const std::string& query : texts) {
      const Meeting meeting = Meet(Written(statement), Written(query));
      EXPECT_EQ(meeting.level, 1) << statement << " about " << query;
      EXPECT_FALSE(meeting.weak_digest);
    }
    for (const std::string& query : {b, absl::StrCat("pkg:oci/web@", b), std::string("pkg:oci/web")}) {
      EXPECT_EQ(MatchLevel(Written(statement), Written(query)), 0) << statement << " about " << query;
    }
  }
  EXPECT_EQ(MatchLevel(Written("pkg:oci/web"), Written(absl::StrCat("pkg:oci/web@", a))), 4);
}

TEST(MatchTest, ADigestAloneIsWhereNamesOrQualifiersWouldNotMatch) {
  const std::string digest = absl::StrCat("sha256:", std::string(64, 'a'));
  const auto alone = [&](std::string_view statement, std::string_view query) {
    return Meet(Written(absl::StrCat(statement, "@", digest)), Written(absl::StrCat(query, "@", digest))).digest_alone;
  };
  EXPECT_FALSE(alone("pkg:oci/web", "pkg:oci/web"));
  EXPECT_FALSE(alone("ghcr.io/web", "ghcr.io/web"));
  EXPECT_TRUE(alone("pkg:oci/web", "pkg:oci/shop"));
  EXPECT_TRUE(alone("pkg:oci/web", "pkg:docker/web"));
  EXPECT_TRUE(alone("ghcr.io/web", "ghcr.io/shop"));
  const Written plain(absl::StrCat("pkg:oci/web@", digest)), tagged(absl::StrCat("pkg:oci/web@", digest, "?tag=1"));
  EXPECT_FALSE(Meet(plain, tagged).digest_alone) << "fewer qualifiers match";
  EXPECT_TRUE(Meet(tagged, plain).digest_alone);
  EXPECT_FALSE(Meet(Written(digest), Written(digest)).digest_alone);
  EXPECT_TRUE(Meet(Written(digest), plain).digest_alone);
}

TEST(MatchTest, AWeakDigestSaysSo) {
  for (const std::string& digest :
       {absl::StrCat("md5:", std::string(32, 'a')), absl::StrCat("sha1:", std::string(40, 'a'))}) {
    for (const std::string& text : {digest, absl::StrCat("web@", digest), absl::StrCat("pkg:oci/web@", digest)}) {
      const Meeting meeting = Meet(Written(text), Written(text));
      EXPECT_EQ(meeting.level, 1) << text;
      EXPECT_TRUE(meeting.weak_digest) << text;
    }
  }
  const std::string sha224 = absl::StrCat("sha224:", std::string(56, 'a'));
  EXPECT_FALSE(Meet(Written(sha224), Written(sha224)).weak_digest);
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
