#include "vexlens/support/text_pool.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace vexlens {
namespace {

TEST(TextPoolTest, KeepsEachTextOnce) {
  TextPool pool;
  const TextId id = pool.Intern("pkg:npm/left-pad");
  EXPECT_EQ(pool.Intern("pkg:npm/left-pad"), id);
  EXPECT_EQ(pool.Text(id), "pkg:npm/left-pad");
  EXPECT_EQ(pool.size(), 2u);
  EXPECT_EQ(pool.Intern(""), 0u);
  EXPECT_FALSE(pool.Find("pkg:npm/right-pad").has_value());
}

TEST(TextPoolTest, ViewsSurviveGrowthAndMoves) {
  TextPool pool;
  const std::string_view first = pool.Text(pool.Intern("first"));
  const std::string large(1 << 20, 'x');
  pool.Intern(large);
  for (int i = 0; i < 100'000; ++i) pool.Intern(absl::StrCat("text ", i));
  TextPool moved = std::move(pool);
  EXPECT_EQ(first, "first");
  EXPECT_EQ(moved.Find("first"), 1u);
  EXPECT_EQ(moved.Text(*moved.Find(large)), large);
  EXPECT_EQ(moved.Text(*moved.Find("text 99999")), "text 99999");
}

TEST(TextPoolTest, NulBytesAreBytes) {
  TextPool pool;
  EXPECT_NE(pool.Intern(std::string_view("a\0b", 3)), pool.Intern(std::string_view("a\0c", 3)));
}

}  // namespace
}  // namespace vexlens
