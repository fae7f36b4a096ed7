#include <random>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

TEST(CpeTest, Canonical) {
  const struct {
    std::string_view text, canonical;
  } kCases[] = {
      {"cpe:2.3:a:acme:webserver:1.0:*:*:*:*:*:*:*", "cpe:2.3:a:acme:webserver:1.0:*:*:*:*:*:*:*"},
      {"CPE:2.3:A:Acme:Web\\-Server:1\\.0:-:*:*:*:*:*:*", "cpe:2.3:a:acme:web-server:1.0:-:*:*:*:*:*:*"},
      {"cpe:2.3:a:x:c++:1:*:*:*:*:*:*:*", "cpe:2.3:a:x:c\\+\\+:1:*:*:*:*:*:*:*"},
      {"cpe:2.3:a:x:a\\:b:\\-:*:*:*:*:*:*:*", "cpe:2.3:a:x:a\\:b:\\-:*:*:*:*:*:*:*"},
      {"cpe:2.3:a:x:y:1.*:*:*:*:*:*:*:*", "cpe:2.3:a:x:y:1.*:*:*:*:*:*:*:*"},
      {"cpe:2.3:a:x:y:??1\\*:*:*:*:*:*:*:*", "cpe:2.3:a:x:y:??1\\*:*:*:*:*:*:*:*"},
      {"cpe:/o:redhat:enterprise_linux:9::baseos", "cpe:2.3:o:redhat:enterprise_linux:9:*:baseos:*:*:*:*:*"},
      {"cpe:/a:redhat:quarkus:2", "cpe:2.3:a:redhat:quarkus:2:*:*:*:*:*:*:*"},
      {"cpe:/a:redhat:jbosseapxp", "cpe:2.3:a:redhat:jbosseapxp:*:*:*:*:*:*:*:*"},
      {"cpe:/a:hp:insight:7.4.0.1570:-:~~online~win2003~x64~",
       "cpe:2.3:a:hp:insight:7.4.0.1570:-:*:*:online:win2003:x64:*"},
      {"cpe:/a:x:%25%2fb:8.%02", "cpe:2.3:a:x:\\%\\/b:8.*:*:*:*:*:*:*:*"},
      {"cpe:/a:x:y:%01%01", "cpe:2.3:a:x:y:??:*:*:*:*:*:*:*"},
      {"cpe:/", "cpe:2.3:*:*:*:*:*:*:*:*:*:*:*"},
  };
  for (const auto& [text, canonical] : kCases) {
    const auto result = CanonicalCpe(text);
    ASSERT_TRUE(result.ok()) << text << ": " << result.status();
    EXPECT_EQ(*result, canonical);
    EXPECT_EQ(*CanonicalCpe(*result), canonical);
  }
}

TEST(CpeTest, ExamplesOfTheStandard) {
  // NISTIR 7695, sections 6.1.3 and 6.2.3: unbinding, in the spelling of ours.
  const struct {
    std::string_view text, canonical;
  } kCases[] = {
      {"cpe:/a:microsoft:internet_explorer:8.0.6001:beta",
       "cpe:2.3:a:microsoft:internet_explorer:8.0.6001:beta:*:*:*:*:*:*"},
      {"cpe:/a:microsoft:internet_explorer:8.%2a:sp%3f",
       "cpe:2.3:a:microsoft:internet_explorer:8.\\*:sp\\?:*:*:*:*:*:*"},
      {"cpe:/a:microsoft:internet_explorer:8.%02:sp%01", "cpe:2.3:a:microsoft:internet_explorer:8.*:sp?:*:*:*:*:*:*"},
      {"cpe:/a:hp:insight_diagnostics:7.4.0.1570::~~online~win2003~x64~",
       "cpe:2.3:a:hp:insight_diagnostics:7.4.0.1570:*:*:*:online:win2003:x64:*"},
      {"cpe:/a:hp:openview_network_manager:7.51:-:~~~linux~~",
       "cpe:2.3:a:hp:openview_network_manager:7.51:-:*:*:*:linux:*:*"},
      {"cpe:/a:foo%5cbar:big%24money_manager_2010:::~~special~ipod_touch~80gb~",
       "cpe:2.3:a:foo\\\\bar:big\\$money_manager_2010:*:*:*:*:special:ipod_touch:80gb:*"},
      {"cpe:/a:foo~bar:big%7emoney_2010", "cpe:2.3:a:foo\\~bar:big\\~money_2010:*:*:*:*:*:*:*:*"},
      {"cpe:/a:foo:bar:1:2:~wide~-~%02x~~:en-us", "cpe:2.3:a:foo:bar:1:2:wide:en-us:-:*x:*:*"},
      {"cpe:2.3:a:foo\\\\bar:big\\$money:2010:*:*:*:special:ipod_touch:80gb:*",
       "cpe:2.3:a:foo\\\\bar:big\\$money:2010:*:*:*:special:ipod_touch:80gb:*"},
  };
  for (const auto& [text, canonical] : kCases) {
    const auto result = CanonicalCpe(text);
    ASSERT_TRUE(result.ok()) << text << ": " << result.status();
    EXPECT_EQ(*result, canonical);
  }
  for (const std::string_view text : {
           "cpe:/a:foo%5cbar:big%24money_2010%07:::~~special~ipod_touch~80gb~",
           "cpe:/a:foo:bar:12.%02.1234",
           "cpe:2.3:a:hp:insight_diagnostics:7.4.*.1570:-:*:*:online:win2003:x64:*",
       }) {
    EXPECT_FALSE(CanonicalCpe(text).ok()) << text;
  }
}

