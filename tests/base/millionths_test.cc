#include "vexlens/support/millionths.h"

#include "gtest/gtest.h"

namespace vexlens {
namespace {

std::string Text(Millionths value) {
  std::string out;
  AppendMillionths(value, out);
  return out;
}

TEST(MillionthsTest, ShortestDigits) {
  EXPECT_EQ(Text(0), "0");
  EXPECT_EQ(Text(1), "0.000001");
  EXPECT_EQ(Text(620'000), "0.62");
  EXPECT_EQ(Text(kOne), "1");
  EXPECT_EQ(Text(12'345'678), "12.345678");
}

TEST(MillionthsTest, TiesGoToTheEvenNeighbour) {
  EXPECT_EQ(DivideHalfEven(5, 2), 2u);
  EXPECT_EQ(DivideHalfEven(7, 2), 4u);
  EXPECT_EQ(DivideHalfEven(6, 4), 2u);
  EXPECT_EQ(DivideHalfEven(2, 4), 0u);
  EXPECT_EQ(MultiplyHalfEven(500'000, 1), 0u);  // 0.5 goes to 0
  EXPECT_EQ(MultiplyHalfEven(500'000, 3), 2u);  // 1.5 goes to 2
  EXPECT_EQ(MultiplyHalfEven(300'000, 333'333), 100'000u);
}

TEST(MillionthsTest, OneChangesNothing) {
  for (Millionths value = 0; value <= kOne; value += 997) {
    EXPECT_EQ(MultiplyHalfEven(value, kOne), value);
    EXPECT_EQ(MultiplyHalfEven(kOne, value), value);
  }
}

}  // namespace
}  // namespace vexlens
