// Answers for the components of an SBOM: by example, and against a look at every path.
#include "vexlens/alignment.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/consensus/world.h"
#include "vexlens/consensus.h"

namespace vexlens {
namespace {

using testing::kCve;
using testing::Parts;

// World is evidence in which every statement has an issuer of its own, so that none hides behind another.
class World {
 public:
  void Say(VexStatus status, std::string_view product, std::string_view component = "",
           std::string_view relationship = "", std::string_view tenant = "default") {
    TextPool& texts = evidence_.texts();
    Document document;
    document.tenant = texts.Intern(tenant);
    document.issuer = texts.Intern(absl::StrCat("issuer-", count_));
    document.id = texts.Intern(absl::StrCat("document-", count_));
    document.digest = Sha256(absl::StrCat(count_++));
    document.updated_at = Instant{0};
    Statement statement;
    statement.document = evidence_.AddDocument(document).first;
    statement.updated_at = Instant{0};
    statement.vulnerability = texts.Intern(kCve);
    statement.product = SubjectOf(product);
    if (!component.empty()) statement.component = SubjectOf(component);
    statement.relationship = texts.Intern(relationship);
    statement.status = status;
    evidence_.AddStatement(statement);
  }

  const Evidence& evidence() const { return evidence_; }

  Consensus Build() {
    std::string json = "{\"issuers\":[";
    for (int i = 0; i < count_; ++i) {
      absl::StrAppend(&json, i == 0 ? "" : ",", R"({"id":"issuer-)", i, R"(","tier":"trusted"})");
    }
    directory_ = IssuerDirectory::Parse(absl::StrCat(json, "]}")).value();
    return Consensus::Build(evidence_, directory_, policy_, Instant{0});
  }

 private:
  SubjectId SubjectOf(std::string_view key) {
    const std::size_t space = key.find(" vers:");
    const SubjectId whole = evidence_.InternIdentifier(key.substr(0, space)).value();
    return space == key.npos ? whole : evidence_.Narrow(whole, key.substr(space + 1));
  }

