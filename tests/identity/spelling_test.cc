// Equal spellings, rule by rule. docs/matching.md has a row for each kind, and matching_page_test reads them.
#include <initializer_list>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/identity/written.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

using testing::Written;

struct Spelled {
  std::string_view written, spelling;
};

// ExpectSpellings holds each text to its spelling, and to speaking about it as about itself. The text stays as written.
void ExpectSpellings(std::initializer_list<Spelled> cases) {
  for (const auto& [written, spelling] : cases) {
    EXPECT_EQ(CanonicalIdentifier(written).value_or("none"), written) << "the key is written so";
    EXPECT_EQ(NormalSpelling(written), spelling);
    const Written one(written), other(spelling);
    EXPECT_EQ(one.subject().identifier, written);
    const int level = one.subject().digest.empty() ? 2 : 1;
    EXPECT_EQ(MatchLevel(one, other), level) << written << " about " << spelling;
    EXPECT_EQ(MatchLevel(other, one), level) << spelling << " about " << written;
  }
}

void ExpectOwnSpelling(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) EXPECT_EQ(NormalSpelling(text), text);
}

TEST(SpellingTest, VersionsThatTheirSchemeCallsEqual) {
  ExpectSpellings({
      {"pkg:golang/example.org/kit@v1.2.0", "pkg:golang/example.org/kit@1.2.0"},
      {"pkg:golang/example.org/kit@v2.0.0%2Bincompatible", "pkg:golang/example.org/kit@2.0.0"},
      {"pkg:npm/widget@v1.2", "pkg:npm/widget@1.2.0"},
      {"pkg:pypi/widget@1.0.0.c1", "pkg:pypi/widget@1rc1"},
      {"pkg:maven/org.example/kit@1.0-ga?type=jar", "pkg:maven/org.example/kit@1?type=jar"},
      {"pkg:nuget/Widget@1.0.0.0", "pkg:nuget/Widget@1.0.0"},
      {"pkg:gem/widget@1.0.0", "pkg:gem/widget@1"},
      {"pkg:deb/debian/curl@8.0-0", "pkg:deb/debian/curl@8.0"},
      {"pkg:alpm/arch/curl@8.0", "pkg:alpm/arch/curl@8.0-1"},
  });
}

TEST(SpellingTest, NobodyKnowsTheVersionsOfAGenericPackage) {
  ExpectOwnSpelling({"pkg:generic/widget@1.0.0", "pkg:generic/widget@v1.0", "pkg:unknown/widget@v1.0",
                     "pkg:github/acme/widget@v1.0", "pkg:oci/web@1.0.0"});
}

TEST(SpellingTest, TheEpochIsAPartOfTheVersion) {
  ExpectSpellings({
      {"pkg:rpm/redhat/curl@0:8.0-1", "pkg:rpm/redhat/curl@8.0-1"},
      {"pkg:rpm/redhat/curl@8.0-1?epoch=0", "pkg:rpm/redhat/curl@8.0-1"},
      {"pkg:rpm/redhat/curl@8.0-1?epoch=1", "pkg:rpm/redhat/curl@1:8.0-1"},
      {"pkg:rpm/redhat/curl@8.0-1?arch=x86_64&epoch=01", "pkg:rpm/redhat/curl@1:8.0-1?arch=x86_64"},
      {"pkg:rpm/redhat/curl@1:8.0-1?epoch=1", "pkg:rpm/redhat/curl@1:8.0-1"},
      {"pkg:rpm/redhat/curl@01:8.0-1?epoch=1", "pkg:rpm/redhat/curl@1:8.0-1"},
      {"pkg:deb/debian/curl@8.0-1?epoch=2", "pkg:deb/debian/curl@2:8.0-1"},
  });
}

TEST(SpellingTest, AnEpochBesideAnotherOneStays) {
  ExpectSpellings({
      {"pkg:rpm/redhat/curl@0:8.0-1?epoch=5", "pkg:rpm/redhat/curl@0:8.0-1?epoch=5"},
      {"pkg:rpm/redhat/curl@00:8.0-1?epoch=5", "pkg:rpm/redhat/curl@0:8.0-1?epoch=5"},
      {"pkg:rpm/redhat/curl@2:8.0-1?epoch=1", "pkg:rpm/redhat/curl@2:8.0-1?epoch=1"},
  });
  // Nor is anything an epoch that is no number, or of a package that has none, or without a version.
  ExpectOwnSpelling({"pkg:rpm/redhat/curl@8.0-1?epoch=x", "pkg:apk/alpine/curl@8.0-r1?epoch=1",
                     "pkg:npm/widget@1.0.0?epoch=1", "pkg:rpm/redhat/curl?epoch=1"});
}

