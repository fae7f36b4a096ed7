#include "lib/consensus/sbom_place.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"

namespace vexlens::consensus {

using identity::Establishes;
using identity::Hearing;
using identity::kBareComponent;
using identity::kWholeProduct;
using identity::MeetLevel;
using identity::NotEstablished;
using identity::PlatformOfDistro;
using identity::Reaches;
using identity::SaysNothingOf;
using identity::Spoken;
using identity::Surroundings;

namespace {

bool IsBomLink(const Spoken& said) { return !said.has_component() && said.product.identifier.starts_with("cdx:"); }

}  // namespace

// Piece is one thing that encloses a component in a statement.
struct SbomPlace::Piece {
  const Subject* subject;
  SubjectId id;
};

SbomPlace::SbomPlace(const Consensus::Index& index, const Sbom& sbom, const SbomSubjects& subjects)
    : index_(index), sbom_(sbom), subjects_(subjects) {}

About SbomPlace::AboutOf(std::uint32_t pair) const {
  const std::uint32_t reading = index_.pair(pair).reading;
  const About written = index_.links().AsWritten(index_.links().StatementOf(reading));
  return subjects_.MatchesOf(written.narrower()).empty() ? index_.links().Of(reading) : written;
}

std::optional<Heard> SbomPlace::Named(std::uint32_t component, std::uint32_t pair) {
  const About about = AboutOf(pair);
  const auto through = index_.evidence().Through(about.through);
  std::optional<Heard> heard =
      index_.scopes().WithSpoken(index_.pair(pair).reading, StatusOf(pair), about,
                                 [&](const Spoken& said) { return NamedBy(said, about, through, component); });
  if (heard.has_value()) heard->pair = pair;
  return heard;
}

std::optional<Heard> SbomPlace::NamedBy(const Spoken& said, const About& about, std::span<const SubjectId> through,
                                        std::uint32_t component) {
  const int own = Level(said, said.narrower(), component);
  // A link to an element of this very SBOM means that element in what the SBOM describes, in its version.
  if (own != 0 && IsBomLink(said)) return Heard{0, {own}, std::nullopt, {}};
  if (own == 0 || SaysNothing(said, said.narrower(), component)) return std::nullopt;
  const bool alone = component == kRoot || !RootIsKnown();
  if (!said.has_component()) return Heard{0, {alone ? own : kWholeProduct}, std::nullopt, {}};

  // The best product that the component is part of; of the key itself, nothing encloses it.
  int product = 0;
  std::vector<std::uint32_t> products = Enclosing(said, said.product, about.product, component);
  for (const std::uint32_t ancestor : products) {
    const int level = Level(said, said.product, ancestor);
    if (product == 0 || level < product) product = level;
  }
  const bool in_root = Level(said, said.product, kRoot) != 0;
  if (product == 0 && !said.bare) return std::nullopt;
  Heard heard{0, product != 0 ? Hearing{std::max(product, own)} : Hearing{kBareComponent, !alone}, std::nullopt,
              std::move(products)};
  if (!said.clears) return heard;

  const Surroundings surroundings = SurroundingsOf(component);
  std::vector<Piece> pieces;
  if (!in_root) pieces.push_back({&said.product, about.product});
  for (std::size_t i = 0; i < through.size(); ++i) pieces.push_back({&said.through[i], through[i]});
  absl::InlinedVector<const Subject*, 4> enclosing;
  for (const Piece& piece : pieces) enclosing.push_back(piece.subject);
  if (Reaches(said, enclosing, surroundings)) return heard;
  heard.condition.emplace();
  for (const Piece& piece : pieces) {
    if (Establishes(surroundings, *piece.subject)) continue;
    const bool is_product = piece.subject == &said.product;
    heard.condition->sets.push_back(is_product ? heard.products : Enclosing(said, *piece.subject, piece.id, component));
  }
  return heard;
}

std::optional<Heard> SbomPlace::Whole(std::uint32_t component, std::uint32_t pair) {
  const About about = AboutOf(pair);
  std::optional<Heard> heard =
      index_.scopes().WithSpoken(index_.pair(pair).reading, StatusOf(pair), about,
                                 [&](const Spoken& said) { return WholeBy(said, about, component); });
  if (heard.has_value()) heard->pair = pair;
  return heard;
}

std::optional<Heard> SbomPlace::WholeBy(const Spoken& said, const About& about, std::uint32_t component) {
  if (SaysNothing(said, said.product, component)) return std::nullopt;
  std::vector<std::uint32_t> products = Enclosing(said, said.product, about.product, component);
  std::erase_if(products, [&](std::uint32_t product) { return SaysNothing(said, said.product, product); });
  if (products.empty()) return std::nullopt;
  Heard heard{0, {kWholeProduct}, std::nullopt, std::move(products)};
  if (said.clears && heard.products.front() != kRoot) heard.condition = Enclosure{{heard.products}};
  return heard;
}

std::string SbomPlace::Missing(std::uint32_t component, std::uint32_t pair) {
  const About about = AboutOf(pair);
  return index_.scopes().WithSpoken(index_.pair(pair).reading, StatusOf(pair), about, [&](const Spoken& said) {
    return NotEstablished(said, Level(said, said.product, kRoot) != 0, SurroundingsOf(component));
  });
}

bool SbomPlace::IsFixedWithoutVersion(std::uint32_t component, std::uint32_t pair) const {
  return index_.scopes().WithSpoken(index_.pair(pair).reading, StatusOf(pair), AboutOf(pair),
                                    [&](const Spoken& said) { return SaysNothing(said, said.narrower(), component); });
}

// Returns the best level of a subject about any identifier of a component; 0 for none.
int SbomPlace::Level(const Spoken& said, const Subject& mine, std::uint32_t component) const {
  int best = 0;
  for (const Subject& identifier : subjects_.IdentifiersOf(component)) {
    const int level = MeetLevel(said, mine, identifier);
    if (level != 0 && (best == 0 || level < best)) best = level;
  }
  return best;
}

bool SbomPlace::SaysNothing(const Spoken& said, const Subject& mine, std::uint32_t component) const {
  const auto identifiers = subjects_.IdentifiersOf(component);
  return std::any_of(identifiers.begin(), identifiers.end(),
                     [&](const Subject& identifier) { return SaysNothingOf(said, mine, identifier); });
}

// Returns the components on the paths to `component` that a subject of the statement names, sorted. Nothing encloses
// the root, even in a cycle.
std::vector<std::uint32_t> SbomPlace::Enclosing(const Spoken& said, const Subject& mine, SubjectId id,
                                                std::uint32_t component) {
  std::vector<std::uint32_t> enclosing;
  if (component == kRoot) return enclosing;
  const std::vector<std::uint32_t>& ancestors = AncestorsOf(component);
  for (const auto& [candidate, level] : subjects_.MatchesOf(id)) {
    if (candidate == component || Level(said, mine, candidate) == 0) continue;
    if (candidate == kRoot || std::binary_search(ancestors.begin(), ancestors.end(), candidate)) {
      enclosing.push_back(candidate);
    }
  }
  std::sort(enclosing.begin(), enclosing.end());
  return enclosing;
}

const std::vector<std::uint32_t>& SbomPlace::AncestorsOf(std::uint32_t component) {
  if (ancestors_of_ != component) {
    ancestors_ = sbom_.AncestorsOf(component);
    ancestors_of_ = component;
  }
  return ancestors_;
}

// An SBOM of several systems does not say on which of them a component is.
Surroundings SbomPlace::SurroundingsOf(std::uint32_t component) const {
  Surroundings surroundings;
  for (const Subject& identifier : subjects_.IdentifiersOf(component)) surroundings.NameBy(identifier);
  if (sbom_.platforms().size() == 1) surroundings.platforms.push_back(PlatformOfDistro(sbom_.platforms().front()));
  if (component == kRoot) return surroundings;
  const auto products = subjects_.IdentifiersOf(kRoot);
  surroundings.products.assign(products.begin(), products.end());
  return surroundings;
}

}  // namespace vexlens::consensus
