#include "lib/consensus/version_order.h"

#include <string>

#include "gtest/gtest.h"

namespace vexlens {

using consensus::DocumentVersion;

namespace {

// Order is "<", "=", ">" or "" when the two texts compare with nothing.
std::string Order(std::string_view a, std::string_view b) {
  const auto left = DocumentVersion::Parse(a);
  const auto right = DocumentVersion::Parse(b);
  if (!left.has_value() || !right.has_value()) return "";
  const int order = DocumentVersion::Compare(*left, *right);
  return order < 0 ? "<" : order > 0 ? ">" : "=";
}

TEST(DocumentVersionTest, DottedIntegersOfAnyLength) {
  EXPECT_EQ(Order("9", "10"), "<");
  EXPECT_EQ(Order("1", "1.0"), "=");
  EXPECT_EQ(Order("1.0.0.0", "1"), "=");
  EXPECT_EQ(Order("01", "1"), "=");
  EXPECT_EQ(Order("1.0.1", "1.0"), ">");
  EXPECT_EQ(Order("99999999999999999999999", "100000000000000000000000"), "<");
}

TEST(DocumentVersionTest, PrereleasesComeFirstAndBuildsDoNotCount) {
  EXPECT_EQ(Order("1.0.0-rc.1", "1.0.0"), "<");
  EXPECT_EQ(Order("1.0.0-rc.2", "1.0.0-rc.10"), "<");
  EXPECT_EQ(Order("1.0.0-1", "1.0.0-alpha"), "<");
  EXPECT_EQ(Order("1.0.0-rc", "1.0.0-rc.1"), "<");
  EXPECT_EQ(Order("1.0.0+build.7", "1.0.0"), "=");
}

TEST(DocumentVersionTest, AnythingElseComparesWithNothing) {
  for (const char* text : {"", "v1", "1.", ".1", "1..2", "1.x", "1-", "1.0-rc..1", "latest", "1 "}) {
    EXPECT_FALSE(DocumentVersion::Parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace vexlens
