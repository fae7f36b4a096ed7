// Gather: from a key to the statements that may speak about it.
#include <algorithm>
#include <optional>
#include <span>

#include "absl/hash/hash.h"
#include "lib/consensus/explain.h"
#include "lib/consensus/index.h"

namespace vexlens {

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
    if (!bucket.has_value() || *bucket >= is_bucket_.size() || !is_bucket_[*bucket]) return;
    if (probes.Have(*bucket)) return;
    probes.of[probes.count++] = *bucket;
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

// VisitFew looks at every statement of a small advisory.
template <typename Visit>
void Consensus::Index::VisitFew(const Advisory& advisory, const KeySubjects& key, Visit visit) const {
  const Probes products = ProbesOf(key.product);
  const Probes components = key.has_component() ? ProbesOf(key.component) : Probes{};
  for (std::uint32_t i = advisory.first_pair; i < advisory.end_pair; ++i) {
    const Pair& pair = pairs_[i];
    const bool on_product = products.Have(pair.product);
    const bool near = key.has_component() ? (pair.component == 0 ? on_product || components.Have(pair.product)
                                                                 : on_product && components.Have(pair.component))
                                          : (pair.component == 0 ? on_product : products.Have(pair.component));
    if (near) visit(pair);
  }
}

// VisitMany finds the same statements in a large one, run by run.
template <typename Visit, typename VisitComponent>
void Consensus::Index::VisitMany(const Advisory& advisory, const KeySubjects& key, std::uint32_t own_run, Visit visit,
                                 VisitComponent visit_component) const {
  const std::uint64_t own = own_run == RunTable::kNone ? 0 : pairs_[own_run].buckets();
  const auto visit_pairs = [&](TextId product, TextId component) {
    const std::uint64_t buckets = Join(product, component);
    const auto in_run = [&](std::uint32_t i) { return i < advisory.end_pair && pairs_[i].buckets() == buckets; };
    std::uint32_t i = own_run;
    if (buckets != own) i = pair_runs_.Find(advisory.pair_runs, absl::HashOf(buckets), in_run);
    for (; in_run(i); ++i) visit(pairs_[i]);
  };
  const Probes products = ProbesOf(key.product);
  for (std::size_t i = 0; i < products.count; ++i) visit_pairs(products.of[i], 0);
  if (key.has_component()) {
    const Probes components = ProbesOf(key.component);
    for (std::size_t j = 0; j < components.count; ++j) {
      if (!products.Have(components.of[j])) visit_pairs(components.of[j], 0);
      for (std::size_t i = 0; i < products.count; ++i) visit_pairs(products.of[i], components.of[j]);
    }
    return;
  }
  for (std::size_t k = 0; k < products.count; ++k) {
    const auto in_run = [&](std::uint32_t i) {
      return i < advisory.end_component && components_[i].component == products.of[k];
    };
    std::uint32_t i = component_runs_.Find(advisory.component_runs, absl::HashOf(products.of[k]), in_run);
    for (; in_run(i); ++i) visit_component(components_[i].statement);
  }
}

void Consensus::Index::Gather(const Advisory& advisory, const KeySubjects& key, Tally& tally,
                              std::uint32_t own_run) const {
  const int own_level = advisory.any_digest ? OwnLevel(key) : 2;
  const auto add = [&](std::uint32_t statement) {
    if (const int level = ScopeLevel(evidence_, evidence_.statements()[statement], key); level != 0) {
      tally.Add(statement, level);
    }
  };
  const auto add_pair = [&](const Pair& pair) {
    if (pair.product_id == key.product.id() && pair.component_id == key.component.id()) {
      tally.Add(pair.statement, own_level);
    } else {
      add(pair.statement);
    }
  };
  if (advisory.large()) {
    VisitMany(advisory, key, own_run, add_pair, add);
  } else {
    VisitFew(advisory, key, add_pair);
  }
}

void Consensus::Index::Fill(const Advisory& advisory, Tally& tally, Record& record) const {
  record.tenant = evidence_.Text(advisory.tenant);
  record.advisory_key = evidence_.Text(advisory.key);
  record.decision = tally.Count();
  FillRecord(tally, evidence_, speakers_, weighing_, ids_, record);
}

}  // namespace vexlens
