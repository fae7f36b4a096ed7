#include "vexlens/purl.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

TEST(PurlTest, Canonical) {
  const struct {
    std::string_view text, canonical;
  } kCases[] = {
      {"pkg:npm/%40acme/gateway@4.2.0", "pkg:npm/%40acme/gateway@4.2.0"},
      {"pkg:npm/@acme/gateway@4.2.0", "pkg:npm/%40acme/gateway@4.2.0"},
      {"PKG:///NPM//%40acme///gateway@", "pkg:npm/%40acme/gateway"},
      {"pkg:npm/gateway/", "pkg:npm/gateway"},
      {"pkg:golang/stdlib@v1.25.0", "pkg:golang/stdlib@v1.25.0"},
      {"pkg:golang/github.com/Azure/x@v1", "pkg:golang/github.com/Azure/x@v1"},
      {"pkg:oci/dhi%2Fpython", "pkg:oci/dhi%2Fpython"},
      {"pkg:deb/Debian/Attr@1%3a2.4.47-2+b1", "pkg:deb/debian/attr@1:2.4.47-2%2Bb1"},
      {"pkg:generic/a@1/2@3", "pkg:generic/a%401/2@3"},
      {"pkg:generic/a@1/2", "pkg:generic/a@1%2F2"},
      {"pkg:generic/a?", "pkg:generic/a"},
      {"pkg:generic/a?b=&&C=1", "pkg:generic/a?c=1"},
      {"pkg:generic/a?b.c=2&b=1", "pkg:generic/a?b=1&b.c=2"},
      {"pkg:generic/a?u=http://h/?q=1", "pkg:generic/a?u=http:%2F%2Fh%2F%3Fq%3D1"},
      {"pkg:generic/a#./b/%2E%2e//c/", "pkg:generic/a#b/c"},
      {"pkg:generic/a#..", "pkg:generic/a"},
      {"pkg:generic/caf\xC3\xA9", "pkg:generic/caf%C3%A9"},
      {"pkg:pypi/Foo_Bar.baz@1.0RC1", "pkg:pypi/foo-bar.baz@1.0rc1"},
      {"pkg:pub/Foo-Bar", "pkg:pub/foo_bar"},
      {"pkg:cpan/drolsky/DateTime", "pkg:cpan/DROLSKY/DateTime"},
      {"pkg:otp/Asn1#SRC/a", "pkg:otp/asn1#src/a"},
      {"pkg:git/host/Group//Name/", "pkg:git/host/Group/Name"},
      {"pkg:mlflow/Fraud?repository_url=%64atabricks.net", "pkg:mlflow/fraud?repository_url=databricks.net"},
      {"pkg:unheard-of/A/B@C", "pkg:unheard-of/A/B@C"},
  };
  for (const auto& [text, canonical] : kCases) {
    const auto result = CanonicalPurl(text);
    ASSERT_TRUE(result.ok()) << text << ": " << result.status();
    EXPECT_EQ(*result, canonical);
  }
}

TEST(PurlTest, RefusalsNameThePlace) {
  const struct {
    std::string_view text, message;
  } kCases[] = {
      {"", "purl: byte 0: expected \"pkg:\""},
      {"npm/a", "purl: byte 0: expected \"pkg:\""},
      {"pkg:", "purl: byte 4: a type is letters, digits, \".\" and \"-\""},
      {"pkg:npm", "purl: byte 7: no name"},
      {"pkg:npm/", "purl: byte 8: no name"},
      {"pkg:npm/@1.0", "purl: byte 8: no name before the version"},
      {"pkg:npm/a%4", "purl: byte 9: \"%\" without two hex digits"},
      {"pkg:npm/a%2fb/c", "purl: byte 9: an escaped slash inside a segment"},
      {"pkg:npm/a?b=1&B=2", "purl: byte 10: a qualifier given twice"},
      {"pkg:npm/a?1=1", "purl: byte 10: a qualifier's key is letters, digits, \".\", \"-\" and \"_\""},
      {"pkg:deb/curl", "purl: byte 8: type deb needs a namespace"},
      {"pkg:cargo/a/b", "purl: byte 10: type cargo has no namespace"},
      {"pkg:git/host/a%2Fb", "purl: byte 14: an escaped slash inside a segment"},
      {"pkg:git/host", "purl: byte 8: type git needs a namespace"},
      {"pkg:cpan/A::B", "purl: byte 9: a cpan name is a distribution's, without \"::\""},
      {"pkg:chrome-extension/aaaabbbbccccddddaaaabbbbccccdddd@1.",
       "purl: byte 54: a chrome-extension version is one to four dotted numbers"},
      {"pkg:julia/Dates", "purl: byte 4: type julia needs the qualifier uuid"},
  };
  for (const auto& [text, message] : kCases) {
    const auto result = CanonicalPurl(text);
    ASSERT_FALSE(result.ok()) << text << " became " << *result;
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(result.status().message(), message) << text;
  }
}