  Evidence evidence_;
  IssuerDirectory directory_;
  Policy policy_;
  int count_ = 0;
};

// Spoken is the statements about a component with their levels, as "issuer:level".
std::set<std::string> Spoken(const Alignment& alignment, std::uint32_t component) {
  std::set<std::string> spoken;
  const auto [first, end] = alignment.AnswersOf(component);
  for (std::size_t i = first; i < end; ++i) {
    EXPECT_EQ(alignment.component(i), component);
    for (const RationaleEntry& entry : alignment.Explain(i).rationale) {
      spoken.insert(absl::StrCat(entry.issuer, ":", entry.level));
    }
  }
  return spoken;
}

using Said = std::set<std::string>;

TEST(AlignmentTest, SilenceIsNoAllClear) {
  World world;
  world.Say(VexStatus::kNotAffected, "pkg:npm/gear@1.0.0");
  const Consensus consensus = world.Build();
  const Sbom sbom = Parts({"pkg:npm/app@1.0.0", "pkg:npm/gear@1.0.0", "pkg:npm/lever@1.0.0"}, {{0, 1}, {0, 2}});
  const Alignment alignment = Alignment::Build(consensus, sbom, {});
  ASSERT_EQ(alignment.size(), 1u);
  const Record record = alignment.Explain(0);
  EXPECT_EQ(record.decision.state, State::kNotAffected);
  EXPECT_EQ(record.artifact_key, "pkg:npm/app@1.0.0");
  EXPECT_EQ(record.component_key, "pkg:npm/gear@1.0.0");
  EXPECT_EQ(alignment.AnswersOf(2).first, alignment.AnswersOf(2).second);
}

// An SBOM's opaque names differ from one issue to the next: statements may use them, keys do not.
TEST(AlignmentTest, ARootWithAnOpaqueNameAloneIsNoKey) {
  World world;
  world.Say(VexStatus::kNotAffected, "cdx:1/1#root", "pkg:npm/gear@1.0.0");
  world.Say(VexStatus::kNotAffected, "cdx:1/1#root");
  const Consensus consensus = world.Build();
  const Sbom sbom = Parts({"cdx:1/1#root", "pkg:npm/gear@1.0.0"}, {{0, 1}});
  const Alignment alignment = Alignment::Build(consensus, sbom, {});
  EXPECT_EQ(Spoken(alignment, 0), (Said{"issuer-1:2"}));
  EXPECT_EQ(Spoken(alignment, 1), (Said{"issuer-0:2", "issuer-1:5"}));
  ASSERT_EQ(alignment.size(), 2u);
  EXPECT_EQ(alignment.Explain(0).artifact_key, "cdx:1/1#root");
  EXPECT_EQ(alignment.Explain(1).artifact_key, "pkg:npm/gear@1.0.0");
  EXPECT_EQ(alignment.Explain(1).component_key, "");
}

// "Not reachable in the library" must not clear what is reached around the library; an alarm needs one path only.
TEST(AlignmentTest, ClearedOnEveryPathOnly) {
  World world;
  world.Say(VexStatus::kNotAffected, "pkg:npm/library@1.0.0", "pkg:npm/gear@1.0.0");
  world.Say(VexStatus::kAffected, "pkg:npm/library@1.0.0", "pkg:npm/gear@1.0.0");
  const Consensus consensus = world.Build();
  const std::vector<std::string> parts = {"pkg:npm/app@1.0.0", "pkg:npm/library@1.0.0", "pkg:npm/gear@1.0.0"};
  const Sbom through = Parts(parts, {{0, 1}, {1, 2}});
  EXPECT_EQ(Spoken(Alignment::Build(consensus, through, {}), 2), (Said{"issuer-0:2", "issuer-1:2"}));
  const Sbom around = Parts(parts, {{0, 1}, {1, 2}, {0, 2}});
  AlignmentOptions options;
  options.near_misses = 5;
  const Alignment alignment = Alignment::Build(consensus, around, options);
  EXPECT_EQ(Spoken(alignment, 2), (Said{"issuer-1:2"}));
  ASSERT_EQ(alignment.NearMissesOf(2).size(), 1u);
  EXPECT_EQ(alignment.NearMissesOf(2)[0].why.miss, Miss::kOtherPath);
  EXPECT_EQ(alignment.NearMissesOf(2)[0].statement, 0u);
}

TEST(AlignmentTest, TheRootWithoutNameLeavesTheComponentAlone) {
  World world;
  world.Say(VexStatus::kAffected, "pkg:npm/gear@1.0.0");
  world.Say(VexStatus::kAffected, "pkg:npm/other@1.0.0", "pkg:npm/gear@1.0.0");
  world.Say(VexStatus::kAffected, "pkg:npm/other@1.0.0", "pkg:npm/gear@1.0.0", "installed_on");
  const Consensus consensus = world.Build();
  const Sbom sbom = Parts({"", "pkg:npm/gear@1.0.0"}, {{0, 1}});
  const Alignment alone = Alignment::Build(consensus, sbom, {});
  EXPECT_EQ(Spoken(alone, 1), (Said{"issuer-0:2", "issuer-2:5"}));
  EXPECT_EQ(alone.Explain(0).artifact_key, "pkg:npm/gear@1.0.0");
  EXPECT_EQ(alone.Explain(0).component_key, "");
}

TEST(AlignmentTest, IdentifiersOfOneComponentAreTied) {
  World world;
  world.Say(VexStatus::kAffected, "cpe:2.3:a:acme:gear:1.0.0:*:*:*:*:*:*:*");
  world.Say(VexStatus::kNotAffected, "pkg:npm/gear@1.0.0");
  const Consensus consensus = world.Build();
  TextPool texts;
  std::vector<SbomComponent> components(1);
  components[0].identifiers = {texts.Text(texts.Intern("pkg:npm/gear@1.0.0")),
                               texts.Text(texts.Intern("cpe:2.3:a:acme:gear:1.0.0:*:*:*:*:*:*:*"))};
  const Sbom sbom(std::move(texts), std::move(components), {});
  EXPECT_EQ(Spoken(Alignment::Build(consensus, sbom, {}), 0), (Said{"issuer-0:2", "issuer-1:2"}));
}

TEST(AlignmentTest, TenantsNeverMix) {
  World world;
  world.Say(VexStatus::kAffected, "pkg:npm/gear@1.0.0", "", "", "acme");
  const Consensus consensus = world.Build();
  const Sbom sbom = Parts({"pkg:npm/gear@1.0.0"}, {});
  AlignmentOptions options;
  options.near_misses = 5;
  EXPECT_EQ(Alignment::Build(consensus, sbom, options).size(), 0u);
  options.tenant = "acme";
  EXPECT_EQ(Alignment::Build(consensus, sbom, options).size(), 1u);
  options.vulnerability = "CVE-2024-9999";
  EXPECT_EQ(Alignment::Build(consensus, sbom, options).size(), 0u);
}

TEST(AlignmentTest, NearMissesSayWhatDiffers) {
  World world;
  world.Say(VexStatus::kNotAffected, "pkg:npm/gear@2.0.0");
  world.Say(VexStatus::kFixed, "pkg:npm/gear");
  world.Say(VexStatus::kAffected, "pkg:npm/lever@1.0.0");
  world.Say(VexStatus::kAffected, "pkg:npm/other@1.0.0", "pkg:npm/gear@1.0.0");
  const Consensus consensus = world.Build();
  const Sbom sbom = Parts({"pkg:npm/app@1.0.0", "pkg:npm/gear@1.0.0"}, {{0, 1}});
  AlignmentOptions options;
  options.near_misses = 5;
  const Alignment alignment = Alignment::Build(consensus, sbom, options);
  EXPECT_EQ(alignment.size(), 0u);
  std::vector<std::pair<std::uint32_t, Miss>> misses;
  for (const NearStatement& near : alignment.NearMissesOf(1)) misses.emplace_back(near.statement, near.why.miss);
  EXPECT_EQ(misses, (std::vector<std::pair<std::uint32_t, Miss>>{
                        {3, Miss::kOtherProduct}, {1, Miss::kFixedWithoutVersion}, {0, Miss::kVersion}}));
  options.near_misses = 1;
  EXPECT_EQ(Alignment::Build(consensus, sbom, options).NearMissesOf(1).size(), 1u);
  std::string json;
  alignment.AppendComponent(1, json);
  EXPECT_TRUE(absl::StrContains(json, R"("miss":"other_product")")) << json;
  EXPECT_TRUE(absl::EndsWith(json, R"("records":[]})")) << json;
}

// ---- against a look at every path ----

// Graph is the SBOM's edges, walked by hand.
class Graph {
 public:
  explicit Graph(const Sbom& sbom) : sbom_(sbom) {}

