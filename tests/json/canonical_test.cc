#include "lib/json/canonical.h"

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

}  // namespace
}  // namespace vexlens::json
