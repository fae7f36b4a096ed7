#include "vexlens/instant.h"

#include "gtest/gtest.h"

namespace vexlens {
namespace {

std::string RoundTrip(std::string_view text) {
  const absl::StatusOr<Instant> instant = ParseInstant(text);
  return instant.ok() ? FormatInstant(*instant) : "error";
}

TEST(InstantTest, IsWrittenInUtcWithoutTrailingZeros) {
  EXPECT_EQ(RoundTrip("2026-05-31T00:00:00Z"), "2026-05-31T00:00:00Z");
  EXPECT_EQ(RoundTrip("2026-05-31T02:00:00.500+02:00"), "2026-05-31T00:00:00.5Z");
  EXPECT_EQ(RoundTrip("2025-12-31T23:59:59-01:30"), "2026-01-01T01:29:59Z");
  EXPECT_EQ(RoundTrip("2024-02-29t12:00:00z"), "2024-02-29T12:00:00Z");
}

TEST(InstantTest, DigitsPastTheMicrosecondAreCut) {
  EXPECT_EQ(RoundTrip("2023-01-16T19:07:16.853479631-06:00"), "2023-01-17T01:07:16.853479Z");
  EXPECT_EQ(RoundTrip("2026-01-01T00:00:00.0000009Z"), "2026-01-01T00:00:00Z");
}

TEST(InstantTest, CoversTheYears0001To9999) {
  EXPECT_EQ(RoundTrip("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z");
  EXPECT_EQ(RoundTrip("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z");
  EXPECT_EQ(RoundTrip("1969-12-31T23:59:59.999999Z"), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(RoundTrip("9999-12-31T23:59:59-00:01"), "error");
  EXPECT_EQ(RoundTrip("0001-01-01T00:00:00+00:01"), "error");
}

TEST(InstantTest, RefusesWhatRfc3339DoesNotAllow) {
  for (const char* text :
       {"", "2026-05-31", "2026-05-31T00:00:00", "2026-05-31T00:00:60Z", "2026-05-31T24:00:00Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "0000-01-01T00:00:00Z", "2026-05-31T00:00:00.Z",
        "2026-05-31T00:00:00+24:00", "2026-05-31T00:00:00+0200", "2026-05-31T00:00:00Z ", " 2026-05-31T00:00:00Z",
        "26-05-31T00:00:00Z", "2026-5-31T00:00:00Z", "20260531T000000Z"}) {
    EXPECT_EQ(RoundTrip(text), "error") << text;
  }
}

TEST(InstantTest, UndatedIsOlderThanEverything) {
  EXPECT_LT(Instant{}, ParseInstant("0001-01-01T00:00:00Z").value());
  EXPECT_EQ(FormatInstant(Instant{}), "");
}

}  // namespace
}  // namespace vexlens
