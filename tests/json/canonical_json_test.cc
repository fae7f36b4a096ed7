#include "vexlens/canonical_json.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/canonical.h"
#include "tests/support/random.h"

namespace vexlens {
namespace {

using testing::Random;

// Canonical is the canonical form, or the message that refuses.
std::string Canonical(std::string_view json) {
  const auto canonical = CanonicalJson(json);
  return canonical.ok() ? *canonical : std::string(canonical.status().message());
}

TEST(CanonicalJsonTest, SpacesGoAndMembersAreSorted) {
  EXPECT_EQ(Canonical(" { \"b\" : [ 1 , true , null , { } , [ ] ] ,\n\t\"a\" : \"x\" }\r\n"),
            R"({"a":"x","b":[1,true,null,{},[]]})");
  EXPECT_EQ(Canonical(R"({"\ufb33":1,"\ud83d\ude00":2,"":3,"aa":4,"a":{"d":5,"c":6}})"),
            "{\"\":3,\"a\":{\"c\":6,\"d\":5},\"aa\":4,\"\U0001F600\":2,\"\uFB33\":1}");
  EXPECT_EQ(Canonical(" false "), "false");
}

TEST(CanonicalJsonTest, StringsHaveOnlyTheEscapesThatMustBe) {
  EXPECT_EQ(Canonical(R"(["\u0041\/\u20ac\u000a\u001F\u007f\"\\"])"), "[\"A/\u20AC\\n\\u001f\x7F\\\"\\\\\"]");
}

// RFC 8785, appendix B, as far as a text can say it, and wide whole numbers.
TEST(CanonicalJsonTest, NumbersAreThoseOfEcmaScript) {
  const std::vector<std::pair<std::string_view, std::string_view>> cases = {
      {"-0", "0"},
      {"-0.0e5", "0"},
      {"1.0", "1"},
      {"1e3", "1000"},
      {"4.9406564584124654e-324", "5e-324"},
      {"-1.7976931348623157e308", "-1.7976931348623157e+308"},
      {"9007199254740992", "9007199254740992"},
      {"9007199254740993", "9007199254740992"},
      {"-9223372036854775808", "-9223372036854776000"},
      {"18446744073709551615", "18446744073709552000"},
      {"18446744073709551616", "18446744073709552000"},
      {"295147905179352825856", "295147905179352830000"},
      {"999999999999999900000", "999999999999999900000"},
      {"1000000000000000000000", "1e+21"},
      {"-123456789012345678901234567890", "-1.2345678901234568e+29"},
      {"1e23", "1e+23"},
      {"999999999999999700000", "999999999999999700000"},
      {"333333333.33333329", "333333333.3333333"},
      {"0.000001", "0.000001"},
      {"9.999999999999997e-7", "9.999999999999997e-7"},
      {"-0.0000033333333333333333", "-0.0000033333333333333333"},
      {"1424953923781206.25", "1424953923781206.2"},
      {"1e-400", "0"},
  };
  for (const auto& [number, canonical] : cases) {
    EXPECT_EQ(Canonical(number), canonical) << number;
    EXPECT_EQ(Canonical(absl::StrCat("{\"n\":[", number, " ]}")), absl::StrCat("{\"n\":[", canonical, "]}"));
  }
}

TEST(CanonicalJsonTest, DigitsInStringsStay) {
  EXPECT_EQ(Canonical(R"({"\"12345678901234567890":12345678901234567890,"a\\":"98765432109876543210"})"),
            R"({"\"12345678901234567890":12345678901234567000,"a\\":"98765432109876543210"})");
}

