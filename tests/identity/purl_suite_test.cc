// The official purl suite (package-url/purl-spec, tests/): every case against the function that its type names.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/identity.h"
#include "vexlens/purl.h"

namespace vexlens {
namespace {

struct LeftOut {
  std::string_view type;
  std::string_view input;
  std::string_view reason;
};

// What does not pass, and why. A case that begins to pass must leave this list.
constexpr LeftOut kLeftOut[] = {
    {"parse", "pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?type=pom&repositorY_url=repo.spring.io/release",
     "required to be accepted, while cases of gem and rpm require that upper-case keys be refused, as the standard"},
    {"validate", "pkg:git/github/Package-url/purl-Spec@244fd47e07d1004f0aed9c",
     "git-definition.json calls namespace and name case sensitive"},
};

bool IsLeftOut(std::string_view type, std::string_view input) {
  return std::any_of(std::begin(kLeftOut), std::end(kLeftOut),
                     [&](const LeftOut& entry) { return entry.type == type && entry.input == input; });
}

// Components of a purl, without escapes, by the names that the suite gives them.
using Components = std::map<std::string, std::string>;

std::string_view TextOf(json::Value value) { return value.is_string() ? value.text() : std::string_view(); }

Components ExpectedComponents(json::Value expected) {
  Components components;
  for (const std::string_view name : {"type", "namespace", "name", "version", "subpath"}) {
    components[std::string(name)] = TextOf(expected[name]);
  }
  for (const auto [key, value] : expected["qualifiers"].members()) components[absl::StrCat("?", key)] = value.text();
  return components;
}

Components ComponentsOf(const Purl& purl) {
  std::string store;
  Components components = {{"type", std::string(purl.type)},
                           {"namespace", std::string(DecodePurl(purl.name_space, store))},
                           {"name", std::string(DecodePurl(purl.name, store))},
                           {"version", std::string(DecodePurl(purl.version, store))},
                           {"subpath", std::string(DecodePurl(purl.subpath, store))}};
  for (const auto [key, value] : purl.qualifiers) components[absl::StrCat("?", key)] = DecodePurl(value, store);
  return components;
}

std::string Described(const Components& components) {
  std::string out;
  for (const auto& [name, value] : components) absl::StrAppend(&out, name, "=", value, " ");
  return out;
}

absl::StatusOr<std::string> Built(json::Value parts) {
  std::vector<PurlQualifier> qualifiers;
  for (const auto [key, value] : parts["qualifiers"].members()) qualifiers.push_back({key, value.text()});
  return BuildPurl({.type = TextOf(parts["type"]),
                    .name_space = TextOf(parts["namespace"]),
                    .name = TextOf(parts["name"]),
                    .version = TextOf(parts["version"]),
                    .qualifiers = qualifiers,
                    .subpath = TextOf(parts["subpath"])});
}

// ParseFault is what is wrong with the components of `text`, "" when nothing is. The group "recommended" holds
// what the standard does not ask to accept but a tool should mend: CanonicalPurl does.
std::string ParseFault(json::Value test, std::string_view text) {
  std::string mended(text), store;
  if (test["test_group"].text() == "recommended") {
    const auto canonical = CanonicalPurl(text);
    if (!canonical.ok()) return std::string(canonical.status().message());
    mended = *canonical;
  }
  const auto purl = ParsePurl(mended, store);
  if (test["expected_failure"].is(json::Type::kTrue)) return purl.ok() ? absl::StrCat("accepted ", purl->text) : "";
  if (!purl.ok()) return std::string(purl.status().message());
  const Components given = ComponentsOf(*purl), expected = ExpectedComponents(test["expected_output"]);
  return given == expected ? "" : absl::StrCat(Described(given), "instead of ", Described(expected));
}

// CanonicalFault is what is wrong with a text that should be the canonical `expected`. All of those are also
// taken apart, as they stand, and built again from their components.
std::string CanonicalFault(json::Value test, const absl::StatusOr<std::string>& canonical) {
  if (test["expected_failure"].is(json::Type::kTrue)) return canonical.ok() ? "accepted as " + *canonical : "";
  if (!canonical.ok()) return std::string(canonical.status().message());
  const std::string expected(test["expected_output"].text());
  if (*canonical != expected) return *canonical;

  std::string store;
  const auto purl = ParsePurl(expected, store);
  if (!purl.ok()) return std::string(purl.status().message());
  if (purl->text.data() != expected.data()) return "not taken as canonical";
  const Components decoded = ComponentsOf(*purl);
  std::vector<PurlQualifier> qualifiers;
  for (const auto& [name, value] : decoded) {
    if (name[0] == '?') qualifiers.push_back({std::string_view(name).substr(1), value});
  }
  const auto rebuilt = BuildPurl({.type = purl->type,
                                  .name_space = decoded.at("namespace"),
                                  .name = decoded.at("name"),
                                  .version = decoded.at("version"),
                                  .qualifiers = qualifiers,
                                  .subpath = decoded.at("subpath")});
  if (!rebuilt.ok()) return std::string(rebuilt.status().message());
  return *rebuilt == expected ? "" : "rebuilt as " + *rebuilt;
}

std::string Fault(json::Value test) {
  const std::string_view type = test["test_type"].text();
  if (type == "parse") return ParseFault(test, test["input"].text());
  if (type == "validate") return CanonicalFault(test, CanonicalPurl(test["input"].text()));
  if (type == "build") return CanonicalFault(test, Built(test["input"]));
  return absl::StrCat("no such type of test: ", type);
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
        const std::string_view input = TextOf(test["input"]);
        if (IsLeftOut(test["test_type"].text(), input)) {
          EXPECT_NE(fault, "") << "passes now: " << input;
          ++left_out;
          continue;
        }
        EXPECT_EQ(fault, "") << file.filename() << ", " << test["test_type"].text() << ": "
                             << test["description"].text() << " " << input;
        ++passed;
      }
    }
  }
  RecordProperty("passed", passed);
  RecordProperty("left_out", left_out);
  EXPECT_GT(passed, 580);
}

}  // namespace
}  // namespace vexlens
