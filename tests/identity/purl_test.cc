#include <random>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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
      {"pkg:julia/Dates", "purl: type julia needs the qualifier uuid"},
  };
  for (const auto& [text, message] : kCases) {
    const auto result = CanonicalPurl(text);
    ASSERT_FALSE(result.ok()) << text << " became " << *result;
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(result.status().message(), message) << text;
  }
}

TEST(PurlTest, CanonicalizingTwiceChangesNothing) {
  std::mt19937 random(1);
  constexpr std::string_view kPieces[] = {"/", "@", "?", "#", "&", "=", "%41", "%2f",      "%25", "a",  "B", "1",
                                          ".", "_", "-", ":", "+", " ", "..",  "\xC3\xA9", "a=",  "/x", "~"};
  constexpr std::string_view kTypes[] = {"npm", "deb", "pypi", "pub", "Generic", "cpan", "oci", "mlflow", "x.y"};
  int accepted = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string text = absl::StrCat("pkg:", kTypes[random() % std::size(kTypes)], "/n");
    for (auto left = random() % 12; left > 0; --left) text += kPieces[random() % std::size(kPieces)];
    const auto once = CanonicalPurl(text);
    if (!once.ok()) continue;
    ++accepted;
    const auto twice = CanonicalPurl(*once);
    ASSERT_TRUE(twice.ok()) << text << " -> " << *once << ": " << twice.status();
    ASSERT_EQ(*twice, *once) << text;
    const Subject subject = ParseSubject(*once, "");
    std::string whole(subject.base);
    if (!subject.version.empty()) absl::StrAppend(&whole, "@", subject.version);
    const bool only_subpath = absl::StartsWith(subject.qualifiers, "#");
    if (!subject.qualifiers.empty()) absl::StrAppend(&whole, only_subpath ? "" : "?", subject.qualifiers);
    ASSERT_EQ(whole, *once);
  }
  EXPECT_GT(accepted, 5'000);
}

}  // namespace
}  // namespace vexlens
