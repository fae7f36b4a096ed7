#include "lib/json/canonical.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace vexlens::json {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  AppendString(text, out);
  return out;
}

TEST(CanonicalTest, EscapesOnlyWhatRfc8785Does) {
  EXPECT_EQ(Quoted("plain / text, é €"), "\"plain / text, é €\"");
  EXPECT_EQ(Quoted("\"\\\b\t\n\f\r"), "\"\\\"\\\\\\b\\t\\n\\f\\r\"");
  EXPECT_EQ(Quoted(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
}

TEST(CanonicalTest, FindsAnEscapeAtEveryPlace) {
  for (std::size_t size = 0; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const char c : {'"', '\\', '\n', '\x1f'}) {
        std::string text(size, 'x');
        text[at] = c;
        const std::string quoted = Quoted(text);
        EXPECT_GT(quoted.size(), size + 2) << size << " " << at;
      }
    }
    EXPECT_EQ(Quoted(std::string(size, '\xE9')).size(), size + 2);
  }
}

TEST(CanonicalTest, MembersAreInOrderOfUtf16) {
  // RFC 8785, 3.2.3, with the neighbours of the surrogates added.
  const std::vector<std::string_view> in_order = {
      "",       "\r",     "1",          "10",         "2",          "a",      "\u0080", "\u00f6",
      "\u20ac", "\ud7ff", "\U00010000", "\U0001F600", "\U0010FFFF", "\uE000", "\ufb33", "\uFFFF"};
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    for (std::size_t j = 0; j < in_order.size(); ++j) {
      EXPECT_EQ(MemberBefore(in_order[i], in_order[j]), i < j) << i << " " << j;
      EXPECT_EQ(MemberBefore("x" + std::string(in_order[i]), "x" + std::string(in_order[j])), i < j) << i << " " << j;
    }
  }
}

}  // namespace
}  // namespace vexlens::json
