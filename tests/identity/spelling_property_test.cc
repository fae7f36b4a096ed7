// What holds for the spelling of every purl: of the purl suite's and of generated ones.
#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/identity/written.h"
#include "tests/support/corpora.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

using testing::Written;

// ExpectOneSpelling holds a canonical purl to the three laws.
void ExpectOneSpelling(const std::string& purl) {
  const std::string spelling = NormalSpelling(purl);
  EXPECT_EQ(NormalSpelling(spelling), spelling) << "not idempotent, from " << purl;
  const auto canonical = CanonicalPurl(spelling);
  ASSERT_TRUE(canonical.ok()) << purl << " -> " << spelling << ": " << canonical.status();
  EXPECT_EQ(*canonical, spelling) << "not canonical, from " << purl;
  const Written as_written(purl), as_spelled(spelling);
  for (const int level : {MatchLevel(as_written, as_spelled), MatchLevel(as_spelled, as_written)}) {
    EXPECT_TRUE(level == 1 || level == 2) << level << ": " << purl << " and " << spelling;
  }
}

// GeneratedPurls are made of pieces that some rule of spelling looks at, and of some that no rule does.
class GeneratedPurls {
 public:
  std::string Next() {
    while (true) {
      const auto purl = CanonicalPurl(Text());
      if (purl.ok()) return *purl;
    }
  }

 private:
  template <std::size_t size>
  std::string_view Any(const std::string_view (&of)[size]) {
    return of[random_() % size];
  }
  bool Coin() { return random_() % 2 == 0; }

  std::string Text() {
    constexpr std::string_view kTypes[] = {"rpm",  "deb",   "apk",   "alpm",   "golang",  "maven", "docker", "oci",
                                           "pypi", "nuget", "npm",   "gem",    "generic", "cargo", "conan",  "composer",
                                           "rpm",  "deb",   "maven", "golang", "docker",  "hex",   "github", "unknown"};
    constexpr std::string_view kSpaces[] = {
        "",    "redhat", "rhel", "alma", "amzn", "debian", "ubuntu", "example.org/a", "example.org/a/v2",
        "std", "library"};
    constexpr std::string_view kNames[] = {"curl", "std", "stdlib", "v2", "v1", "v10", "gopkg.v3", "web", "%25"};
    constexpr std::string_view kVersions[] = {
        "1",
        "1.0",
        "1.0.0",
        "01.0",
        "v1.0.0",
        "v1.0.0%2Bincompatible",
        "1.0-1",
        "0:1.0-1",
        "1:1.0-1",
        "00:1.0",
        "2:1.0-1.el9",
        "go1.21.0",
        "go1.21",
        "1.21",
        "gogo1.21",
        "1.0-ga",
        "1.0.RELEASE",
        "1.0rc1",
        "1.0-0",
        ":1.0",
        "x:1.0",
        "1.0:2",
        "0%3A0%3A1",
        "latest",
        "9999999999999999999999:1",
        "1.0%2B%25",
        "sha256:00000000000000000000000000000000000000000000000000000000000000aa",
        "SHA-256:00000000000000000000000000000000000000000000000000000000000000AA",
        "md5:000000000000000000000000000000aa"};
    constexpr std::string_view kQualifiers[] = {"epoch=1",
                                                "epoch=0",
                                                "epoch=01",
                                                "epoch=x",
                                                "epoch=1:2",
                                                "epoch=5",
                                                "distro=rhel-9",
                                                "distro=redhat-9",
                                                "distro=debian",
                                                "distro=debian-12",
                                                "distro=debian-12.13",
                                                "distro=-9",
                                                "distro=redhat-",
                                                "distro=alma",
                                                "distro=opensuse.leap-15.5",
                                                "os_name=redhat",
                                                "os_name=debian",
                                                "os_name=a-1",
                                                "os_version=9",
                                                "os_version=12",
                                                "os_version=x",
                                                "type=jar",
                                                "type=war",
                                                "classifier=jar",
                                                "arch=amd64",
                                                "rpmmod=a:1",
                                                "tag=1",
                                                "repository_url=docker.io",
                                                "repository_url=index.docker.io",
                                                "repository_url=docker.io/library/web",
                                                "repository_url=index.docker.io/library/web",
                                                "repository_url=index.docker.iox",
                                                "repository_url=ghcr.io/web",
                                                "repository_url=a%26b%3Dc"};
    constexpr std::string_view kSubpaths[] = {"", "", "v2", "v3", "v3/log", "v3/v4", "log", "v1", "v02", "a/v2"};
    std::string text = absl::StrCat("pkg:", Any(kTypes), "/", Any(kSpaces));
    absl::StrAppend(&text, text.back() == '/' ? "" : "/", Any(kNames));
    if (random_() % 5 != 0) absl::StrAppend(&text, "@", Any(kVersions));
    std::set<std::string_view> keys;
    std::vector<std::string_view> qualifiers;
    for (auto left = random_() % 4; left > 0; --left) {
      const std::string_view qualifier = Any(kQualifiers);
      if (keys.insert(qualifier.substr(0, qualifier.find('='))).second) qualifiers.push_back(qualifier);
    }
    if (!qualifiers.empty()) absl::StrAppend(&text, "?", absl::StrJoin(qualifiers, "&"));
    const std::string_view subpath = Any(kSubpaths);
    return subpath.empty() ? text : absl::StrCat(text, "#", subpath);
  }

