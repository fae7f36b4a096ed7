// The official purl suite (package-url/purl-spec, tests/) against CanonicalPurl.
#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

struct LeftOut {
  std::string_view type;
  std::string_view input;
  std::string_view reason;
};

// What does not pass, and why. A case that begins to pass must leave this list.
constexpr LeftOut kLeftOut[] = {
    {"parse", "pkg:gem/jruby-launcher@1.1.2?Platform=java",
     "a strict parser refuses upper-case keys; the same input must be mended in the suite's own validate case"},
    {"parse", "pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25",
     "a strict parser refuses upper-case keys; the same input must be mended in the suite's own validate case"},
    {"validate", "pkg:git/github/Package-url/purl-Spec@244fd47e07d1004f0aed9c",
     "git-definition.json calls namespace and name case sensitive"},
};

bool IsLeftOut(std::string_view type, std::string_view input) {
  return std::any_of(std::begin(kLeftOut), std::end(kLeftOut),
                     [&](const LeftOut& entry) { return entry.type == type && entry.input == input; });
}

// Encoded escapes all but letters, digits and `keep`.
std::string Encoded(std::string_view text, std::string_view keep = "") {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (absl::ascii_isalnum(c) || keep.find(c) != keep.npos) {
      out += c;
    } else {
      const auto octet = static_cast<unsigned char>(c);
      absl::StrAppend(&out, "%", kDigits.substr(octet >> 4, 1), kDigits.substr(octet & 15, 1));
    }
  }
  return out;
}

// Composed writes components as a purl with every escape that is possible, which the canonical form undoes.
std::string Composed(json::Value components) {
  std::string out = absl::StrCat("pkg:", components["type"].text(), "/");
  const std::string_view space = components["namespace"].text();
  if (!space.empty()) absl::StrAppend(&out, Encoded(space, "/"), "/");
  absl::StrAppend(&out, Encoded(components["name"].text(), "/"));
  if (components["version"].is_string()) absl::StrAppend(&out, "@", Encoded(components["version"].text()));
  char separator = '?';
  for (const auto [key, value] : components["qualifiers"].members()) {
    absl::StrAppend(&out, std::string_view(&separator, 1), key, "=", Encoded(value.text()));
    separator = '&';
  }
  if (components["subpath"].is_string()) absl::StrAppend(&out, "#", Encoded(components["subpath"].text(), "/"));
  return out;
}

// Fault is what is wrong with the library's answer to a case, "" when nothing is.
std::string Fault(json::Value test) {
  const json::Value input = test["input"];
  const json::Value expected = test["expected_output"];
  const auto canonical = CanonicalPurl(input.is_object() ? Composed(input) : input.text());
  if (test["expected_failure"].is(json::Type::kTrue)) return canonical.ok() ? "accepted as " + *canonical : "";
  if (!canonical.ok()) return std::string(canonical.status().message());
  if (expected.is_string()) return *canonical == expected.text() ? "" : *canonical;

  const auto composed = CanonicalPurl(Composed(expected));
  if (!composed.ok()) return std::string(composed.status().message());
  return *canonical == *composed ? "" : absl::StrCat(*canonical, " instead of ", *composed);
}

TEST(PurlSuiteTest, AllCases) {
  VEXLENS_NEEDS_CORPORA();
  int passed = 0, left_out = 0;
  json::Parser parser;
  for (const std::string_view folder : {"spec", "types"}) {
    for (const auto& file : testing::FilesIn(testing::CorporaFolder() / "identifiers/purl" / folder)) {
      json::Value root;
      const std::string text = testing::ReadBytes(file);
      ASSERT_FALSE(parser.Parse(text, {.max_bytes = 1 << 24, .max_depth = 64}, 0, root).has_value()) << file;
      for (const json::Value test : root["tests"].elements()) {
        const std::string fault = Fault(test);
        if (IsLeftOut(test["test_type"].text(), test["input"].text())) {
          EXPECT_NE(fault, "") << "passes now: " << test["input"].text();
          ++left_out;
          continue;
        }
        EXPECT_EQ(fault, "") << file.filename() << ", " << test["test_type"].text() << ": "
                             << test["description"].text() << " " << test["input"].text();
        ++passed;
      }
    }
  }
  RecordProperty("passed", passed);
  RecordProperty("left_out", left_out);
  EXPECT_GT(passed, 500);
}

}  // namespace
}  // namespace vexlens
