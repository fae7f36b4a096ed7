// The official vers suite (package-url/vers-spec, tests/) against CanonicalRange and RangeContains, as far as
// the schemes are known.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "lib/identity/version_order.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

// Schemes of the suite whose order is not known yet.
constexpr std::string_view kUnknownSchemes[] = {"alpm",          "apk",   "conan", "datetime", "gem",     "gentoo",
                                                "lexicographic", "maven", "nginx", "nuget",    "openssl", "pypi"};

struct LeftOut {
  std::string_view range;
  std::string_view reason;
};

// Results of the suite's converter that the specification calls invalid.
constexpr std::string_view kRedundant = "a constraint that says nothing beside its neighbour; it is dropped";
constexpr std::string_view kTwice = "one version under two comparators; it is refused";
constexpr LeftOut kLeftOut[] = {
    {"vers:npm/<1.1.7|<2.0.1", kRedundant},
    {"vers:npm/>=4.2.1|>=5.0.3", kRedundant},
    {"vers:npm/<2.0.18|<3.0.16|<3.1.6|<4.0.8|<5.0.0-beta.5", kRedundant},
    {"vers:npm/>=2.0.18|<3.0.0|>=3.0.16|>=3.1.6|<4.0.0|<4.0.0|>=4.0.8|>=5.0.0-beta.5|<5.0.0|<6.0.0", kRedundant},
    {"vers:npm/>=2.0.0|<2.1.0|>=2.1.0|<2.2.0", kTwice},
    {"vers:npm/>=5.2.1|<=6.0.0|>=6.0.0|<=6.0.2", kTwice},
    {"vers:npm/>=0.2.0|>=0.8.0-pre|<0.8.0|>=0.8.0|<0.8.1|<=0.9.6", kTwice},
};

bool IsLeftOut(std::string_view range) {
  return std::any_of(std::begin(kLeftOut), std::end(kLeftOut),
                     [range](const LeftOut& entry) { return entry.range == range; });
}

std::string_view SchemeOf(json::Value test) {
  const json::Value input = test["input"];
  for (const std::string_view name : {"input_scheme", "scheme"}) {
    if (input[name].exists()) return input[name].text();
  }
  const std::string_view range = input.is_string() ? input.text() : input["vers"].text();
  return range.substr(5, range.find('/') - 5);
}

std::string Fault(json::Value test, VersionOrder order) {
  const std::string_view type = test["test_type"].text();
  const json::Value input = test["input"];
  const json::Value expected = test["expected_output"];
  if (type == "containment") {
    const bool contains = RangeContains(*CanonicalRange(input["vers"].text()), input["version"].text());
    return contains == expected.is(json::Type::kTrue) ? "" : "the other answer";
  }
  if (type == "comparison" || type == "equality") {
    std::vector<std::string_view> versions;
    for (const json::Value version : input["versions"].elements()) versions.push_back(version.text());
    if (type == "equality") {
      return (order(versions[0], versions[1]) == 0) == expected.is(json::Type::kTrue) ? "" : "the other answer";
    }
    std::stable_sort(versions.begin(), versions.end(), [order](auto a, auto b) { return order(a, b) < 0; });
    std::size_t i = 0;
    for (const json::Value version : expected.elements()) {
      if (version.text() != versions[i++]) return "another order";
    }
    return "";
  }
  // "from_native" is no task of ours, but its results are canonical. A parser of the suite refuses what is not
  // canonical; CanonicalRange may mend it, but never leaves it as it is.
  const std::string_view text = type == "from_native" ? expected.text() : input.text();
  const auto canonical = CanonicalRange(text);
  if (test["expected_failure"].is(json::Type::kTrue)) {
    return canonical.ok() && *canonical == text ? "taken for canonical" : "";
  }
  if (!canonical.ok()) return std::string(canonical.status().message());
  const std::string_view wanted = type == "validate" ? expected.text() : text;
  return *canonical == wanted ? "" : *canonical;
}

TEST(VersSuiteTest, KnownSchemes) {
  VEXLENS_NEEDS_CORPORA();
  std::map<std::string, int, std::less<>> passed;
  int left_out = 0;
  json::Parser parser;
  for (const auto& file : testing::FilesIn(testing::CorporaFolder() / "identifiers/vers")) {
    if (file.extension() != ".json") continue;
    json::Value root;
    const std::string text = testing::ReadBytes(file);
    ASSERT_FALSE(parser.Parse(text, {.max_bytes = 1 << 24, .max_depth = 64}, 0, root).has_value()) << file;
    for (const json::Value test : root["tests"].elements()) {
      const std::string_view scheme = SchemeOf(test);
      const VersionOrder order = FindVersionOrder(scheme);
      if (order == nullptr) {
        EXPECT_NE(std::find(std::begin(kUnknownSchemes), std::end(kUnknownSchemes), scheme), std::end(kUnknownSchemes))
            << scheme;
        ++left_out;
        continue;
      }
      const std::string fault = Fault(test, order);
      if (IsLeftOut(test["expected_output"].text())) {
        EXPECT_NE(fault, "") << "passes now: " << test["expected_output"].text();
        ++left_out;
        continue;
      }
      EXPECT_EQ(fault, "") << file.filename() << ": " << test["test_type"].text() << " " << test["input"].text()
                           << test["expected_output"].text();
      ++passed[std::string(test["test_type"].text())];
    }
  }
  for (const auto& [type, count] : passed) RecordProperty(type, count);
  RecordProperty("left_out", left_out);
  EXPECT_GT(passed["from_native"], 400);
}

// The other way round: a scheme that gets an order leaves the list above.
TEST(VersSuiteTest, UnknownSchemesAreUnknown) {
  for (const std::string_view scheme : kUnknownSchemes) EXPECT_EQ(FindVersionOrder(scheme), nullptr) << scheme;
}

}  // namespace
}  // namespace vexlens