TEST(CanonicalJsonTest, RefusalsNameThePlace) {
  EXPECT_EQ(Canonical(R"({"a":{"b":1,"\u0062":2}})"), "byte 12 in /a/b: the name \"b\" stands twice");
  EXPECT_EQ(Canonical(R"(["\ud800"])"), "byte 2 in /0: a lone surrogate");
  EXPECT_EQ(Canonical("[1e309]"), "byte 1 in /0: a number out of range");
  EXPECT_EQ(Canonical(absl::StrCat("[1", std::string(309, '0'), "]")), "byte 1 in /0: a number out of range");
  EXPECT_EQ(Canonical("[12345678901234567890123, tru]"), "byte 26 in /1: not a JSON value");
  EXPECT_EQ(Canonical("[012345678901234567890123]"), "byte 1 in /0: a number with a leading zero");
  EXPECT_EQ(Canonical("\xEF\xBB\xBF{}"), "byte 0: a byte order mark stands before the text");
  EXPECT_EQ(CanonicalJson("[1,]").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(CanonicalJsonTest, LimitsHold) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + "1" + std::string(depth, ']'); };
  EXPECT_EQ(Canonical(nested(kMaxCanonicalDepth)), nested(kMaxCanonicalDepth));
  EXPECT_EQ(CanonicalJson(nested(kMaxCanonicalDepth + 1)).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(CanonicalJson("[1,2]", {.max_bytes = 4}).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(CanonicalJson("[12]", {.max_bytes = 4}).ok());
}

TEST(CanonicalJsonTest, ATextThatGrowsIsWrittenWhole) {
  std::string json = "[1e20";
  std::string canonical = "[100000000000000000000";
  for (int i = 0; i < 10'000; ++i) {
    json += ",1e20";
    canonical += ",100000000000000000000";
  }
  EXPECT_EQ(Canonical(json + "]"), canonical + "]");
}

TEST(CanonicalJsonTest, LongAndShortStringsAreWrittenAlike) {
  for (const std::size_t size : {0, 1, 7, 8, 1023, 1024, 1025, 5000}) {
    const std::string text = absl::StrCat("\"", std::string(size, '\x7F'), "\\n\"");
    EXPECT_EQ(Canonical(text), text);
    EXPECT_EQ(Canonical(absl::StrCat("[", text, " , ", text, "]")), absl::StrCat("[", text, ",", text, "]"));
  }
}

// Generated appends a value in a spelling of its own and, to `canonical`, in the canonical one.
void Generate(Random& random, int depth, std::string& spelled, std::string& canonical) {
  const auto space = [&] { spelled += std::string_view(" \n\t\r", 4).substr(0, random.Below(5)); };
  space();
  switch (depth == 0 ? random.Below(3) : random.Below(5)) {
    case 0: {
      const std::size_t number = random.Below(1'000'000);
      absl::StrAppend(&canonical, number);
      absl::StrAppend(&spelled, number, random.Chance(50) ? ".000" : "E+0");
      break;
    }
    case 1:
      spelled += R"("\u0061\u000A\/é")";
      canonical += R"("a\n/é")";
      break;
    case 2:
      spelled += "null";
      canonical += "null";
      break;
    case 3: {
      spelled += '[';
      canonical += '[';
      for (std::size_t i = 0, count = random.Below(4); i < count; ++i) {
        if (i > 0) spelled += ',', canonical += ',';
        Generate(random, depth - 1, spelled, canonical);
      }
      space();
      spelled += ']';
      canonical += ']';
      break;
    }
    default: {
      std::vector<std::pair<std::string, std::string>> members;
      spelled += '{';
      for (std::size_t i = 0, count = random.Below(12); i < count; ++i) {
        std::string name = absl::StrCat(random.Below(100), i);
        if (random.Chance(20)) name += random.Chance(50) ? "\U0001F600" : "\uFB33";
        space();
        absl::StrAppend(&spelled, i > 0 ? "," : "", "\"", name, "\" :");
        members.emplace_back(std::move(name), "");
        Generate(random, depth - 1, spelled, members.back().second);
      }
      space();
      spelled += '}';
      std::sort(members.begin(), members.end(),
                [](const auto& a, const auto& b) { return json::MemberBefore(a.first, b.first); });
      canonical += '{';
      for (const auto& [name, value] : members) {
        absl::StrAppend(&canonical, canonical.back() == '{' ? "" : ",", "\"", name, "\":", value);
      }
      canonical += '}';
    }
  }
  space();
}

TEST(CanonicalJsonTest, EverySpellingHasOneCanonicalForm) {
  Random random(1);
  for (int i = 0; i < 2'000; ++i) {
    std::string spelled;
    std::string canonical;
    Generate(random, 5, spelled, canonical);
    ASSERT_EQ(Canonical(spelled), canonical) << spelled;
    ASSERT_EQ(Canonical(canonical), canonical) << "the canonical form of a canonical text";
  }
}

}  // namespace
}  // namespace vexlens
