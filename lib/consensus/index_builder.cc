#include "lib/consensus/index_builder.h"

#include <algorithm>
#include <numeric>

#include "absl/hash/hash.h"
#include "lib/base/text_order.h"

namespace vexlens {

Consensus::Index::Builder::Builder(const Grouping& grouping, std::span<const Worth> worths, Index& index)
    : grouping_(grouping), worths_(worths), evidence_(index.evidence_), index_(index) {}

void Consensus::Index::Builder::Build() {
  PlaceSubjects();
  const auto groups = grouping_.groups();
  std::vector<TextId> keys;
  keys.reserve(groups.size());
  for (const Grouping::Group& group : groups) keys.push_back(index_.aliases_.KeyOf(group.tenant, group.vulnerability));
  std::vector<std::uint32_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0);
  TextOrder(order, [&](std::uint32_t i) { return evidence_.Text(keys[i]); });
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const TextId left = groups[a].tenant;
    const TextId right = groups[b].tenant;
    return left != right && evidence_.Text(left) < evidence_.Text(right);
  });
  index_.pairs_.reserve(grouping_.all().size());
  index_.keys_.reserve(grouping_.all().size());
  const auto same = [&](std::uint32_t a, std::uint32_t b) {
    return keys[a] == keys[b] && groups[a].tenant == groups[b].tenant;
  };
  ForEachRun(std::span<const std::uint32_t>(order), same, [&](std::span<const std::uint32_t> of_class) {
    AddAdvisory(of_class, groups[of_class[0]].tenant, keys[of_class[0]]);
  });
  index_.keys_.shrink_to_fit();
  index_.bare_.shrink_to_fit();
  index_.pair_runs_.ShrinkToFit();
  index_.bare_runs_.ShrinkToFit();
}

void Consensus::Index::Builder::PlaceSubjects() {
  const auto subjects = evidence_.subjects();
  const std::vector<std::uint8_t> roles = Roles();
  index_.standing_.assign(evidence_.texts().size(), 0);
  std::vector<std::uint32_t> by_text;
  for (SubjectId id = 1; id < subjects.size(); ++id) {
    if (roles[id] == 0) continue;
    index_.standing_[subjects[id].bucket] |= roles[id];
    by_text.push_back(id);
  }
  TextOrder(by_text, [&](SubjectId id) { return evidence_.KeyText(id); });
  places_.resize(subjects.size());
  for (std::uint32_t i = 0; i < by_text.size(); ++i) places_[by_text[i]].rank = i + 1;
  for (SubjectId id = 1; id < subjects.size(); ++id) {
    places_[id].bucket = subjects[id].bucket;
    places_[id].base = subjects[id].base;
    places_[id].reach = ReachOf(subjects[id]);
  }
}

// Roles are what the existing statements make of each subject: kAlone and the like.
std::vector<std::uint8_t> Consensus::Index::Builder::Roles() const {
  const StatementTable& table = evidence_.table();
  std::vector<std::uint8_t> roles(evidence_.subjects().size(), 0);
  for (std::uint32_t i = 0; i < worths_.size(); ++i) {
    if (!worths_[i].exists()) continue;
    const SubjectId component = table.component(i);
    roles[table.product(i)] |= component == 0 ? kAlone : kProduct;
    if (component != 0) roles[component] |= worths_[i].bare() ? kComponent | kBare : kComponent;
  }
  return roles;
}

std::uint8_t Consensus::Index::Builder::ReachOf(const Evidence::SubjectEntry& subject) const {
  const std::uint8_t own = index_.standing_[subject.bucket];
  const std::uint8_t base = subject.base == subject.bucket ? 0 : index_.standing_[subject.base];
  const bool any_wild = index_.wild_cpe_.has_value() && index_.standing_[*index_.wild_cpe_] != 0;
  std::uint8_t reach = 0;
  if ((own & kAlone) != 0) reach |= kOwnAlone;
  if ((base & kAlone) != 0) reach |= kBaseAlone;
  if ((base & kProduct) != 0) reach |= kBaseProduct;
  if ((base & kComponent) != 0) reach |= kBaseComponent;
  if (((own | base) & kBare) != 0) reach |= kSomeBare;
  if (any_wild && subject.kind == IdentifierKind::kCpe) reach |= kWild;
  if (subject.kind == IdentifierKind::kDigest) reach |= kDigest;
  return reach;
}

Consensus::Index::Probes Consensus::Index::Builder::ProbesOf(const Place& place) const {
  Probes probes;
  probes.Add(place.bucket);
  probes.Add(place.base);
  if ((place.reach & kWild) != 0) probes.Add(*index_.wild_cpe_);
  return probes;
}

// ReachesOut tells whether something may speak about a key out of another run than its own.
bool Consensus::Index::Builder::ReachesOut(const Advisory& advisory, const Named& named) const {
  const Said& said = named.said[0];
  const Place& product = places_[said.product];
  const Place& component = places_[said.component];
  if (said.component == 0) {
    if ((product.reach & kSomeBare) != 0 && !bare_.empty()) return true;
    if ((product.reach & (kBaseAlone | kWild)) == 0) return false;
  } else {
    constexpr std::uint8_t kEither = kOwnAlone | kBaseAlone | kWild;
    const int reach = (product.reach & (kEither | kBaseProduct)) | (component.reach & (kEither | kBaseComponent));
    if (reach == 0) return false;
  }
  const Probes components = said.component == 0 ? Probes{} : ProbesOf(component);
  return VisitRuns(
      ProbesOf(product), components, [](TextId, Standing) { return true; },
      [&](TextId of_product, TextId of_component) {
        const std::uint64_t buckets = Join(of_product, of_component);
        if (buckets == named.buckets) return false;
        const auto is_run = [&](std::uint32_t pair) { return buckets_[pair - advisory.first_pair] == buckets; };
        return index_.pair_runs_.Find(advisory.pair_runs, absl::HashOf(buckets), is_run) != RunTable::kNone;
      });
}

