// CSAF documents made to cost more than their size: each must be read, or refused, in time that grows with it.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/formats/csaf_documents.h"

namespace vexlens {
namespace {

using testing::CsafDocument;
using testing::CsafReading;
using testing::CsafVex;
using testing::Leaf;
using testing::Relationship;

constexpr int kMany = 50'000;

// List is `count` items with a comma between two.
template <class Item>
std::string List(int count, const Item& item) {
  std::string out;
  for (int i = 0; i < count; ++i) absl::StrAppend(&out, i == 0 ? "" : ",", item(i));
  return out;
}

std::string Quote(int number) { return absl::StrCat("\"", number, "\""); }

TEST(CsafHostileTest, LongChainOfRelationships) {
  const std::string tree = absl::StrCat(
      R"("full_product_names":[)", Leaf("0", "pkg:npm/a@1"), R"(],"relationships":[)",
      List(2 * kMany, [](int i) { return Relationship(absl::StrCat(i + 1), absl::StrCat(i), absl::StrCat(i)); }), "]");
  const CsafReading reading(
      CsafVex(tree, absl::StrCat(R"("product_status":{"fixed":[)", List(2 * kMany, Quote), "]}")));
  EXPECT_EQ(reading.report.statements, std::size_t{2} * kMany);
}

TEST(CsafHostileTest, LongChainBackwardsIntoACircle) {
  const std::string tree = absl::StrCat(R"("relationships":[)",
                                        List(2 * kMany,
                                             [](int i) {
                                               return Relationship(absl::StrCat(i), absl::StrCat((i + 1) % (2 * kMany)),
                                                                   absl::StrCat((i + 1) % (2 * kMany)));
                                             }),
                                        "]");
  const CsafReading reading(
      CsafVex(tree, absl::StrCat(R"("product_status":{"fixed":[)", List(2 * kMany, Quote), "]}")));
  EXPECT_EQ(reading.report.refused, std::size_t{2} * kMany);
  EXPECT_EQ(reading.report.warnings, std::size_t{2} * kMany);
}

TEST(CsafHostileTest, OneProductInManyGroupsAndFlags) {
  const std::string tree = absl::StrCat(
      R"("full_product_names":[)", Leaf("A"), R"(],"product_groups":[)",
      List(kMany, [](int i) { return absl::StrCat(R"({"group_id":")", i, R"(","product_ids":["A"]})"); }), "]");
  const std::string flag = absl::StrCat(R"({"label":"component_not_present","group_ids":[)", List(kMany, Quote), "]}");
  const std::string more = List(kMany, [](int) { return R"({"label":"component_not_present","product_ids":["A"]})"; });
  const CsafReading reading(CsafVex(
      tree, absl::StrCat(R"("flags":[)", flag, ",", more, R"(],"product_status":{"known_not_affected":["A"]})")));
  EXPECT_EQ(reading.report.statements, 1u);
  EXPECT_EQ(reading.report.warnings, 1u);
}

TEST(CsafHostileTest, GroupsThatMultiplyAreRejected) {
  const std::string tree =
      absl::StrCat(R"("full_product_names":[)", List(kMany, [](int i) { return Leaf(absl::StrCat(i)); }),
                   R"(],"product_groups":[{"group_id":"G","product_ids":[)", List(kMany, Quote), "]}]");
  const std::string flags = List(kMany, [](int) { return R"({"label":"component_not_present","group_ids":["G"]})"; });
  const CsafReading reading(CsafVex(tree, absl::StrCat(R"("flags":[)", flags, "]")));
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(reading.report.location, "/vulnerabilities/0");
  EXPECT_TRUE(reading.evidence.documents().empty());
}

TEST(CsafHostileTest, TextsThatMultiplyAreRejected) {
  const std::string products = List(kMany, Quote);
  const std::string long_text(1 << 20, 'x');
  const std::string own = List(kMany, [](int i) {
    return absl::StrCat(R"({"category":"workaround","details":")", i, R"(","product_ids":[")", i, "\"]}");
  });
  const CsafReading reading(CsafVex(
      absl::StrCat(R"("full_product_names":[)", List(kMany, [](int i) { return Leaf(absl::StrCat(i)); }), "]"),
      absl::StrCat(R"("product_status":{"known_affected":[)", products, R"(]},"remediations":[)", own,
                   R"(,{"category":"workaround","details":")", long_text, R"(","product_ids":[)", products, "]}]")));
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
}

TEST(CsafHostileTest, OrdersOfRemediationsThatMultiplyAreRejected) {
  const std::string own = List(kMany, [](int i) {
    return absl::StrCat(R"({"category":"workaround","details":")", i, R"(","product_ids":[")", i, "\"]}");
  });
  const std::string shared = List(1000, [](int i) {
    return absl::StrCat(R"({"category":"workaround","details":"s)", i, R"(","group_ids":["G"]})");
  });
  const std::string products = List(kMany, Quote);
  const CsafReading reading(
      CsafVex(absl::StrCat(R"("full_product_names":[)", List(kMany, [](int i) { return Leaf(absl::StrCat(i)); }),
                           R"(],"product_groups":[{"group_id":"G","product_ids":[)", products, "]}]"),
              absl::StrCat(R"("product_status":{"known_affected":["1"]},"remediations":[)", own, ",", shared, "]")));
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
}