  std::mt19937 random_{11};
};

TEST(SpellingPropertyTest, TheSpellingOfAGeneratedPurlIsItsOwnAndCanonical) {
  GeneratedPurls purls;
  int respelled = 0;
  for (int round = 0; round < 100'000; ++round) {
    const std::string purl = purls.Next();
    ExpectOneSpelling(purl);
    respelled += NormalSpelling(purl) != purl;
  }
  EXPECT_GT(respelled, 10'000);
}

// PurlsOf are all strings in a JSON value that are purls, in canonical form.
void AddPurls(json::Value value, std::set<std::string>& purls) {
  if (value.is_string()) {
    if (const auto purl = CanonicalPurl(value.text()); purl.ok()) purls.insert(*purl);
  } else if (value.is_array()) {
    for (const json::Value element : value.elements()) AddPurls(element, purls);
  } else if (value.is_object()) {
    for (const auto [key, member] : value.members()) AddPurls(member, purls);
  }
}

TEST(SpellingPropertyTest, TheSpellingOfThePurlSuiteIsItsOwnAndCanonical) {
  VEXLENS_NEEDS_CORPORA();
  std::set<std::string> purls;
  json::Parser parser;
  for (const std::string_view folder : {"spec", "types"}) {
    for (const auto& file : testing::FilesIn(testing::CorporaFolder() / "identifiers/purl" / folder)) {
      json::Value root;
      const std::string text = testing::ReadBytes(file);
      ASSERT_FALSE(parser.Parse(text, {.max_bytes = 1 << 24, .max_depth = 64}, 0, root).has_value()) << file;
      AddPurls(root, purls);
    }
  }
  EXPECT_GT(purls.size(), 150u);
  for (const std::string& purl : purls) ExpectOneSpelling(purl);
}

TEST(SpellingPropertyTest, OtherIdentifiersAreTheirOwnSpelling) {
  for (const std::string_view text :
       {"", "pkg:", "pkg:npm", "pkg:npm/", "PKG:npm/x@1", "pkg:npm/x@1@2", "pkg:golang/std@1.21#",
        "registry.example/web", "cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*", "csaf:https://acme.example/1#web",
        "sha256:00000000000000000000000000000000000000000000000000000000000000aa"}) {
    EXPECT_EQ(NormalSpelling(text), text);
  }
}

}  // namespace
}  // namespace vexlens
