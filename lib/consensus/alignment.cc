#include "lib/consensus/alignment.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <tuple>

#include "lib/identity/query_table.h"

namespace vexlens {
namespace {

constexpr std::uint32_t kRoot = 0;
constexpr int kWholeProduct = 5;

}  // namespace

Alignment::Alignment(std::unique_ptr<const Answers> answers) : answers_(std::move(answers)) {}
Alignment::Alignment(Alignment&&) noexcept = default;
Alignment& Alignment::operator=(Alignment&&) noexcept = default;
Alignment::~Alignment() = default;

Alignment Alignment::Build(const Consensus& consensus, const Sbom& sbom, const AlignmentOptions& options) {
  return Alignment(std::make_unique<const Answers>(consensus, *consensus.index_, sbom, options));
}

std::size_t Alignment::size() const { return answers_->size(); }
std::uint32_t Alignment::component(std::size_t i) const { return answers_->component(i); }
Record Alignment::Explain(std::size_t i) const { return answers_->Explain(i); }
std::pair<std::size_t, std::size_t> Alignment::AnswersOf(std::uint32_t component) const {
  return answers_->AnswersOf(component);
}
std::span<const NearStatement> Alignment::NearMissesOf(std::uint32_t component) const {
  return answers_->NearMissesOf(component);
}

Alignment::Answers::Answers(const Consensus& consensus, const Consensus::Index& index, const Sbom& sbom,
                            const AlignmentOptions& options)
    : consensus_(consensus), index_(index), sbom_(sbom), subjects_(index.evidence(), sbom) {
  ChooseAdvisories(options);
  CollectNamings();
  const auto same_row = [](const Naming& a, const Naming& b) {
    return a.component == b.component && a.advisory == b.advisory;
  };
  for (std::size_t first = 0, next = 0; first < namings_.size(); first = next) {
    while (next < namings_.size() && same_row(namings_[first], namings_[next])) ++next;
    AddRow(std::span(namings_).subspan(first, next - first));
  }
  namings_ = {};
  wholes_ = {};
  first_row_.assign(sbom.components().size() + 1, 0);
  for (const Row& row : rows_) ++first_row_[row.component + 1];
  std::partial_sum(first_row_.begin(), first_row_.end(), first_row_.begin());
  if (options.near_misses > 0) CollectNearMisses(options.near_misses);
}

void Alignment::Answers::ChooseAdvisories(const AlignmentOptions& options) {
  const auto& all = index_.advisories();
  if (!options.vulnerability.empty()) {
    const Advisory* const one = index_.FindAdvisory(options.tenant, CanonicalVulnerability(options.vulnerability));
    if (one != nullptr) advisories_.push_back(static_cast<std::uint32_t>(one - all.data()));
    return;
  }
  for (std::uint32_t number = 0; number < all.size(); ++number) {
    if (index_.evidence().Text(all[number].tenant) == options.tenant) advisories_.push_back(number);
  }
}

void Alignment::Answers::CollectNamings() {
  const auto& advisories = index_.advisories();
  for (const std::uint32_t number : advisories_) {
    for (std::uint32_t pair = advisories[number].first_pair; pair < advisories[number].end_pair; ++pair) {
      const About about = AboutOf(pair);
      for (const auto& [component, level] : subjects_.MatchesOf(about.narrower())) {
        namings_.push_back({component, number, pair, about.component == 0 ? 0 : about.product, level});
        if (about.component == 0 && !sbom_.children(component).empty()) wholes_.push_back({component, number, pair});
      }
    }
  }
  const auto key = [&](const Naming& naming) { return index_.evidence().Text(advisories[naming.advisory].key); };
  std::sort(namings_.begin(), namings_.end(), [&](const Naming& a, const Naming& b) {
    if (a.component != b.component) return a.component < b.component;
    return a.advisory != b.advisory && key(a) < key(b);
  });
}

// HoldsIn tells whether what is said of the component in `product` holds for it in the root: an alarm when the product
// is on some path from there, the end of one only when no path leads around it.
bool Alignment::Answers::HoldsIn(std::uint32_t component, std::uint32_t product, VexStatus status) {
  if (component == product || component == kRoot) return false;  // the root is in nothing, whatever circles say
  if (Clears(status)) return sbom_.Dominates(product, component);
  if (product == kRoot) return true;
  if (ancestors_of_ != component) {
    ancestors_ = sbom_.AncestorsOf(component);
    ancestors_of_ = component;
  }
  return std::binary_search(ancestors_.begin(), ancestors_.end(), product);
}

About Alignment::Answers::AboutOf(std::uint32_t pair) const {
  return index_.links().Of(index_.pair(pair).statement);
}

bool Alignment::Answers::ClearsTooMuch(std::uint32_t component, std::uint32_t pair) const {
  if (StatusOf(pair) != VexStatus::kFixed || !subjects_.IsPinned(component)) return false;
  return !index_.evidence().ParsedSubject(AboutOf(pair).narrower()).versioned();
}

// LevelOf is the query table's level for the component in any product that it is part of.
int Alignment::Answers::LevelOf(const Naming& naming) {
  if (ClearsTooMuch(naming.component, naming.pair)) return 0;
  if (naming.product == 0) return naming.component == kRoot || !RootIsKnown() ? naming.level : kWholeProduct;
  int product = 0;
  for (const auto& [ancestor, level] : subjects_.MatchesOf(naming.product)) {
    if (product != 0 && level >= product) continue;
    if (HoldsIn(naming.component, ancestor, StatusOf(naming.pair))) product = level;
  }
  if (product != 0) return std::max(product, naming.level);
  return index_.scopes().IsBare(index_.pair(naming.pair).statement) ? kWholeProduct : 0;
}

void Alignment::Answers::AddRow(std::span<const Naming> namings) {
  const std::uint32_t component = namings.front().component;
  const std::uint32_t advisory = namings.front().advisory;
  const auto first = static_cast<std::uint32_t>(speaking_.size());
  for (const Naming& naming : namings) {
    if (const int found = LevelOf(naming); found != 0) speaking_.push_back({naming.pair, found});
  }
  const auto wholes = std::equal_range(wholes_.begin(), wholes_.end(), Whole{0, advisory, 0},
                                       [](const Whole& a, const Whole& b) { return a.advisory < b.advisory; });
  for (auto whole = wholes.first; whole != wholes.second; ++whole) {
    if (!HoldsIn(component, whole->component, StatusOf(whole->pair)) || ClearsTooMuch(component, whole->pair)) continue;
    speaking_.push_back({whole->pair, kWholeProduct});
  }
  std::sort(speaking_.begin() + first, speaking_.end(),
            [](const Speaking& a, const Speaking& b) { return std::tie(a.pair, a.level) < std::tie(b.pair, b.level); });
  speaking_.erase(std::unique(speaking_.begin() + first, speaking_.end(),
                              [](const Speaking& a, const Speaking& b) { return a.pair == b.pair; }),
                  speaking_.end());
  const auto end = static_cast<std::uint32_t>(speaking_.size());
  if (end != first) rows_.push_back({component, advisory, first, end});
}

Record Alignment::Answers::Explain(std::size_t i) const {
  const Row& row = rows_[i];
  thread_local TallyMemory memory;
  Tally tally = index_.NewTally(memory);
  for (std::uint32_t at = row.first; at < row.end; ++at) index_.Add(speaking_[at].pair, {speaking_[at].level, false}, tally);
  const auto key = [&](std::uint32_t component) {
    return std::string(sbom_.components()[component].identifiers.front());
  };
  Record record;
  const bool in_root = row.component != kRoot && RootIsKnown();
  record.artifact_key = key(in_root ? kRoot : row.component);
  if (in_root) record.component_key = key(row.component);
  index_.Fill(index_.advisories()[row.advisory], tally, record);
  return record;
}

std::pair<std::size_t, std::size_t> Alignment::Answers::AnswersOf(std::uint32_t component) const {
  return {first_row_[component], first_row_[component + 1]};
}

std::span<const NearStatement> Alignment::Answers::NearMissesOf(std::uint32_t component) const {
  if (near_.empty()) return {};
  return near_[component];
}

}  // namespace vexlens