  // Reaches tells whether a path leads from one component to another without touching a third.
  bool Reaches(std::uint32_t from, std::uint32_t to, std::uint32_t without) const {
    if (from == without) return false;
    std::set<std::uint32_t> seen{from};
    std::vector<std::uint32_t> next{from};
    while (!next.empty()) {
      const std::uint32_t at = next.back();
      next.pop_back();
      for (const std::uint32_t child : sbom_.children(at)) {
        if (child == to) return true;
        if (child != without && seen.insert(child).second) next.push_back(child);
      }
    }
    return false;
  }

  // Holds tells whether what is said of a product counts for a component: an alarm on some path, its end on all.
  bool Holds(std::uint32_t product, std::uint32_t component, VexStatus status) const {
    if (product == component) return false;
    return Clears(status) ? !Reaches(0, component, product) : Reaches(product, component, UINT32_MAX);
  }

 private:
  const Sbom& sbom_;
};

// Expected is the level of a statement about a component by the query table, in the best of its products.
int Expected(const Evidence& evidence, const Statement& statement, const Sbom& sbom, std::uint32_t component) {
  const auto parsed = [&](std::uint32_t i) { return ParseSubject(sbom.components()[i].identifiers[0], ""); };
  Assertion assertion;
  assertion.scope.product = evidence.ParsedSubject(statement.product);
  if (statement.component != 0) assertion.scope.component = evidence.ParsedSubject(statement.component);
  assertion.relationship = evidence.Text(statement.relationship);
  assertion.clears = Clears(statement.status);
  assertion.fixed = statement.status == VexStatus::kFixed;
  if (component == 0) return ScopeLevel(assertion, {parsed(0), {}});
  // An all-clear about a component of a product holds in that product alone.
  const bool stays = assertion.clears && statement.component != 0;
  int best = !stays && ScopeLevel(assertion, {parsed(component), {}}) != 0 ? 5 : 0;
  const Graph graph(sbom);
  for (std::uint32_t product = 0; product < sbom.components().size(); ++product) {
    if (!graph.Holds(product, component, statement.status)) continue;
    const int level = ScopeLevel(assertion, {parsed(product), parsed(component)});
    if (level != 0 && (best == 0 || level < best)) best = level;
  }
  return best;
}

// Names tells whether a statement names the component itself: only those bring an answer about it.
bool Names(const Evidence& evidence, const Statement& statement, const Sbom& sbom, std::uint32_t component) {
  const SubjectId narrower = statement.component != 0 ? statement.component : statement.product;
  return MatchLevel(evidence.ParsedSubject(narrower), ParseSubject(sbom.components()[component].identifiers[0], "")) !=
         0;
}

TEST(AlignmentTest, EqualsALookAtEveryPath) {
  std::mt19937 random(3);
  const auto any = [&](std::size_t count) { return static_cast<int>(random() % count); };
  const std::vector<std::string> shapes = {"", "@1.0.0", "@2.0.0", " vers:npm/<2.0.0"};
  int answers = 0;
  for (int round = 0; round < 400; ++round) {
    const int parts = 2 + any(6);
    std::vector<std::string> identifiers;
    std::vector<std::pair<int, int>> edges;
    for (int i = 0; i < parts; ++i) identifiers.push_back(absl::StrCat("pkg:npm/part-", i, "@1.0.0"));
    for (int i = any(2 * parts + 1); i > 0; --i) edges.emplace_back(any(parts), any(parts));
    const Sbom sbom = Parts(identifiers, edges);
    World world;
    const auto key = [&] { return absl::StrCat("pkg:npm/part-", any(parts + 1), shapes[any(shapes.size())]); };
    for (int i = 1 + any(8); i > 0; --i) {
      world.Say(static_cast<VexStatus>(any(4)), key(), any(2) == 0 ? key() : "", any(4) == 0 ? "installed_on" : "");
    }
    const Consensus consensus = world.Build();
    const Alignment alignment = Alignment::Build(consensus, sbom, {});
    for (int component = 0; component < parts; ++component) {
      Said expected;
      bool named = false;
      const auto statements = world.evidence().statements();
      for (std::size_t i = 0; i < statements.size(); ++i) {
        const auto place = static_cast<std::uint32_t>(component);
        const int level = Expected(world.evidence(), statements[i], sbom, place);
        if (level != 0) expected.insert(absl::StrCat("issuer-", i, ":", level));
        named |= Names(world.evidence(), statements[i], sbom, place);
      }
      if (!named) expected.clear();
      EXPECT_EQ(Spoken(alignment, static_cast<std::uint32_t>(component)), expected) << round << " " << component;
      answers += !expected.empty();
    }
  }
  EXPECT_GT(answers, 300);
}

}  // namespace
}  // namespace vexlens