std::uint32_t Consensus::Index::Builder::FlagsOf(const Advisory& advisory, const Named& named) const {
  const Said& said = named.said[0];
  const auto is_digest = [&](SubjectId id) { return (places_[id].reach & kDigest) != 0; };
  const bool digests = is_digest(said.product) && (said.component == 0 || is_digest(said.component));
  return (ReachesOut(advisory, named) ? kReachesOut : 0) | (digests ? kAllDigests : 0);
}

// SaidIn is what is said in all of those groups, by scope.
std::span<const Said> Consensus::Index::Builder::SaidIn(std::span<const std::uint32_t> groups) {
  if (groups.size() == 1) return grouping_.SaidIn(grouping_.groups()[groups[0]]);
  joined_.clear();
  for (const std::uint32_t group : groups) {
    const auto said = grouping_.SaidIn(grouping_.groups()[group]);
    joined_.insert(joined_.end(), said.begin(), said.end());
  }
  SortByScope(joined_);
  return joined_;
}

void Consensus::Index::Builder::AddAdvisory(std::span<const std::uint32_t> groups, TextId tenant, TextId key) {
  Advisory advisory;
  advisory.tenant = tenant;
  advisory.key = key;
  advisory.first_key = static_cast<std::uint32_t>(index_.keys_.size());
  advisory.first_pair = static_cast<std::uint32_t>(index_.pairs_.size());
  AddPairs(SaidIn(groups));
  advisory.end_pair = static_cast<std::uint32_t>(index_.pairs_.size());
  advisory.pair_runs = index_.pair_runs_.Add(runs_, advisory.first_pair, advisory.end_pair);
  AddKeys(advisory);
  AddBareRuns(advisory);
  const auto number = static_cast<std::uint32_t>(index_.advisories_.size());
  index_.advisory_of_.emplace(Join(tenant, key), number);
  index_.advisories_.push_back(advisory);
}

void Consensus::Index::Builder::AddPairs(std::span<const Said> said) {
  named_.clear();
  const auto same_scope = [](const Said& a, const Said& b) { return a.scope() == b.scope(); };
  ForEachRun(said, same_scope, [&](std::span<const Said> of_scope) {
    named_.push_back({Join(places_[of_scope[0].product].bucket, places_[of_scope[0].component].bucket), of_scope, 0});
  });
  std::sort(named_.begin(), named_.end(), [](const Named& a, const Named& b) { return a.buckets < b.buckets; });
  runs_.clear();
  ranked_.clear();
  bare_.clear();
  buckets_.clear();
  for (Named& named : named_) {
    const auto first = static_cast<std::uint32_t>(index_.pairs_.size());
    const bool begins_run = &named == named_.data() || (&named)[-1].buckets != named.buckets;
    if (begins_run) runs_.push_back({absl::HashOf(named.buckets), first});
    const Said& about = named.said[0];
    named.first_pair = first;
    ranked_.push_back(
        {Join(places_[about.product].rank, places_[about.component].rank), static_cast<std::uint32_t>(ranked_.size())});
    for (const Said& each : named.said) {
      const auto number = static_cast<std::uint32_t>(index_.pairs_.size());
      if (about.component != 0 && each.worth.bare()) bare_.push_back({places_[about.component].bucket, number});
      buckets_.push_back(named.buckets);
      index_.pairs_.push_back({each.statement, each.worth.bits(), begins_run && number == first, number == first});
    }
  }
}

// AddKeys puts the keys of the advisory in byte order of their texts.
void Consensus::Index::Builder::AddKeys(const Advisory& advisory) {
  std::sort(ranked_.begin(), ranked_.end());
  for (const auto& [ranks, place] : ranked_) {
    if (index_.keys_.size() % kBlock == 0) {
      index_.advisory_of_block_.push_back(static_cast<std::uint32_t>(index_.advisories_.size()));
    }
    index_.keys_.push_back(named_[place].first_pair | FlagsOf(advisory, named_[place]));
  }
}

void Consensus::Index::Builder::AddBareRuns(Advisory& advisory) {
  std::sort(bare_.begin(), bare_.end());
  runs_.clear();
  const auto first = static_cast<std::uint32_t>(index_.bare_.size());
  for (const auto& [bucket, pair] : bare_) {
    const auto place = static_cast<std::uint32_t>(index_.bare_.size());
    if (place == first || bare_[place - first - 1].first != bucket) runs_.push_back({absl::HashOf(bucket), place});
    index_.bare_.push_back(pair);
  }
  advisory.end_bare = static_cast<std::uint32_t>(index_.bare_.size());
  advisory.bare_runs = index_.bare_runs_.Add(runs_, first, advisory.end_bare);
}

}  // namespace vexlens