TEST(CsafHostileTest, OpaqueNamesThatMultiplyAreRejected) {
  const std::string json = CsafDocument(absl::StrCat(R"("product_tree":{"full_product_names":[)",
                                                     List(kMany, [](int i) { return Leaf(absl::StrCat(i)); }),
                                                     R"(]},"vulnerabilities":[])"));
  const std::string long_name = absl::StrCat("ACME-1", std::string(1 << 20, 'x'));
  const std::size_t at = json.find("ACME-1");
  const CsafReading reading(json.substr(0, at) + long_name + json.substr(at + 6));
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(reading.report.location, "/product_tree");
}

TEST(CsafHostileTest, IdentifiersThatMultiplyReachTheLimitOfStatements) {
  const auto leaf = [](std::string_view id) {
    return absl::StrCat(R"({"name":"n","product_id":")", id, R"(","product_identification_helper":{"purls":[)",
                        List(kMany, [&](int i) { return absl::StrCat(R"("pkg:npm/)", id, "@", i, "\""); }), "]}}");
  };
  ReadOptions options;
  options.max_statements = 100'000;
  const CsafReading reading(CsafVex(absl::StrCat(R"("full_product_names":[)", leaf("a"), ",", leaf("b"),
                                                 R"(],"relationships":[)", Relationship("r", "a", "b"), "]"),
                                    R"("product_status":{"fixed":["r"]})"),
                            options);
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
}

TEST(CsafHostileTest, LongNamesInFindingsAreCut) {
  const std::string name(1 << 20, 'x');
  const CsafReading reading(CsafVex(absl::StrCat(R"("full_product_names":[)", Leaf("A"), "]"),
                                    absl::StrCat(R"("product_status":{")", name, R"(":[)", List(kMany, Quote), "]}")));
  EXPECT_EQ(reading.report.ignored, std::size_t{kMany});
  EXPECT_LT(reading.report.findings.size(), 32u);
}

TEST(CsafHostileTest, ManyUnknownStatusLists) {
  const std::string lists = List(kMany, [](int i) { return absl::StrCat("\"", i, R"(":["A"])"); });
  const CsafReading reading(CsafVex(absl::StrCat(R"("full_product_names":[)", Leaf("A"), "]"),
                                    absl::StrCat(R"("product_status":{)", lists, "}")));
  EXPECT_EQ(reading.report.ignored, std::size_t{kMany});
}

// Words is a range of as many comparisons, below which stand as many products with a version, or without.
std::string Words(std::string_view version) {
  const std::string range = List(kMany, [](int i) { return absl::StrCat("<", 2 * i, "|>=", 2 * i + 1); });
  const std::string leaves = List(kMany, [&](int i) {
    const std::string product = Leaf(absl::StrCat(i), absl::StrCat("pkg:npm/a", i, version));
    return absl::StrCat(R"({"category":"architecture","name":"x","product":)", product, "}");
  });
  return absl::StrCat(R"("branches":[{"category":"product_version_range","name":")",
                      absl::StrReplaceAll(range, {{",", "|"}}), R"(","branches":[)", leaves, "]}]");
}

TEST(CsafHostileTest, ALongRangeAboveManyProductsIsRejected) {
  for (const std::string_view version : {"", "@0"}) {
    const CsafReading reading(CsafVex(Words(version), R"("product_status":{"fixed":["1"]})"));
    EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted) << version;
    EXPECT_EQ(reading.report.location, "/product_tree") << version;
  }
}

TEST(CsafHostileTest, BranchesAsDeepAsTheLimit) {
  std::string tree = R"("branches":[])";
  for (int level = 0; level < 2000; ++level) {
    tree = absl::StrCat(R"("branches":[{"category":"vendor","name":"v",)", tree, "}]");
  }
  ReadOptions options;
  options.max_depth = 10'000;
  EXPECT_EQ(CsafReading(CsafVex(tree, R"("product_status":{})"), options).report.outcome, Outcome::kAccepted);
}

}  // namespace
}  // namespace vexlens
