#include "lib/consensus/alignment.h"

#include <algorithm>
#include <memory>
#include <tuple>

#include "lib/identity/query_table.h"

namespace vexlens {
namespace {

constexpr std::uint32_t kRoot = 0;
constexpr int kWholeProduct = 5;

// Clears tells statuses that take an alarm away: they must hold on every path to a component. An alarm counts on any.
bool Clears(VexStatus status) { return status == VexStatus::kNotAffected || status == VexStatus::kFixed; }

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
    for (const auto& pair : index_.PairsOf(advisories[number])) {
      const bool whole = pair.component_id == 0;
      for (const auto& [component, level] : subjects_.MatchesOf(whole ? pair.product_id : pair.component_id)) {
        namings_.push_back({component, number, pair.statement, whole ? 0 : pair.product_id, level});
        if (whole && !sbom_.children(component).empty()) wholes_.push_back({component, number, pair.statement});
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

bool Alignment::Answers::ClearsTooMuch(std::uint32_t component, std::uint32_t statement) const {
  const Statement& said = index_.evidence().statements()[statement];
  if (said.status != VexStatus::kFixed || !subjects_.IsPinned(component)) return false;
  return !IsPinned(index_.evidence().ParsedSubject(said.component != 0 ? said.component : said.product));
}

// LevelOf is the query table's level for the component in any product that it is part of.
int Alignment::Answers::LevelOf(const Naming& naming) {
  if (ClearsTooMuch(naming.component, naming.statement)) return 0;
  if (naming.product == 0) return naming.component == kRoot || !RootIsKnown() ? naming.level : kWholeProduct;
  const Statement& statement = index_.evidence().statements()[naming.statement];
  int product = 0;
  for (const auto& [ancestor, level] : subjects_.MatchesOf(naming.product)) {
    if (product != 0 && level >= product) continue;
    if (HoldsIn(naming.component, ancestor, statement.status)) product = level;
  }
  if (product != 0) return std::max(product, naming.level);
  return SpeaksForBareComponent(index_.evidence().Text(statement.relationship)) ? kWholeProduct : 0;
}

void Alignment::Answers::AddRow(std::span<const Naming> namings) {
  const std::uint32_t component = namings.front().component;
  const std::uint32_t advisory = namings.front().advisory;
  const auto first = static_cast<std::uint32_t>(speaking_.size());
  for (const Naming& naming : namings) {
    if (const int found = LevelOf(naming); found != 0) speaking_.push_back({naming.statement, found});
  }
  const auto wholes = std::equal_range(wholes_.begin(), wholes_.end(), Whole{0, advisory, 0},
                                       [](const Whole& a, const Whole& b) { return a.advisory < b.advisory; });
  for (auto whole = wholes.first; whole != wholes.second; ++whole) {
    const VexStatus status = index_.evidence().statements()[whole->statement].status;
    if (!HoldsIn(component, whole->component, status) || ClearsTooMuch(component, whole->statement)) continue;
    speaking_.push_back({whole->statement, kWholeProduct});
  }
  std::sort(speaking_.begin() + first, speaking_.end(), [](const Speaking& a, const Speaking& b) {
    return std::tie(a.statement, a.level) < std::tie(b.statement, b.level);
  });
  speaking_.erase(std::unique(speaking_.begin() + first, speaking_.end(),
                              [](const Speaking& a, const Speaking& b) { return a.statement == b.statement; }),
                  speaking_.end());
  const auto end = static_cast<std::uint32_t>(speaking_.size());
  if (end != first) rows_.push_back({component, advisory, first, end});
}

Record Alignment::Answers::Explain(std::size_t i) const {
  const Row& row = rows_[i];
  thread_local TallyMemory memory;
  Tally tally = index_.NewTally(memory);
  for (std::uint32_t at = row.first; at < row.end; ++at) tally.Add(speaking_[at].statement, speaking_[at].level);
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
  const auto less = [](const Row& row, std::uint32_t wanted) { return row.component < wanted; };
  const auto first = std::lower_bound(rows_.begin(), rows_.end(), component, less);
  const auto end = std::lower_bound(first, rows_.end(), component + 1, less);
  return {static_cast<std::size_t>(first - rows_.begin()), static_cast<std::size_t>(end - rows_.begin())};
}

std::span<const NearStatement> Alignment::Answers::NearMissesOf(std::uint32_t component) const {
  if (near_.empty()) return {};
  return near_[component];
}

}  // namespace vexlens
