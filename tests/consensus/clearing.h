// Clearing: the all-clears about the components of an SBOM, word by word and path by path.
#ifndef VEXLENS_TESTS_CONSENSUS_CLEARING_H_
#define VEXLENS_TESTS_CONSENSUS_CLEARING_H_

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/consensus/links.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/weighing.h"
#include "tests/consensus/evidence_world.h"
#include "vexlens/consensus.h"
#include "vexlens/sbom.h"

namespace vexlens::testing {

using Path = std::vector<std::uint32_t>;

// Returns all paths from the root that pass no component twice. Others pass all that one of these passes.
inline void PathsTo(const Sbom& sbom, std::uint32_t component, Path& path, std::vector<Path>& paths) {
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

inline std::vector<Path> PathsTo(const Sbom& sbom, std::uint32_t component) {
  std::vector<Path> paths;
  Path path{0};
  PathsTo(sbom, component, path, paths);
  return paths;
}

// Clearing decides where each all-clear about an SBOM holds, by "how far an all-clear reaches" of docs/matching.md, for
// the few names of an EvidenceWorld.
class Clearing {
 public:
  Clearing(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, const Sbom& sbom)
      : evidence_(evidence),
        directory_(directory),
        sbom_(sbom),
        speakers_(evidence, directory, policy, EvidenceWorld::AsOf()),
        links_(evidence, speakers_),
        worths_(consensus::Weighing(evidence, speakers_, links_, policy, EvidenceWorld::AsOf()).Worths()) {
    for (const SbomComponent& component : sbom.components()) {
      auto& identifiers = identifiers_.emplace_back();
      for (const std::string_view identifier : component.identifiers) {
        const std::string& spelling = *spellings_.emplace(NormalSpelling(identifier)).first;
        identifiers.push_back(ParseSubject(identifier, "", spelling));
      }
    }
  }

  // Reports whether a statement is an all-clear of an issuer that is not refused, apart from supersession.
  bool IsLiveOf(std::string_view issuer, std::uint32_t i) const {
    const consensus::Worth worth = worths_[i];
    return worth.exists() && worth.live() && Clears(worth.status()) && worth.weight() > 0 &&
           speakers_.name(SpeakerOf(i)) == issuer;
  }

  bool IsListed(std::string_view issuer) const { return directory_.Find("default", issuer) != nullptr; }

  // Reports whether all that encloses the component in an all-clear is on the path to it, or is known otherwise.
  bool Holds(std::uint32_t i, const Path& path) const {
    const consensus::About about = AboutOf(i);
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

  // Reports whether no warning of its issuer about something on the path comes before an all-clear: one that is
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

  // Reports whether a word is about the component in a product that is on no path to it.
  bool IsElsewhere(std::uint32_t i, const std::vector<Path>& paths) const {
    const consensus::About about = AboutOf(i);
    if (about.component == 0) return false;
    const Subject product = evidence_.ParsedSubject(about.product);
    return std::none_of(paths.begin(), paths.end(), [&](const Path& path) {
      return std::any_of(path.begin(), path.end() - 1, [&](std::uint32_t at) { return Names(i, product, at); });
    });
  }

  // Reports whether a word is about the component in a product that is on a path to it.
  bool IsOfPair(std::uint32_t i, const std::vector<Path>& paths) const {
    return AboutOf(i).component != 0 && !IsElsewhere(i, paths);
  }

  // Return what a statement says, and what is on a path, for messages.
  std::string Text(std::uint32_t i, std::uint32_t component, const std::vector<Path>& paths) const {
    const consensus::About about = AboutOf(i);
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
  consensus::SpeakerId SpeakerOf(std::uint32_t i) const {
    return speakers_.of_document(evidence_.statements()[i].document).speaker;
  }

  // Returns what a statement is about; links into the SBOM stay as written.
  consensus::About AboutOf(std::uint32_t i) const {
    const consensus::About written = links_.AsWritten(i);
    const Subject narrower = evidence_.ParsedSubject(written.narrower());
    for (std::uint32_t component = 0; component < identifiers_.size(); ++component) {
      for (const Subject& identifier : identifiers_[component]) {
        if (MatchLevel(narrower, identifier) != 0) return written;
      }
    }
    return links_.Of(i);
  }

  bool IsVerified(std::uint32_t i) const { return speakers_.of_document(evidence_.statements()[i].document).verified; }

  // Returns the level of a word about a component. It names the component, or its product on some path.
  int LevelOf(std::uint32_t i, std::uint32_t component, const std::vector<Path>& paths) const {
    const consensus::About about = AboutOf(i);
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

  // Reports whether a word is about the component in something on the path to it.
  bool IsOn(std::uint32_t i, const Path& path) const {
    const consensus::About about = AboutOf(i);
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

  // Returns the values of a qualifier of the component. The only operating system of an SBOM is one of distro.
  std::vector<std::string> NamedOf(std::uint32_t component, std::string_view qualifier) const {
    std::vector<std::string> named;
    for (const Subject& identifier : identifiers_[component]) {
      const std::string_view value = QualifierValue(identifier.qualifiers, qualifier);
      if (!value.empty()) named.emplace_back(value);
    }
    if (qualifier == "distro" && sbom_.platforms().size() == 1) named.emplace_back(sbom_.platforms()[0]);
    return named;
  }

  // Returns the platform that a CPE is, as distro= names it; "" if it is none.
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
  const consensus::Speakers speakers_;
  const consensus::Links links_;
  const LargeVector<consensus::Worth> worths_;
  std::set<std::string> spellings_;
  std::vector<std::vector<Subject>> identifiers_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CONSENSUS_CLEARING_H_
