// A component that an SBOM clears is cleared on every path: by a look at each of them, on random small graphs.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/consensus/links.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/weighing.h"
#include "tests/consensus/any_policy.h"
#include "tests/consensus/evidence_world.h"
#include "tests/consensus/world.h"
#include "vexlens/alignment.h"
#include "vexlens/consensus.h"

namespace vexlens::testing {
namespace {

using Path = std::vector<std::uint32_t>;

// PathsTo are all paths from the root that pass no component twice. Others pass all that one of these passes.
void PathsTo(const Sbom& sbom, std::uint32_t component, Path& path, std::vector<Path>& paths) {
  if (path.back() == component) {
    paths.push_back(path);
    return;
  }
  for (const std::uint32_t child : sbom.children(path.back())) {
    if (std::find(path.begin(), path.end(), child) != path.end()) continue;
    path.push_back(child);
    PathsTo(sbom, component, path, paths);
    path.pop_back();
  }
}

std::vector<Path> PathsTo(const Sbom& sbom, std::uint32_t component) {
  std::vector<Path> paths;
  Path path{0};
  PathsTo(sbom, component, path, paths);
  return paths;
}

// Clearing is the all-clears of one SBOM's question, each with the places where it holds: how far an all-clear reaches
// (docs/matching.md), word by word, for the few names of an EvidenceWorld.
class Clearing {
 public:
  Clearing(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, const Sbom& sbom)
      : evidence_(evidence),
        directory_(directory),
        sbom_(sbom),
        speakers_(evidence, directory, policy, EvidenceWorld::AsOf()),
        links_(evidence, speakers_),
        worths_(Weighing(evidence, speakers_, links_, policy, EvidenceWorld::AsOf()).Worths()) {
    for (const SbomComponent& component : sbom.components()) {
      auto& identifiers = identifiers_.emplace_back();
      for (const std::string_view identifier : component.identifiers) {
        const std::string& spelling = *spellings_.emplace(NormalSpelling(identifier)).first;
        identifiers.push_back(ParseSubject(identifier, "", spelling));
      }
    }
  }

  // IsLiveOf tells the all-clears of an issuer that are not refused, but for what a newer OpenVEX statement replaces.
  bool IsLiveOf(std::string_view issuer, std::uint32_t i) const {
    const Worth worth = worths_[i];
    return worth.exists() && worth.live() && Clears(worth.status()) && worth.weight() > 0 &&
           speakers_.name(SpeakerOf(i)) == issuer;
  }

  bool IsListed(std::string_view issuer) const { return directory_.Find("default", issuer) != nullptr; }

  // Holds tells whether all that encloses the component in an all-clear lies on the path to it, or is known otherwise.
  bool Holds(std::uint32_t i, const Path& path) const {
    const About about = AboutOf(i);
    const std::uint32_t component = path.back();
    const Path before(path.begin(), path.end() - 1);
    const Subject product = evidence_.ParsedSubject(about.product);
    if (about.component == 0) {
      // A link to an element of this SBOM means that element, in its version.
      if (product.identifier.starts_with("cdx:") && Names(i, product, component)) return true;
      if (SaysNothing(i, product, component)) return false;
      return Names(i, product, component) || std::any_of(before.begin(), before.end(), [&](std::uint32_t at) {
               return Names(i, product, at) && !SaysNothing(i, product, at);
             });
    }
    const Subject inner = evidence_.ParsedSubject(about.component);
    if (!Names(i, inner, component) || SaysNothing(i, inner, component)) return false;
    std::vector<Subject> enclosing;
    if (!Names(i, product, 0)) enclosing.push_back(product);
    for (const SubjectId each : evidence_.Through(about.through)) enclosing.push_back(evidence_.ParsedSubject(each));
    if (IsHeardAsOneBuild(i, inner, enclosing, component)) return true;
    std::size_t at = 0;
    for (const Subject& each : enclosing) {
      if (IsEstablished(each, component)) continue;
      while (at < before.size() && !Names(i, each, before[at])) ++at;
      if (at == before.size()) return false;
      ++at;
    }
    return true;
  }

