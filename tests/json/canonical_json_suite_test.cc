// The vectors of RFC 8785's author, and the JSON parsing suite.
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "vexlens/canonical_json.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;

TEST(CanonicalJsonSuiteTest, EveryVector) {
  VEXLENS_NEEDS_CORPORA();
  const fs::path folder = testing::CorporaFolder() / "json" / "jcs";
  std::size_t files = 0;
  for (const fs::path& file : testing::FilesIn(folder / "input")) {
    const std::string name = file.stem().string();
    const auto canonical = CanonicalJson(testing::ReadBytes(file));
    ASSERT_TRUE(canonical.ok()) << name << ": " << canonical.status();
    const std::string hex = testing::ReadBytes(folder / "outhex" / (name + ".txt"));
    EXPECT_EQ(*canonical, absl::HexStringToBytes(absl::StrReplaceAll(hex, {{" ", ""}, {"\n", ""}, {"\r", ""}})))
        << name;
    const std::string output = testing::ReadBytes(folder / "output" / (name + ".json"));
    EXPECT_EQ(*canonical, absl::StripTrailingAsciiWhitespace(output)) << name;
    EXPECT_EQ(CanonicalJson(*canonical).value_or(""), *canonical) << name;
    ++files;
  }
  EXPECT_EQ(files, 6u);
}

constexpr std::string_view kRefused = "refused";

// What becomes of the files that RFC 8259 leaves open (i_), and of those that it takes and I-JSON does not (y_).
// Every other y_ file is taken, and every n_ file is refused.
const std::map<std::string_view, std::string_view>& Choices() {
  static const auto* choices = new std::map<std::string_view, std::string_view>{
      // RFC 7493, 2.3: names are not repeated.
      {"y_object_duplicated_key.json", kRefused},
      {"y_object_duplicated_key_and_value.json", kRefused},
      // The double nearest to the number.
      {"i_number_double_huge_neg_exp.json", "[0]"},
      {"i_number_real_underflow.json", "[0]"},
      {"i_number_too_big_neg_int.json", "[-1.2312312312312312e+29]"},
      {"i_number_too_big_pos_int.json", "[100000000000000000000]"},
      {"i_number_very_big_negative_int.json", "[-2.374623746732769e+47]"},
      // RFC 8785, 3.2.2.3: what overflows is an error.
      {"i_number_huge_exp.json", kRefused},
      {"i_number_neg_int_huge_exp.json", kRefused},
      {"i_number_pos_double_huge_exp.json", kRefused},
      {"i_number_real_neg_overflow.json", kRefused},
      {"i_number_real_pos_overflow.json", kRefused},
      // RFC 7493, 2.1: no surrogate without its other half.
      {"i_object_key_lone_2nd_surrogate.json", kRefused},
      {"i_string_1st_surrogate_but_2nd_missing.json", kRefused},
      {"i_string_1st_valid_surrogate_2nd_invalid.json", kRefused},
      {"i_string_incomplete_surrogate_and_escape_valid.json", kRefused},
      {"i_string_incomplete_surrogate_pair.json", kRefused},
      {"i_string_incomplete_surrogates_escape_valid.json", kRefused},
      {"i_string_invalid_lonely_surrogate.json", kRefused},
      {"i_string_invalid_surrogate.json", kRefused},
      {"i_string_inverted_surrogates_U+1D11E.json", kRefused},
      {"i_string_lone_second_surrogate.json", kRefused},
      // RFC 7493, 2.1: the text is UTF-8.
      {"i_string_UTF-16LE_with_BOM.json", kRefused},
      {"i_string_UTF-8_invalid_sequence.json", kRefused},
      {"i_string_UTF8_surrogate_U+D800.json", kRefused},
      {"i_string_invalid_utf-8.json", kRefused},
      {"i_string_iso_latin_1.json", kRefused},
      {"i_string_lone_utf8_continuation_byte.json", kRefused},
      {"i_string_not_in_unicode_range.json", kRefused},
      {"i_string_overlong_sequence_2_bytes.json", kRefused},
      {"i_string_overlong_sequence_6_bytes.json", kRefused},
      {"i_string_overlong_sequence_6_bytes_null.json", kRefused},
      {"i_string_truncated-utf-8.json", kRefused},
      {"i_string_utf16BE_no_BOM.json", kRefused},
      {"i_string_utf16LE_no_BOM.json", kRefused},
      // RFC 8259, 8.1: no byte order mark is added, and two spellings would be one too many.
      {"i_structure_UTF-8_BOM_empty_object.json", kRefused},
      // Within kMaxCanonicalDepth; its text has no white space.
      {"i_structure_500_nested_arrays.json", ""},
  };
  return *choices;
}

TEST(CanonicalJsonSuiteTest, EveryFileOfTheParsingSuite) {
  VEXLENS_NEEDS_CORPORA();
  std::size_t files = 0;
  std::size_t chosen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(testing::CorporaFolder() / "json" / "parsing")) {
    const std::string name = entry.path().filename().string();
    if (name.size() < 2 || name[1] != '_') continue;
    ++files;
    const std::string text = testing::ReadBytes(entry.path());
    const auto canonical = CanonicalJson(text);
    const auto choice = Choices().find(name);
    if (choice == Choices().end()) {
      ASSERT_NE(name[0], 'i') << name << ": choose";
      EXPECT_EQ(canonical.ok(), name[0] == 'y') << name << ": " << canonical.status();
    } else {
      ++chosen;
      const std::string_view expected = choice->second.empty() ? std::string_view(text) : choice->second;
      EXPECT_EQ(canonical.value_or(std::string(kRefused)), expected) << name;
    }
    if (canonical.ok()) {
      EXPECT_EQ(CanonicalJson(*canonical).value_or(""), *canonical) << name;
    }
  }
  EXPECT_GT(files, 300u);
  EXPECT_EQ(chosen, Choices().size()) << "a choice names no file";
}

}  // namespace
}  // namespace vexlens
