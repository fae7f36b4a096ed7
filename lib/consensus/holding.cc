#include "lib/consensus/holding.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "lib/consensus/runs.h"

namespace vexlens::consensus {
namespace {

constexpr std::uint32_t kRoot = SbomPlace::kRoot;

bool Contains(const std::vector<std::uint32_t>& sorted, std::uint32_t component) {
  return std::binary_search(sorted.begin(), sorted.end(), component);
}

// OfIssuer is what one issuer says about one component.
class OfIssuer {
 public:
  OfIssuer(const Consensus::Index& index, const Sbom& sbom, std::uint32_t component, std::span<Heard> words)
      : index_(index), sbom_(sbom), component_(component), words_(words) {
    const auto needs_others = [](const Heard& word) { return word.condition.has_value(); };
    if (std::any_of(words.begin(), words.end(), needs_others)) CountTogether();
  }

  // Reports whether a word holds on all paths. All-clears without a vote do not count together.
  bool Holds(const Heard& word) const {
    if (!word.condition.has_value()) return true;
    if (!IsPossible(word)) return false;
    return IsRefused(word) ? sbom_.EveryPathPasses(component_, std::span(&*word.condition, 1)) : together_hold_;
  }

 private:
  void CountTogether() {
    std::vector<Enclosure> together;
    for (const Heard& word : words_) {
      const bool counts = Clears(word) && !IsRefused(word) && IsPossible(word) && !IsOverruled(word);
      if (counts) together.push_back(word.condition.value_or(Enclosure()));
    }
    together_hold_ = !together.empty() && sbom_.EveryPathPasses(component_, together);
  }

  // Reports whether an all-clear is not the issuer's voice on some path, where a warning of the issuer comes first.
  bool IsOverruled(const Heard& word) const {
    return std::any_of(words_.begin(), words_.end(), [&](const Heard& warning) {
      return !Clears(warning) && !IsRefused(warning) && ComesFirst(warning, word) && ShareAPath(warning, word);
    });
  }

  // Reports whether Tally::ChooseVoice would choose the warning. The newest word of an operator may decide too.
  bool ComesFirst(const Heard& warning, const Heard& clearing) const {
    const Instant cleared = OccasionOf(clearing).updated_at;
    const Instant warned = OccasionOf(warning).updated_at;
    if (index_.pair(warning.pair).worth().by_operator() && cleared <= warned) return true;
    const auto rank = [&](const Heard& word) { return std::make_tuple(!IsVerified(word), word.hearing.level); };
    if (rank(warning) != rank(clearing)) return rank(warning) < rank(clearing);
    return !cleared.dated() || !warned.dated() || cleared <= warned;
  }

  // Reports whether one path may lead through what both are about.
  bool ShareAPath(const Heard& a, const Heard& b) const {
    if (a.products.empty() || b.products.empty()) return true;
    return std::any_of(a.products.begin(), a.products.end(), [&](std::uint32_t first) {
      const std::vector<std::uint32_t> before_first = sbom_.AncestorsOf(first);
      return std::any_of(b.products.begin(), b.products.end(), [&](std::uint32_t second) {
        return first == second || first == kRoot || second == kRoot || Contains(before_first, second) ||
               Contains(sbom_.AncestorsOf(second), first);
      });
    });
  }

  bool Clears(const Heard& word) const { return vexlens::Clears(index_.pair(word.pair).worth().status()); }

  bool IsRefused(const Heard& word) const {
    const Worth worth = index_.pair(word.pair).worth();
    const Millionths scope = index_.policy().scope[static_cast<std::size_t>(word.hearing.level - 1)];
    return !worth.live() || MultiplyHalfEven(worth.weight(), scope) == 0;
  }

  // Reports whether all that encloses the component in an all-clear is anywhere in the SBOM.
  static bool IsPossible(const Heard& word) {
    return !word.condition.has_value() || std::none_of(word.condition->sets.begin(), word.condition->sets.end(),
                                                       [](const auto& set) { return set.empty(); });
  }

  const Occasion& OccasionOf(const Heard& word) const {
    return index_.links().OccasionOf(index_.pair(word.pair).reading);
  }
  bool IsVerified(const Heard& word) const { return index_.speakers().of_document(OccasionOf(word).document).verified; }

  const Consensus::Index& index_;
  const Sbom& sbom_;
  const std::uint32_t component_;
  const std::span<const Heard> words_;
  bool together_hold_ = false;
};

}  // namespace

// What an issuer says of the component in another product counts apart: Tally::Silence may drop it beside the rest.
void KeepWhatHolds(const Consensus::Index& index, const Sbom& sbom, std::uint32_t component,
                   std::vector<Heard>& heard) {
  const auto voice = [&](const Heard& word) {
    return std::make_tuple(index.SpeakerOf(index.pair(word.pair).reading), word.hearing.elsewhere);
  };
  std::sort(heard.begin(), heard.end(), [&](const Heard& a, const Heard& b) {
    return std::make_tuple(voice(a), a.pair) < std::make_tuple(voice(b), b.pair);
  });
  const auto same = [&](const Heard& a, const Heard& b) { return voice(a) == voice(b); };
  std::vector<Heard> kept;
  ForEachRun(std::span(heard), same, [&](std::span<Heard> run) {
    const OfIssuer words(index, sbom, component, run);
    for (Heard& word : run) {
      if (words.Holds(word)) kept.push_back(std::move(word));
    }
  });
  heard = std::move(kept);
}

}  // namespace vexlens::consensus