TEST(SpellingTest, TheDefaultOfAQualifierCountsAsWritten) {
  ExpectSpellings({{"pkg:maven/org.example/kit@1", "pkg:maven/org.example/kit@1?type=jar"},
                   {"pkg:maven/org.example/kit", "pkg:maven/org.example/kit?type=jar"}});
  ExpectOwnSpelling({"pkg:maven/org.example/kit@1?type=war", "pkg:npm/widget@1.0.0?type=jar"});
}

TEST(SpellingTest, GosMajorVersionStandsInThePath) {
  ExpectSpellings({
      {"pkg:golang/github.com/Masterminds/sprig@3.2.3#v3", "pkg:golang/github.com/Masterminds/sprig/v3@3.2.3"},
      {"pkg:golang/example.org/kit@3.0.0#v3/log", "pkg:golang/example.org/kit/v3@3.0.0#log"},
      {"pkg:golang/example.org/kit@10.0.0#v10", "pkg:golang/example.org/kit/v10@10.0.0"},
      {"pkg:golang/kit@2.0.0#v2", "pkg:golang/kit/v2@2.0.0"},
  });
  // v0, v1 and v02 are no major versions, a path has but one, and no other type has any.
  ExpectOwnSpelling({"pkg:golang/example.org/kit@1.0.0#v1", "pkg:golang/example.org/kit@1.0.0#v0",
                     "pkg:golang/example.org/kit@2.0.0#v02", "pkg:golang/example.org/kit@2.0.0#log/v2",
                     "pkg:golang/example.org/kit@2.0.0#v2x", "pkg:golang/example.org/kit@2.0.0#v",
                     "pkg:golang/example.org/kit/v3@3.0.0#v4", "pkg:npm/widget@2.0.0#v2"});
}

TEST(SpellingTest, GosStandardLibrary) {
  ExpectSpellings({
      {"pkg:golang/std@1.21.0", "pkg:golang/stdlib@1.21.0"},
      {"pkg:golang/stdlib@go1.21", "pkg:golang/stdlib@1.21.0"},
      {"pkg:golang/std", "pkg:golang/stdlib"},
      {"pkg:golang/std@1.21.0#net/http", "pkg:golang/stdlib@1.21.0#net/http"},
  });
  ExpectOwnSpelling({"pkg:golang/example.org/std@1.21.0", "pkg:golang/example.org/kit@go1.21",
                     "pkg:golang/stdlib@gopher", "pkg:golang/stdlib@go", "pkg:npm/std@1.21.0"});
}

TEST(SpellingTest, NamespacesOfOneDistribution) {
  ExpectSpellings({
      {"pkg:rpm/rhel/curl@8.0-1", "pkg:rpm/redhat/curl@8.0-1"},
      {"pkg:rpm/alma/curl@8.0-1", "pkg:rpm/almalinux/curl@8.0-1"},
      {"pkg:rpm/ol/curl", "pkg:rpm/oracle/curl"},
      {"pkg:alpm/archlinux/curl@8.0-1", "pkg:alpm/arch/curl@8.0-1"},
  });
  ExpectOwnSpelling({"pkg:npm/rhel/curl@8.0.0", "pkg:rpm/acme/curl@8.0-1", "pkg:generic/rhel/curl@8.0"});
}

TEST(SpellingTest, NamesOfOneDistribution) {
  ExpectSpellings({
      {"pkg:rpm/redhat/curl@8.0-1?distro=redhat-9", "pkg:rpm/redhat/curl@8.0-1?distro=rhel-9"},
      {"pkg:rpm/redhat/curl?distro=redhat", "pkg:rpm/redhat/curl?distro=rhel"},
      {"pkg:rpm/opensuse/curl@8.0-1?distro=opensuse.leap-15.5",
       "pkg:rpm/opensuse/curl@8.0-1?distro=opensuse-leap-15.5"},
      {"pkg:generic/curl@8.0?distro=alma-9", "pkg:generic/curl@8.0?distro=almalinux-9"},
  });
}

