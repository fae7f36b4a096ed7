// Gather: from a key to the statements that speak about it.
#include <optional>

#include "absl/hash/hash.h"
#include "lib/consensus/explain.h"
#include "lib/consensus/index.h"

namespace vexlens {

using consensus::About;
using consensus::Advisory;
using consensus::FillRecord;
using consensus::Join;
using consensus::KeySubject;
using consensus::KeySubjects;
using consensus::RunTable;
using consensus::Tally;
using identity::Hearing;

namespace {

constexpr std::uint64_t kNoRun = UINT64_MAX;

}  // namespace

const Advisory* Consensus::Index::FindAdvisory(std::string_view tenant, std::string_view vulnerability) const {
  const std::optional<TextId> tenant_id = evidence_.texts().Find(tenant);
  const std::optional<TextId> vulnerability_id = evidence_.texts().Find(vulnerability);
  if (!tenant_id.has_value() || !vulnerability_id.has_value()) return nullptr;
  const auto place = advisory_of_.find(Join(*tenant_id, aliases_.KeyOf(*tenant_id, *vulnerability_id)));
  return place == advisory_of_.end() ? nullptr : &advisories_[place->second];
}

Consensus::Index::Probes Consensus::Index::ProbesOf(const KeySubject& subject) const {
  Probes probes;
  const auto add = [&](std::optional<TextId> bucket) {
    if (!bucket.has_value() || *bucket >= roles_.size() || roles_[*bucket] == 0) return;
    probes.Add(*bucket);
  };
  if (subject.id() != 0) {
    add(evidence_.subjects()[subject.id()].bucket);
    add(evidence_.subjects()[subject.id()].base);
  } else {
    add(evidence_.texts().Find(BucketText(subject.parsed())));
    add(evidence_.texts().Find(BaseText(subject.parsed())));
  }
  if (subject.kind() == IdentifierKind::kCpe) add(wild_cpe_);
  return probes;
}

std::uint64_t Consensus::Index::BucketsOf(std::uint32_t pair) const {
  const About about = links_.Of(pairs_[pair].reading);
  return BucketsOf(about.product, about.component);
}

void Consensus::Index::AddIfSpeaks(std::uint32_t pair, const KeySubjects& key, Tally& tally) const {
  const Hearing hearing = scopes_.Hear(pairs_[pair].reading, pairs_[pair].worth().status(), key);
  if (hearing.level != 0) Add(pair, hearing, tally);
}

// Adds what speaks about the key in all runs but `own`.
void Consensus::Index::GatherElsewhere(const Advisory& advisory, const KeySubjects& key, std::uint64_t own,
                                       Tally& tally) const {
  const auto gather = [&](TextId product, TextId component) {
    const std::uint64_t buckets = Join(product, component);
    if (buckets == own) return false;
    const auto is_run = [&](std::uint32_t pair) { return BucketsOf(pair) == buckets; };
    std::uint32_t pair = pair_runs_.Find(advisory.pair_runs, absl::HashOf(buckets), is_run);
    if (pair == RunTable::kNone) return false;
    do {
      AddIfSpeaks(pair++, key, tally);
    } while (pair < pairs_.size() && pairs_[pair].begins_run == 0);
    return false;
  };
  const Probes products = ProbesOf(key.product);
  const Probes components = key.has_component() ? ProbesOf(key.component) : Probes{};
  VisitRuns(
      products, components, [&](TextId bucket, Role what) { return Has(bucket, what); }, gather);
  GatherBare(advisory, key, products, components, tally);
}

// Adds what is said of the key's component in other products, and was not added by GatherElsewhere.
void Consensus::Index::GatherBare(const Advisory& advisory, const KeySubjects& key, const Probes& products,
                                  const Probes& components, Tally& tally) const {
  const Probes& narrower = key.has_component() ? components : products;
  for (std::size_t i = 0; i < narrower.count; ++i) {
    const TextId bucket = narrower.of[i];
    if (!Has(bucket, kBare)) continue;
    const auto in_run = [&](std::uint32_t place) {
      return place < advisory.end_bare && static_cast<TextId>(BucketsOf(bare_[place])) == bucket;
    };
    std::uint32_t place = bare_runs_.Find(advisory.bare_runs, absl::HashOf(bucket), in_run);
    for (; in_run(place); ++place) {
      const TextId product = static_cast<TextId>(BucketsOf(bare_[place]) >> 32);
      if (!key.has_component() || !products.Have(product)) AddIfSpeaks(bare_[place], key, tally);
    }
  }
}

void Consensus::Index::GatherKey(std::size_t i, Tally& tally) const {
  const std::uint32_t first = keys_[i] & kPair;
  const int own_level = (keys_[i] & kAllDigests) != 0 ? 1 : 2;
  const auto goes_on = [&](std::uint32_t pair) { return pair < pairs_.size() && pairs_[pair].begins_run == 0; };
  std::uint32_t end = first;
  bool any_narrow = false;
  do {
    const bool narrow = pairs_[end].worth().narrow();
    any_narrow |= narrow;
    if (!narrow) Add(end, {own_level, false}, tally);
    ++end;
  } while (goes_on(end) && pairs_[end].begins_key == 0);
  const bool has_run = pairs_[first].begins_run != 0 && !goes_on(end);
  const bool reaches_out = (keys_[i] & kReachesOut) != 0;
  if (has_run && !reaches_out && !any_narrow) return;

  const Key own = KeyAt(i);
  const KeySubjects key(evidence_, own.product, own.component);
  for (std::uint32_t pair = first; any_narrow && pair < end; ++pair) {
    if (pairs_[pair].worth().narrow()) AddIfSpeaks(pair, key, tally);
  }
  for (std::uint32_t pair = first; pairs_[pair].begins_run == 0;) AddIfSpeaks(--pair, key, tally);
  for (std::uint32_t pair = end; goes_on(pair); ++pair) AddIfSpeaks(pair, key, tally);
  if (reaches_out) GatherElsewhere(AdvisoryOfKey(i), key, BucketsOf(own.product, own.component), tally);
  tally.Silence();
}

void Consensus::Index::Gather(const Advisory& advisory, const KeySubjects& key, Tally& tally) const {
  GatherElsewhere(advisory, key, kNoRun, tally);
  tally.Silence();
}

void Consensus::Index::Fill(const Advisory& advisory, Tally& tally, Record& record) const {
  record.tenant = evidence_.Text(advisory.tenant);
  record.advisory_key = evidence_.Text(advisory.key);
  record.decision = tally.Count();
  tally.Introduce();
  FillRecord(tally, {evidence_, speakers_, links_, weighing_, ids_}, record);
}

}  // namespace vexlens