TEST(PurlTest, CanonicalTextIsTakenApartWhereItStands) {
  constexpr std::string_view kText = "pkg:npm/%40acme/deep/gateway@4.2.0?arch=amd64&os=a%26b#lib/x";
  std::string store = "untouched";
  const auto purl = ParsePurl(kText, store);
  ASSERT_TRUE(purl.ok()) << purl.status();
  EXPECT_EQ(purl->text.data(), kText.data());
  EXPECT_EQ(purl->type, "npm");
  EXPECT_EQ(purl->name_space, "%40acme/deep");
  EXPECT_EQ(purl->name, "gateway");
  EXPECT_EQ(purl->version, "4.2.0");
  EXPECT_EQ(purl->qualifiers.text(), "arch=amd64&os=a%26b");
  EXPECT_EQ(std::vector<PurlQualifier>(purl->qualifiers.begin(), purl->qualifiers.end()),
            (std::vector<PurlQualifier>{{"arch", "amd64"}, {"os", "a%26b"}}));
  EXPECT_EQ(purl->qualifiers.Find("arch"), "amd64");
  EXPECT_EQ(purl->qualifiers.Find("o"), "");
  EXPECT_EQ(purl->subpath, "lib/x");
  EXPECT_EQ(store, "untouched");
  EXPECT_EQ(DecodePurl(purl->name_space, store), "@acme/deep");
  EXPECT_EQ(DecodePurl(purl->qualifiers.Find("os"), store), "a&b");
}

TEST(PurlTest, OtherSpellingsAreTakenApartInTheStore) {
  std::string store;
  const auto purl = ParsePurl("PKG://Deb/Debian/curl@1+b?os=&arch=x", store);
  ASSERT_TRUE(purl.ok()) << purl.status();
  EXPECT_EQ(store, "pkg:deb/debian/curl@1%2Bb?arch=x");
  EXPECT_EQ(purl->text.data(), store.data());
  EXPECT_EQ(purl->name_space, "debian");
  EXPECT_EQ(purl->version, "1%2Bb");
}

TEST(PurlTest, UpperCaseKeysAreMendedButNotParsed) {
  std::string store;
  EXPECT_EQ(ParsePurl("pkg:generic/a?b=1&aRch=2", store).status().message(),
            "purl: byte 19: an upper-case letter in a qualifier's key");
  EXPECT_EQ(*CanonicalPurl("pkg:generic/a?b=1&aRch=2"), "pkg:generic/a?arch=2&b=1");
}

TEST(PurlTest, Build) {
  const PurlQualifier qualifiers[] = {{"os", "a&b"}, {"Arch", "x"}, {"none", ""}};
  EXPECT_EQ(*BuildPurl({.type = "Deb",
                        .name_space = "/Debian//x/",
                        .name = "C+/%41",
                        .version = "1:2 3",
                        .qualifiers = qualifiers,
                        .subpath = "./lib/../x@y"}),
            "pkg:deb/debian/x/c%2B%2F%2541@1:2%203?arch=x&os=a%26b#lib/x%40y");
  EXPECT_EQ(*BuildPurl({.type = "git", .name_space = "host", .name = "group/name"}), "pkg:git/host/group/name");
}

TEST(PurlTest, BuildNamesTheComponent) {
  const PurlQualifier spaced[] = {{"in production", "true"}};
  const PurlQualifier twice[] = {{"a", "1"}, {"A", "2"}};
  const struct {
    PurlParts parts;
    std::string_view message;
  } kCases[] = {
      {{.name = "a"}, "purl: type: a type is letters, digits, \".\" and \"-\""},
      {{.type = "3d", .name = "a"}, "purl: type: a type is letters, digits, \".\" and \"-\""},
      {{.type = "npm"}, "purl: name: no name"},
      {{.type = "git", .name_space = "host", .name = "//"}, "purl: name: no name"},
      {{.type = "deb", .name = "a"}, "purl: namespace: type deb needs a namespace"},
      {{.type = "otp", .name_space = "x", .name = "a"}, "purl: namespace: type otp has no namespace"},
      {{.type = "swid", .name = "a"}, "purl: qualifiers: type swid needs the qualifier tag_id"},
      {{.type = "npm", .name = "a", .qualifiers = spaced},
       "purl: qualifiers: a qualifier's key is letters, digits, \".\", \"-\" and \"_\""},
      {{.type = "npm", .name = "a", .qualifiers = twice}, "purl: qualifiers: a qualifier given twice"},
  };
  for (const auto& [parts, message] : kCases) {
    const auto purl = BuildPurl(parts);
    ASSERT_FALSE(purl.ok()) << *purl;
    EXPECT_EQ(purl.status().message(), message);
  }
}

}  // namespace
}  // namespace vexlens