  // StandsBy tells whether no warning of its issuer about something on the path comes before an all-clear: one that is
  // verified, then more specific, then as new or undated.
  bool StandsBy(std::uint32_t clearing, const Path& path, const std::vector<Path>& paths,
                const std::vector<std::uint32_t>& warnings) const {
    const auto rank = [&](std::uint32_t i) { return std::make_pair(!IsVerified(i), LevelOf(i, path.back(), paths)); };
    const auto at = [&](std::uint32_t i) { return evidence_.statements()[i].updated_at; };
    return std::none_of(warnings.begin(), warnings.end(), [&](std::uint32_t warning) {
      if (!IsOn(warning, path)) return false;
      if (rank(warning) != rank(clearing)) return rank(warning) < rank(clearing);
      return !at(clearing).dated() || !at(warning).dated() || at(clearing) <= at(warning);
    });
  }

  // IsElsewhere tells a word about the component in a product that lies on no path to it.
  bool IsElsewhere(std::uint32_t i, const std::vector<Path>& paths) const {
    const About about = AboutOf(i);
    if (about.component == 0) return false;
    const Subject product = evidence_.ParsedSubject(about.product);
    return std::none_of(paths.begin(), paths.end(), [&](const Path& path) {
      return std::any_of(path.begin(), path.end() - 1, [&](std::uint32_t at) { return Names(i, product, at); });
    });
  }

  // IsOfPair tells a word about the component in a product that lies on a path to it.
  bool IsOfPair(std::uint32_t i, const std::vector<Path>& paths) const {
    return AboutOf(i).component != 0 && !IsElsewhere(i, paths);
  }

  // Text is what a statement says, TextOf what lies on a path, for who has to find out.
  std::string Text(std::uint32_t i, std::uint32_t component, const std::vector<Path>& paths) const {
    const About about = AboutOf(i);
    const Statement statement = evidence_.statements()[i];
    std::string text = absl::StrCat("\n  ", speakers_.name(SpeakerOf(i)), ", level ", LevelOf(i, component, paths),
                                    ", ", FormatInstant(statement.updated_at), ": ", StatusName(statement.status),
                                    " of ", evidence_.KeyText(about.product));
    for (const SubjectId id : evidence_.Through(about.through)) absl::StrAppend(&text, " > ", evidence_.KeyText(id));
    return absl::StrCat(text, " > ", evidence_.KeyText(about.component));
  }
  std::string TextOf(const Path& path) const {
    std::string text;
    for (const std::uint32_t at : path) absl::StrAppend(&text, " > ", sbom_.components()[at].label());
    return text;
  }

  std::uint32_t count() const { return static_cast<std::uint32_t>(worths_.size()); }
  const Evidence& evidence() const { return evidence_; }

 private:
  SpeakerId SpeakerOf(std::uint32_t i) const {
    return speakers_.of_document(evidence_.statements()[i].document).speaker;
  }

  // AboutOf leaves links to the SBOM that is asked about.
  About AboutOf(std::uint32_t i) const {
    const About written = links_.AsWritten(i);
    const Subject narrower = evidence_.ParsedSubject(written.narrower());
    for (std::uint32_t component = 0; component < identifiers_.size(); ++component) {
      for (const Subject& identifier : identifiers_[component]) {
        if (MatchLevel(narrower, identifier) != 0) return written;
      }
    }
    return links_.Of(i);
  }

  bool IsVerified(std::uint32_t i) const { return speakers_.of_document(evidence_.statements()[i].document).verified; }

  // LevelOf is a word's level about a component, of which it names the product on some path, or that itself.
  int LevelOf(std::uint32_t i, std::uint32_t component, const std::vector<Path>& paths) const {
    const About about = AboutOf(i);
    constexpr int kWidest = 5;  // of what is said about a whole product, and about the component in another
    const bool alone = component == 0 || !sbom_.components().front().named();
    if (about.component == 0) {
      const int own = LevelAt(about.product, component);
      const bool is_link = absl::StartsWith(evidence_.KeyText(about.product), "cdx:");
      return own != 0 && (alone || is_link) ? own : kWidest;
    }
    int product = 0;
    for (const Path& path : paths) {
      for (auto at = path.begin(); at + 1 != path.end(); ++at) product = Better(product, LevelAt(about.product, *at));
    }
    return product == 0 ? kWidest : std::max(product, LevelAt(about.component, component));
  }
  int LevelAt(SubjectId said, std::uint32_t component) const {
    int level = 0;
    for (const Subject& identifier : identifiers_[component]) {
      level = Better(level, MatchLevel(evidence_.ParsedSubject(said), identifier));
    }
    return level;
  }
  static int Better(int a, int b) { return a == 0 || b == 0 ? a + b : std::min(a, b); }

