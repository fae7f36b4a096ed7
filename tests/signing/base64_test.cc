#include "lib/signing/base64.h"

#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace vexlens {

using signing::Base64Form;
using signing::DecodeBase64;
using signing::EncodeBase64;

namespace {

std::optional<std::string> Decoded(std::string_view text, Base64Form form = Base64Form::kEither) {
  std::string out;
  if (!DecodeBase64(text, form, out)) return std::nullopt;
  return out;
}

// RFC 4648, section 10.
TEST(Base64Test, VectorsOfTheStandard) {
  constexpr std::string_view kAll = "foobar";
  constexpr std::string_view kTexts[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (std::size_t size = 0; size <= kAll.size(); ++size) {
    EXPECT_EQ(EncodeBase64(kAll.substr(0, size)), kTexts[size]);
    EXPECT_EQ(Decoded(kTexts[size]), kAll.substr(0, size));
    EXPECT_EQ(Decoded(kTexts[size], Base64Form::kLines), kAll.substr(0, size));
  }
}

TEST(Base64Test, EveryByteAtEveryPlaceInBothAlphabets) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t size = 1; size <= 4; ++size) {
      const std::string bytes(size, static_cast<char>(byte));
      EXPECT_EQ(EncodeBase64(bytes), absl::Base64Escape(bytes));
      EXPECT_EQ(Decoded(absl::Base64Escape(bytes)), bytes);
      EXPECT_EQ(Decoded(absl::WebSafeBase64Escape(bytes)), bytes);
    }
  }
}

TEST(Base64Test, OneTextHasOneSpelling) {
  for (const std::string_view text : {"Z", "Zg=", "Zg===", "Zm8==", "Zm9v=", "Zm9v====", "Zh==", "Zm9=", "Z=g=", "=",
                                      "Zg==Zg==", "Zm 9v", "Zm9v\n", "Zm9*", "-_+/", "Zm9v\xFF"}) {
    EXPECT_EQ(Decoded(text), std::nullopt) << text;
  }
  EXPECT_EQ(Decoded("Zg"), "f");
  EXPECT_EQ(Decoded("Zm8"), "fo");
}

TEST(Base64Test, LinesHaveTheStandardAlphabetAndPadding) {
  EXPECT_EQ(Decoded("\r\nZm\t9v\n Yg= =\n", Base64Form::kLines), "foob");
  EXPECT_EQ(Decoded("Zg", Base64Form::kLines), std::nullopt);
  EXPECT_EQ(Decoded("-_-_", Base64Form::kLines), std::nullopt);
}

}  // namespace
}  // namespace vexlens
