// The official vers suite (package-url/vers-spec, tests/), all of it.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

struct Deviation {
  std::string_view test;  // type, scheme and input
  std::string_view ours;
  std::string_view reason;
};

// Where we answer otherwise, and why. What begins to pass must leave the list.
constexpr std::string_view kRedundant = "clause 5.4 calls the suite's answer invalid: a constraint says nothing";
constexpr std::string_view kTwice = "clause 5.4 calls the suite's answer invalid: one version stands there twice";
constexpr std::string_view kSeries = "for node-semver \"1.2\" and \"1.2.x\" are all of 1.2; the suite says 1.2.0";
constexpr std::string_view kMaven = "Maven itself (3.8.7) reads .a as -a; the suite is from an older one";
constexpr Deviation kDeviations[] = {
    {"comparison maven 2-1 2.0.a", "2.0.a 2-1", kMaven},
    {"comparison maven 2-1 2.0.0.a", "2.0.0.a 2-1", kMaven},
    {"from_native conan ", "vers:conan/*", "the suite's answer has no constraints; for Conan it is every version"},
    {"from_native conan <0.33.1||>0.33.1 <0.34.1", "vers:conan/!=0.33.1|<0.34.1", kTwice},
    {"from_native nginx 1.5.0+, 1.4.1+", "vers:nginx/>=1.4.1", kTwice},
    {"from_native npm <2.0.1 || <1.1.7", "vers:npm/<2.0.1", kRedundant},
    {"from_native npm >=5.0.3 >=4.2.1", "vers:npm/>=5.0.3", kRedundant},
    {"from_native npm <2.0.18 || <3.0.16 || <3.1.6 || <4.0.8 || <5.0.0-beta.5", "vers:npm/<5.0.0-beta.5", kRedundant},
    {"from_native npm ^2.0.18 || ^3.0.16 || ^3.1.6 || ^4.0.8 || ^5.0.0-beta.5",
     "vers:npm/>=2.0.18|<3.0.0|>=3.0.16|<4.0.0|>=4.0.8|<6.0.0", kRedundant},
    {"from_native npm >= 0.2.0 <= 0.9.6 || ~0.8.0-pre", "vers:npm/>=0.2.0|<=0.9.6", kTwice},
    {"from_native npm 2.0.x || 2.1.x", "vers:npm/>=2.0.0|<2.2.0", kTwice},
    {"from_native npm >= 5.2.1 <= 6.0.0 || >=6.0.0 <= 6.0.2", "vers:npm/>=5.2.1|<=6.0.2", kTwice},
    {"from_native npm >= 2.2.x", "vers:npm/>=2.2.0", "for node-semver the range has no upper end"},
    {"from_native npm >= 1.x", "vers:npm/>=1.0.0", "for node-semver the range has no upper end"},
    {"from_native npm <= 1.0", "vers:npm/<1.1.0", kSeries},
    {"from_native npm <=2.1 >=1.1", "vers:npm/>=1.1.0|<2.2.0", kSeries},
    {"from_native npm 2.1 || 2.6", "vers:npm/>=2.1.0|<2.2.0|>=2.6.0|<2.7.0", kSeries},
    {"from_native npm 1.1.2 1.2.2", "range: \"1.1.2 1.2.2\": contains no version",
     "for node-semver no version is both; the suite says either"},
    {"validate vers:pypi/>0.0.0|>=0.0.1|0.0.2|<0.0.3|0.0.4|<0.0.5|>=0.0.6", "vers:pypi/>0.0.0|<0.0.5|>=0.0.6",
     kRedundant},
    {"validate vers:pypi/>0.0.0|>=0.0.1|0.0.2|0.0.3|0.0.4|<0.0.5|>=0.0.6|!=0.8",
     "vers:pypi/>0.0.0|<0.0.5|>=0.0.6|!=0.8", kRedundant},
    {"validate vers:pypi/>0.0.0|>=0.0.1|>=0.0.1|0.0.2|0.0.3|0.0.4|<0.0.5|<=0.0.6|!=0.7|8.0|>12|<15.3",
     "vers:pypi/>0.0.0|<=0.0.6|!=0.7|8.0|>12|<15.3", kTwice},
    {"validate vers:pypi/0.0.2|0.0.6|>=0.0.0|0.0.1|0.0.4|0.0.5|0.0.3", "vers:pypi/>=0.0.0", kRedundant},
};

std::string Text(json::Value input) {
  std::vector<std::string_view> versions;
  for (const json::Value version : input["versions"].elements()) versions.push_back(version.text());
  return input.is_string()
             ? std::string(input.text())
             : absl::StrCat(input["input_scheme"].text(), input["scheme"].text(), input["vers"].text(), " ",
                            input["version"].text(), input["native_range"].text(), absl::StrJoin(versions, " "));
}