  // IsOn tells a warning about the component in something on the path to it.
  bool IsOn(std::uint32_t i, const Path& path) const {
    const About about = AboutOf(i);
    const Subject product = evidence_.ParsedSubject(about.product);
    if (about.component == 0 || !Names(i, evidence_.ParsedSubject(about.component), path.back())) return false;
    return std::any_of(path.begin(), path.end() - 1, [&](std::uint32_t at) { return Names(i, product, at); });
  }

  bool HasSay(std::uint32_t i, const Subject& subject) const {
    const Issuer* const issuer = speakers_.issuer(SpeakerOf(i));
    return issuer == nullptr || issuer->HasAuthorityOver({&subject, 1});
  }

  bool Names(std::uint32_t i, const Subject& said, std::uint32_t component) const {
    const auto& identifiers = identifiers_[component];
    return std::any_of(identifiers.begin(), identifiers.end(), [&](const Subject& identifier) {
      const Meeting meeting = Meet(said, identifier);
      if (!meeting || meeting.weak_digest) return false;
      const bool by_another_name = meeting.digest_alone && identifier.kind != IdentifierKind::kDigest;
      return !by_another_name || HasSay(i, identifier);
    });
  }

  bool SaysNothing(std::uint32_t i, const Subject& said, std::uint32_t component) const {
    const auto& identifiers = identifiers_[component];
    const bool versioned =
        std::any_of(identifiers.begin(), identifiers.end(), [](const Subject& of) { return of.versioned(); });
    return evidence_.statements()[i].status == VexStatus::kFixed && !said.versioned() && versioned;
  }

  // NamedOf are the values of a qualifier that the component has; the SBOM's only operating system is one of distro.
  std::vector<std::string> NamedOf(std::uint32_t component, std::string_view qualifier) const {
    std::vector<std::string> named;
    for (const Subject& identifier : identifiers_[component]) {
      const std::string_view value = QualifierValue(identifier.qualifiers, qualifier);
      if (!value.empty()) named.emplace_back(value);
    }
    if (qualifier == "distro" && sbom_.platforms().size() == 1) named.emplace_back(sbom_.platforms()[0]);
    return named;
  }

  // ReleaseOf is the platform that a CPE is, as distro= names it; "" for what is none.
  static std::string_view ReleaseOf(const Subject& enclosing) {
    constexpr std::pair<std::string_view, std::string_view> kReleases[] = {
        {"cpe:2.3:o:debian:debian_linux:12:", "debian-12"},
        {"cpe:2.3:o:debian:debian_linux:11:", "debian-11"},
        {"cpe:2.3:o:debian:debian_linux:*:", "debian"},
        {"cpe:2.3:o:redhat:enterprise_linux:9:", "rhel-9"},
    };
    for (const auto& [cpe, release] : kReleases) {
      if (absl::StartsWith(enclosing.identifier, cpe)) return release;
    }
    return "";
  }

  static bool Covers(std::string_view release, std::string_view named) {
    if (!absl::StartsWith(named, release)) return false;
    const char next = named.size() == release.size() ? '.' : named[release.size()];
    return next == '.' || (release == "debian" && next == '-');
  }

  bool IsEstablished(const Subject& enclosing, std::uint32_t component) const {
    if (absl::StartsWith(enclosing.identifier, "pkg:rpmmod/")) return !NamedOf(component, "rpmmod").empty();
    const std::string_view release = ReleaseOf(enclosing);
    const auto distros = NamedOf(component, "distro");
    return !release.empty() && std::any_of(distros.begin(), distros.end(),
                                           [&](const std::string& named) { return Covers(release, named); });
  }

  bool IsHeardAsOneBuild(std::uint32_t i, const Subject& inner, const std::vector<Subject>& enclosing,
                         std::uint32_t component) const {
    const auto is_of = [&](std::string_view type) { return absl::StartsWith(inner.identifier, type); };
    const bool package = is_of("pkg:deb/") || is_of("pkg:rpm/");
    const bool one_build =
        inner.range.empty() && (absl::StartsWith(inner.digest, "sha256:") || (package && !inner.version.empty()));
    if (!one_build || speakers_.issuer(SpeakerOf(i)) == nullptr || !HasSay(i, inner)) return false;
    const auto distros = NamedOf(component, "distro");
    return std::none_of(enclosing.begin(), enclosing.end(), [&](const Subject& each) {
      const std::string_view release = ReleaseOf(each);
      return !release.empty() && std::any_of(distros.begin(), distros.end(),
                                             [&](const std::string& named) { return !Covers(release, named); });
    });
  }

