#include "vexlens/checkpoint.h"

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace vexlens {
namespace {

constexpr std::string_view kRoot = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";  // SHA-256("")

TEST(CheckpointTest, IsThreeLines) {
  const Checkpoint checkpoint = {"example.org/timeline/acme", 12, Sha256("")};
  const std::string text = WriteCheckpoint(checkpoint).value();
  EXPECT_EQ(text, absl::StrCat("example.org/timeline/acme\n12\n", kRoot, "\n"));
  EXPECT_EQ(ParseCheckpoint(text).value(), checkpoint);
}

TEST(CheckpointTest, PassesOverExtensions) {
  const auto parsed = ParseCheckpoint(absl::StrCat("o\n1\n", kRoot, "\nfirst\nsecond\n"));
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(*parsed, (Checkpoint{"o", 1, Sha256("")}));
}

TEST(CheckpointTest, RefusesWhatIsNone) {
  const std::string texts[] = {
      "",
      "o",
      "o\n1\n",
      absl::StrCat("o\n1\n", kRoot),                           // no line feed at the end
      absl::StrCat("\n1\n", kRoot, "\n"),                      // no origin
      absl::StrCat("o\x01\n1\n", kRoot, "\n"),                 // a control character
      absl::StrCat("o\xff\n1\n", kRoot, "\n"),                 // no UTF-8
      absl::StrCat("o\n01\n", kRoot, "\n"),                    // another spelling of 1
      absl::StrCat("o\n+1\n", kRoot, "\n"),                    //
      absl::StrCat("o\n 1\n", kRoot, "\n"),                    //
      absl::StrCat("o\n-1\n", kRoot, "\n"),                    //
      absl::StrCat("o\n18446744073709551616\n", kRoot, "\n"),  // 2^64
      "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",   // no padding
      "o\n1\n47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=\n",  // the other alphabet
      "o\n1\n47DEQpj8HBSa\n",                                  // too short
      absl::StrCat("o\n1\n", kRoot, "\n\n"),                   // an extension that is empty
      absl::StrCat("o\n1\n", kRoot, "\nfirst\n\nsecond\n"),    //
      absl::StrCat("o\n1\n", kRoot, "\nfirst"),                // one that does not end
  };
  for (const std::string& text : texts) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseCheckpoint(text).status())) << text;
  }
  EXPECT_TRUE(absl::IsInvalidArgument(WriteCheckpoint({"", 0, {}}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(WriteCheckpoint({"two\nlines", 0, {}}).status()));
}

}  // namespace
}  // namespace vexlens
