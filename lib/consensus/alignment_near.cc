// What almost speaks about the components of an SBOM.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/ascii.h"
#include "lib/consensus/alignment.h"
#include "lib/consensus/near_statements.h"

namespace vexlens {

using consensus::About;
using consensus::Advisory;
using consensus::Heard;
using consensus::KeepNearest;

namespace {

using Components = absl::InlinedVector<std::uint32_t, 2>;

// Returns the nearest miss between a statement's subject and any of a component's identifiers.
NearMiss Nearest(const Subject& said, std::span<const Subject> identifiers) {
  NearMiss nearest;
  for (const Subject& identifier : identifiers) {
    NearMiss miss = WhyNot(said, identifier);
    if (miss.miss > nearest.miss) nearest = std::move(miss);
  }
  return nearest;
}

NearMiss Because(Miss miss, std::string_view said) {
  NearMiss because;
  because.miss = miss;
  because.said = said;
  return because;
}

}  // namespace

// Looks statements up by name: only one about something with a component's name can be near it.
void Alignment::Answers::CollectNearMisses(std::size_t limit) {
  const Evidence& evidence = index_.evidence();
  const auto components = sbom_.components();
  near_.resize(components.size());
  absl::flat_hash_map<std::string, Components> named;
  for (std::uint32_t component = 0; component < components.size(); ++component) {
    for (const Subject& identifier : subjects_.IdentifiersOf(component)) {
      Components& same_name = named[absl::AsciiStrToLower(NameOf(identifier))];
      if (same_name.empty() || same_name.back() != component) same_name.push_back(component);
    }
  }
  std::vector<const Components*> by_subject(evidence.subjects().size(), nullptr);
  for (SubjectId id = 1; id < by_subject.size(); ++id) {
    const auto place = named.find(absl::AsciiStrToLower(NameOf(evidence.ParsedSubject(id))));
    if (place != named.end()) by_subject[id] = &place->second;
  }
  // A list that reaches `most` is cut to its nearest, so that memory is bounded.
  const std::size_t most = 8 * std::min(limit, SIZE_MAX / 16) + 64;
  for (const std::uint32_t number : advisories_) {
    const Advisory& advisory = index_.advisories()[number];
    for (std::uint32_t pair = advisory.first_pair; pair < advisory.end_pair; ++pair) {
      if (!index_.links().IsOwn(index_.pair(pair).reading)) continue;
      const About about = place_.AboutOf(pair);
      const Components* const near = by_subject[about.narrower()];
      if (near == nullptr) continue;
      const Subject said = evidence.ParsedSubject(about.narrower());
      for (const std::uint32_t component : *near) {
        if (Speaks(component, number, pair)) continue;
        std::optional<NearMiss> why = NearMissOf(component, pair, about, said);
        if (!why.has_value()) continue;
        near_[component].push_back({index_.pair(pair).reading, *std::move(why)});
        if (near_[component].size() >= most) KeepNearest(index_.ids(), limit, near_[component]);
      }
    }
  }
  for (auto& misses : near_) KeepNearest(index_.ids(), limit, misses);
}

bool Alignment::Answers::Speaks(std::uint32_t component, std::uint32_t advisory, std::uint32_t pair) const {
  const auto [first, end] = AnswersOf(component);
  for (std::size_t i = first; i < end; ++i) {
    const Row& row = rows_[i];
    if (row.advisory != advisory) continue;
    const auto of_row = std::span(speaking_).subspan(row.first, row.end - row.first);
    return std::binary_search(of_row.begin(), of_row.end(), Speaking{pair, {}},
                              [](const Speaking& a, const Speaking& b) { return a.pair < b.pair; });
  }
  return false;
}

std::optional<NearMiss> Alignment::Answers::NearMissOf(std::uint32_t component, std::uint32_t pair, const About& about,
                                                       const Subject& said) {
  const Evidence& evidence = index_.evidence();
  const auto matches = subjects_.MatchesOf(about.narrower());
  const auto products = subjects_.MatchesOf(about.product);
  const bool matched =
      std::any_of(matches.begin(), matches.end(), [&](const auto& match) { return match.component == component; });
  if (!matched) {
    // The component differs. If the product is not in the SBOM either, the statement is about something else
    // altogether, unless it may be heard without its product.
    const bool bare = index_.scopes().IsBare(index_.pair(pair).reading);
    if (about.component != 0 && products.empty() && !bare) return std::nullopt;
    NearMiss miss = Nearest(said, subjects_.IdentifiersOf(component));
    return miss.near() ? std::optional(std::move(miss)) : std::nullopt;
  }
  if (place_.IsFixedWithoutVersion(component, pair)) return Because(Miss::kFixedWithoutVersion, said.identifier);
  const Subject product = evidence.ParsedSubject(about.product);
  const std::optional<Heard> heard = place_.Named(component, pair);
  if (heard.has_value() && !heard->hearing.elsewhere) {
    return Because(Miss::kOtherPath, place_.Missing(component, pair));
  }
  NearMiss miss = Nearest(product, subjects_.IdentifiersOf(0));
  return miss.near() ? std::move(miss) : Because(Miss::kOtherProduct, place_.Missing(component, pair));
}

}  // namespace vexlens