TEST(CpeTest, RefusalsNameTheAttribute) {
  const struct {
    std::string_view text, message;
  } kCases[] = {
      {"cpe:x", "cpe: expected \"cpe:2.3:\" or \"cpe:/\""},
      {"cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*", "cpe: expected 11 attributes after \"cpe:2.3:\", found 10"},
      {"cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*:*", "cpe: expected 11 attributes after \"cpe:2.3:\", found 12"},
      {"cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:", "cpe: other: empty"},
      {"cpe:2.3:a:acme::1.0:*:*:*:*:*:*:*", "cpe: product: empty"},
      {"cpe:2.3:x:acme:web:1.0:*:*:*:*:*:*:*", "cpe: part: expected a, o, h, * or -"},
      {"cpe:2.3:a:ac me:web:1.0:*:*:*:*:*:*:*", "cpe: vendor: a character that no CPE may hold"},
      {"cpe:2.3:a:acme:web:1*0:*:*:*:*:*:*:*", "cpe: version: a wildcard stands where none may"},
      {"cpe:2.3:a:acme:web:**:*:*:*:*:*:*:*", "cpe: version: a wildcard stands where none may"},
      {"cpe:2.3:a:acme:web:1:*:*:*:*:*:*:\\", "cpe: other: a backslash at the end"},
      {"cpe:/a:b:c:4.*", "cpe: version: a wildcard of the formatted string"},
      {"cpe:/a:b:c:%02", "cpe: version: a wildcard stands where none may"},
      {"cpe:2.3:a:acme:web:*?x:*:*:*:*:*:*:*", "cpe: version: a wildcard stands where none may"},
      {"cpe:2.3:a:acme:web:x?*:*:*:*:*:*:*:*", "cpe: version: a wildcard stands where none may"},
      {"cpe:/a:b:c:d:e:~1~2~3~4~5~6", "cpe: edition: a packed edition has five parts"},
      {"cpe:/a:b:c:d:e:f:g:h", "cpe: more than 7 components in a 2.2 URI"},
      {"cpe:/a:b:c%zz", "cpe: product: \"%\" without two hex digits"},
      {"cpe:/a:b:c:d:e:~x", "cpe: edition: a packed edition has five parts"},
  };
  for (const auto& [text, message] : kCases) {
    const auto result = CanonicalCpe(text);
    ASSERT_FALSE(result.ok()) << text << " became " << *result;
    EXPECT_EQ(result.status().message(), message) << text;
  }
  EXPECT_FALSE(CanonicalCpe(absl::StrCat("cpe:/a:b:", std::string(2000, 'x'))).ok());
}

TEST(CpeTest, CanonicalizingTwiceChangesNothing) {
  std::mt19937 random(2);
  constexpr std::string_view kPieces[] = {"a",   "1",   ".",   "-",    "_", "*",   "?",
                                          "\\*", "\\?", "\\-", "\\\\", "+", "%2a", "~"};
  int accepted = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string text = random() % 2 == 0 ? "cpe:2.3:a:v" : "cpe:/a:v";
    const bool formatted = text[4] == '2';
    for (int attribute = 0; attribute < (formatted ? 9 : 4); ++attribute) {
      text += ':';
      for (auto left = random() % 4 + (formatted ? 1 : 0); left > 0; --left)
        text += kPieces[random() % std::size(kPieces)];
    }
    const auto once = CanonicalCpe(text);
    if (!once.ok()) continue;
    ++accepted;
    const auto twice = CanonicalCpe(*once);
    ASSERT_TRUE(twice.ok()) << text << " -> " << *once << ": " << twice.status();
    ASSERT_EQ(*twice, *once) << text;
    ASSERT_EQ(ParseSubject(*once, "").kind, IdentifierKind::kCpe) << *once;
  }
  EXPECT_GT(accepted, 1'000);
}

}  // namespace
}  // namespace vexlens