// Written is a range's constraints as the suite writes them, with "=" for equality.
std::string Written(const Range& range) {
  std::string text = range.scheme;
  constexpr std::string_view kSigns[] = {"=", "!=", "<", "<=", ">", ">="};
  for (const auto& [comparator, version] : range.constraints) {
    absl::StrAppend(&text, " ", kSigns[static_cast<int>(comparator)], version);
  }
  return text;
}

std::string FaultInParsing(std::string_view input, json::Value test) {
  const auto range = ParseRange(input);
  if (test["expected_failure"].is(json::Type::kTrue)) return range.ok() ? "taken for canonical" : "";
  if (!range.ok()) return std::string(range.status().message());
  std::string expected(test["expected_output"]["scheme"].text());
  for (const json::Value constraint : test["expected_output"]["version_constraints"].elements()) {
    absl::StrAppend(&expected, " ");
    for (const json::Value part : constraint.elements()) absl::StrAppend(&expected, part.text());
  }
  return Written(*range) == expected ? "" : Written(*range);
}

std::string FaultInComparison(json::Value input, json::Value expected) {
  const std::string_view scheme = input["input_scheme"].text();
  std::vector<std::string_view> versions;
  for (const json::Value version : input["versions"].elements()) versions.push_back(version.text());
  if (!expected.is_array()) {
    return (CompareVersions(scheme, versions[0], versions[1]) == 0) == expected.is(json::Type::kTrue) ? "" : "not so";
  }
  std::stable_sort(versions.begin(), versions.end(),
                   [scheme](auto a, auto b) { return CompareVersions(scheme, a, b) < 0; });
  // Equal versions may be spelt in another way.
  std::size_t i = 0;
  for (const json::Value version : expected.elements()) {
    if (CompareVersions(scheme, version.text(), versions[i++]) != 0) return absl::StrJoin(versions, " ");
  }
  return i == versions.size() ? "" : "not all of them";
}

std::string Fault(json::Value test) {
  const std::string_view type = test["test_type"].text();
  const json::Value input = test["input"];
  const json::Value expected = test["expected_output"];
  if (type == "parse") return FaultInParsing(input.text(), test);
  if (type == "comparison" || type == "equality") return FaultInComparison(input, expected);
  if (type == "containment") {
    const auto range = CanonicalRange(input["vers"].text());
    if (!range.ok()) return std::string(range.status().message());
    return RangeContains(*range, input["version"].text()) == expected.is(json::Type::kTrue) ? "" : "not so";
  }
  const auto range = type == "validate" ? CanonicalRange(input.text())
                                        : RangeFromNative(input["scheme"].text(), input["native_range"].text());
  if (!range.ok()) return std::string(range.status().message());
  if (!ParseRange(*range).ok()) return absl::StrCat("not canonical: ", *range);
  return *range == expected.text() ? "" : *range;
}

TEST(VersSuiteTest, All) {
  VEXLENS_NEEDS_CORPORA();
  std::map<std::string_view, std::string_view> deviations;
  for (const Deviation& deviation : kDeviations) deviations[deviation.test] = deviation.ours;
  std::map<std::string, int, std::less<>> passed;
  std::set<std::string> deviating;
  json::Parser parser;
  for (const auto& file : testing::FilesIn(testing::CorporaFolder() / "identifiers/vers")) {
    if (file.extension() != ".json") continue;
    json::Value root;
    const std::string text = testing::ReadBytes(file);
    ASSERT_FALSE(parser.Parse(text, {.max_bytes = 1 << 24, .max_depth = 64}, 0, root).has_value()) << file;
    for (const json::Value test : root["tests"].elements()) {
      const std::string name = absl::StrCat(test["test_type"].text(), " ", Text(test["input"]));
      const std::string fault = Fault(test);
      if (const auto deviation = deviations.find(name); deviation != deviations.end()) {
        EXPECT_EQ(fault, deviation->second) << name;
        deviating.insert(name);
      } else {
        EXPECT_EQ(fault, "") << file.filename() << ": " << name << " expected " << test["expected_output"].text();
        ++passed[std::string(test["test_type"].text())];
      }
    }
  }
  for (const auto& [type, count] : passed) RecordProperty(type, count);
  EXPECT_EQ(deviating.size(), deviations.size()) << "the list names tests that are not in the suite";
  EXPECT_GT(passed["from_native"], 700);
  EXPECT_GT(passed["comparison"], 1'700);
}

}  // namespace
}  // namespace vexlens