  const Evidence& evidence_;
  const IssuerDirectory& directory_;
  const Sbom& sbom_;
  const Speakers speakers_;
  const Links links_;
  const LargeVector<Worth> worths_;
  std::set<std::string> spellings_;
  std::vector<std::vector<Subject>> identifiers_;
};

// WarnsOfPair tells whether an issuer who may clear warns of the pair itself: then it is not heard about others.
bool WarnsOfPair(const Record& record, std::string_view issuer, const Clearing& clearing, Tier clear_tier,
                 const std::vector<Path>& paths) {
  return std::any_of(record.rationale.begin(), record.rationale.end(), [&](const RationaleEntry& entry) {
    const bool live = entry.reason == Reason::kNone || entry.reason >= Reason::kNotVoice;
    return entry.issuer == issuer && live && !Clears(entry.status) && entry.tier >= clear_tier &&
           clearing.IsOfPair(entry.statement, paths);
  });
}

// WinnersOf are the issuers by whose words a record clears.
std::set<std::string_view> WinnersOf(const Record& record) {
  std::set<std::string_view> winners;
  const bool by_operator = record.decision.reason == "operator";
  for (const RationaleEntry& entry : record.rationale) {
    if (Clears(entry.status) && (by_operator ? entry.issuer == "desk" : entry.accepted)) winners.insert(entry.issuer);
  }
  return winners;
}

// WarningsOf are the warnings of an issuer in a record that are not refused.
std::vector<std::uint32_t> WarningsOf(const Record& record, std::string_view issuer) {
  std::vector<std::uint32_t> warnings;
  for (const RationaleEntry& entry : record.rationale) {
    const bool live = entry.reason == Reason::kNone || entry.reason >= Reason::kNotVoice;
    if (entry.issuer == issuer && live && !Clears(entry.status)) warnings.push_back(entry.statement);
  }
  return warnings;
}

bool IsAbout(const Evidence& evidence, const Consensus& consensus, std::uint32_t i, std::string_view advisory) {
  const Statement statement = evidence.statements()[i];
  const auto is_name = [&](TextId name) { return consensus.AdvisoryKey("default", evidence.Text(name)) == advisory; };
  const auto aliases = evidence.Aliases(statement.aliases);
  return is_name(statement.vulnerability) || std::any_of(aliases.begin(), aliases.end(), is_name);
}

class SbomProperties : public ::testing::TestWithParam<Mode> {
 protected:
  // ExpectClearedOnEveryPath looks for an all-clear of each winner on each path: its voice, or another. It returns for
  // how many winners no single one holds on all of them.
  static int ExpectClearedOnEveryPath(const Record& record, const Consensus& consensus, const Clearing& clearing,
                                      Tier clear_tier, const std::vector<Path>& paths, std::string_view where) {
    int jointly = 0;
    for (const std::string_view issuer : WinnersOf(record)) {
      const bool silenced = clearing.IsListed(issuer) && WarnsOfPair(record, issuer, clearing, clear_tier, paths);
      const std::vector<std::uint32_t> warnings = WarningsOf(record, issuer);
      std::vector<std::uint32_t> words;
      for (std::uint32_t word = 0; word < clearing.count(); ++word) {
        if (!clearing.IsLiveOf(issuer, word) || (silenced && clearing.IsElsewhere(word, paths))) continue;
        if (IsAbout(clearing.evidence(), consensus, word, record.advisory_key)) words.push_back(word);
      }
      for (const Path& path : paths) {
        const auto holds = [&](std::uint32_t word) {
          const bool by_rank = clearing.IsListed(issuer) && record.decision.reason != "operator";
          return clearing.Holds(word, path) && (!by_rank || clearing.StandsBy(word, path, paths, warnings));
        };
        std::string said;
        for (const std::uint32_t word : words) said += clearing.Text(word, path.back(), paths);
        for (const std::uint32_t word : warnings) said += clearing.Text(word, path.back(), paths);
        EXPECT_TRUE(std::any_of(words.begin(), words.end(), holds))
            << where << ", " << issuer << ", " << record.advisory_key << clearing.TextOf(path) << said;
      }
      jointly += std::none_of(words.begin(), words.end(), [&](std::uint32_t word) {
        return std::all_of(paths.begin(), paths.end(), [&](const Path& path) { return clearing.Holds(word, path); });
      });
    }
    return jointly;
  }
};

TEST_P(SbomProperties, WhatIsClearedIsClearedOnEveryPath) {
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  int cleared = 0;
  int jointly = 0;
  for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
    EvidenceWorld world(seed);
    Policy policy = AnyPolicy(world.random(), GetParam());
    policy.clear_tier = static_cast<Tier>(world.random().Below(kTierCount));
    if (seed % 2 == 0) {
      world.AddPlaced(10);
    } else {
      world.Add(WhoSpeaks::kAnybody, 24);
      world.AddBoms(WhoSpeaks::kAnybody, 2);
    }
    const Consensus consensus = Consensus::Build(world.evidence(), directory, policy, EvidenceWorld::AsOf());
    for (int graph = 0; graph < 4; ++graph) {
      const Sbom sbom = seed % 2 == 0 ? world.PlacedSbom() : world.AnySbom();
      const Alignment alignment = Alignment::Build(consensus, sbom, {});
      const Clearing clearing(world.evidence(), directory, policy, sbom);
      for (std::size_t i = 0; i < alignment.size(); ++i) {
        const Record record = alignment.Explain(i);
        if (!Clears(record.decision.status)) continue;
        if (HasFailure()) return;  // one is enough to look at
        ++cleared;
        const std::vector<Path> paths = PathsTo(sbom, alignment.component(i));
        ASSERT_FALSE(paths.empty());
        const std::string where =
            absl::StrCat("world ", seed, ", graph ", graph, ", component ", alignment.component(i));
        jointly += ExpectClearedOnEveryPath(record, consensus, clearing, policy.clear_tier, paths, where);
      }
    }
  }
  EXPECT_GT(cleared, 200);
  EXPECT_GT(jointly, 10);
}

INSTANTIATE_TEST_SUITE_P(Modes, SbomProperties, ::testing::ValuesIn(kModes),
                         [](const auto& mode) { return std::string(ModeName(mode.param)); });

// An SBOM of one component alone, whether it is the root or hangs below a nameless one, says no more than its name.
TEST(OneComponentProperties, AnSbomOfOneComponentAnswersAsTheBareQuery) {
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    EvidenceWorld world(seed);
    const Policy policy = AnyPolicy(world.random(), kModes[seed % kModes.size()]);
    world.Add(WhoSpeaks::kAnybody, 30);
    world.AddBoms(WhoSpeaks::kAnybody, 2);
    const Consensus consensus = Consensus::Build(world.evidence(), directory, policy, EvidenceWorld::AsOf());
    std::set<std::string> advisories, identifiers;
    for (std::size_t i = 0; i < consensus.size(); ++i) advisories.emplace(consensus.KeyOf(i).advisory);
    for (SubjectId id = 1; id < world.evidence().subjects().size(); ++id) {
      const Subject subject = world.evidence().ParsedSubject(id);
      if (!absl::StartsWith(subject.identifier, "cdx:")) identifiers.emplace(subject.identifier);
    }
    for (const std::string& identifier : identifiers) {
      std::map<std::string, std::string> asked;
      for (const std::string& advisory : advisories) {
        const absl::StatusOr<Record> record = consensus.Query("default", advisory, identifier, "");
        if (record.ok()) consensus.Append(*record, asked[advisory]);
      }
      const Sbom root = Parts({identifier}, {});
      const Sbom below = Parts({"", identifier}, {{0, 1}});
      for (const Sbom* const sbom : {&root, &below}) {
        const Alignment alignment = Alignment::Build(consensus, *sbom, {});
        std::map<std::string, std::string> answers;
        for (std::size_t i = 0; i < alignment.size(); ++i) {
          const Record record = alignment.Explain(i);
          consensus.Append(record, answers[std::string(record.advisory_key)]);
        }
        ASSERT_EQ(answers, asked) << "world " << seed << ": " << identifier;
        compared += answers.size();
      }
    }
  }
  EXPECT_GT(compared, 1'000u);
}

}  // namespace
}  // namespace vexlens::testing