TEST(SpellingTest, OsNameWithOsVersionIsTheDistro) {
  ExpectSpellings({
      {"pkg:rpm/redhat/curl@8.0-1?os_name=redhat&os_version=9", "pkg:rpm/redhat/curl@8.0-1?distro=rhel-9"},
      {"pkg:rpm/redhat/curl@8.0-1?distro=rhel-9&os_name=redhat&os_version=9",
       "pkg:rpm/redhat/curl@8.0-1?distro=rhel-9"},
      {"pkg:deb/debian/curl@8.0-1?arch=amd64&os_name=debian&os_version=12&tag=1",
       "pkg:deb/debian/curl@8.0-1?arch=amd64&distro=debian-12&tag=1"},
  });
  ExpectOwnSpelling({"pkg:deb/debian/curl@8.0-1?distro=debian-12&os_name=debian&os_version=11",
                     "pkg:deb/debian/curl@8.0-1?os_name=debian", "pkg:deb/debian/curl@8.0-1?os_version=12"});
}

TEST(SpellingTest, DockersRegistryHasTwoNamesAndIsTheDefault) {
  ExpectSpellings({
      {"pkg:docker/acme/web@1.0?repository_url=docker.io", "pkg:docker/acme/web@1.0"},
      {"pkg:docker/acme/web@1.0?repository_url=index.docker.io", "pkg:docker/acme/web@1.0"},
      {"pkg:oci/web@1.0?repository_url=docker.io&tag=1", "pkg:oci/web@1.0?tag=1"},
      {"pkg:oci/web@1.0?repository_url=index.docker.io%2Facme%2Fweb",
       "pkg:oci/web@1.0?repository_url=docker.io%2Facme%2Fweb"},
  });
  ExpectOwnSpelling({"pkg:oci/web@1.0?repository_url=docker.io%2Facme%2Fweb", "pkg:oci/web@1.0?repository_url=ghcr.io",
                     "pkg:oci/web@1.0?repository_url=index.docker.iox", "pkg:oci/web@1.0?repository_url=docker.iox",
                     "pkg:npm/widget@1.0.0?repository_url=docker.io", "pkg:docker/library/web@1.0"});
}

TEST(SpellingTest, ADigestOfAnImageIsWrittenAsADigest) {
  ExpectSpellings({
      {"pkg:docker/acme/web@SHA-256:00000000000000000000000000000000000000000000000000000000000000AA",
       "pkg:docker/acme/web@sha256:00000000000000000000000000000000000000000000000000000000000000aa"},
  });
}

TEST(SpellingTest, RangesAreEqualVersionByVersion) {
  const auto equal = [](std::string_view a, std::string_view b) { return NormalRange(a) == NormalRange(b); };
  EXPECT_TRUE(equal("vers:npm/>=1.0|<2", "vers:npm/>=1.0.0|<2.0.0"));
  EXPECT_TRUE(equal("vers:pypi/1.0c1", "vers:pypi/1.0.0rc1"));
  EXPECT_TRUE(equal("vers:deb/1.0%2Bb-0", "vers:deb/1.0%2Bb"));
  EXPECT_FALSE(equal("vers:npm/>=1.0.0|<2.0.0", "vers:npm/>=1.0.0|<=2.0.0"));
  EXPECT_FALSE(equal("vers:npm/>=1.0.0|<2.0.0", "vers:npm/>=1.0.0"));
  EXPECT_FALSE(equal("vers:npm/<2.0.0", "vers:semver/<2.0.0"));
  EXPECT_FALSE(equal("vers:npm/<2.0.0", "vers:npx/<2.0.0"));
  EXPECT_FALSE(equal("vers:unknown/<2.0", "vers:unknown/<2.0.0"));
  EXPECT_FALSE(equal("vers:npm/*", "vers:npm/!=1.0.0"));
  EXPECT_EQ(NormalRange("no range"), "no range");
  EXPECT_EQ(NormalRange("vers:npm"), "vers:npm");
}

TEST(SpellingTest, IntdotTakesWhatFollowsANumberForNothing) {
  EXPECT_EQ(NormalRange("vers:intdot/<1.2-rc1"), NormalRange("vers:intdot/<1.2"));
  EXPECT_TRUE(RangeContains("vers:intdot/<=1.2", "1.2-rc1"));
}

}  // namespace
}  // namespace vexlens
