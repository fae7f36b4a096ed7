#include "lib/consensus/index.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/hash/hash.h"
#include "lib/base/radix_sort.h"
#include "lib/base/text_order.h"

namespace vexlens {
namespace {

// ForEachRun calls `visit` with every longest stretch of `order` whose neighbours are `same`.
template <typename Same, typename Visit>
void ForEachRun(std::span<const std::uint32_t> order, Same same, Visit visit) {
  for (std::size_t first = 0, next = 1; first < order.size(); first = next++) {
    while (next < order.size() && same(order[first], order[next])) ++next;
    visit(order.subspan(first, next - first));
  }
}

}  // namespace

Consensus::Index::Index(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, Instant as_of,
                        std::span<const KnownClass> known)
    : evidence_(evidence),
      policy_(policy),
      as_of_(as_of),
      policy_digest_(policy.Digest()),
      speakers_(evidence, directory, policy, as_of),
      weighing_(evidence, speakers_, policy, as_of),
      ids_(evidence),
      wild_cpe_(evidence.texts().Find(kWildCpe)) {
  key_of_.reserve(evidence.statements().size());
  for (const Statement& statement : evidence.statements()) key_of_.push_back(statement.vulnerability);
  std::vector<std::uint32_t> order = Ordered();
  SupersedeStatements(order);
  aliases_ = AliasClasses(evidence, weighing_, policy, known);
  if (aliases_.any()) {
    NameClasses();
    order = Ordered();
  }
  BuildAdvisories(order);
  FillRunTables();
  SortKeys();
  key_of_ = {};
  for (const auto& [tenant, id] : aliases_.ambiguous())
    ambiguous_.push_back({evidence.Text(tenant), evidence.Text(id)});
}

TextId Consensus::Index::TenantOf(std::uint32_t statement) const {
  return evidence_.documents()[evidence_.statements()[statement].document].tenant;
}

bool Consensus::Index::IsDigest(SubjectId subject) const {
  return evidence_.KindOf(subject) == IdentifierKind::kDigest;
}

void Consensus::Index::NameClasses() {
  absl::flat_hash_map<std::uint64_t, TextId> known;  // few vulnerabilities, many statements
  for (std::uint32_t i = 0; i < key_of_.size(); ++i) {
    const auto [place, added] = known.try_emplace(Join(TenantOf(i), key_of_[i]), 0);
    if (added) place->second = aliases_.KeyOf(TenantOf(i), key_of_[i]);
    key_of_[i] = place->second;
  }
}

// Ordered gives the statements that exist by tenant, key, product and component.
std::vector<std::uint32_t> Consensus::Index::Ordered() const {
  const auto statements = evidence_.statements();
  std::vector<SortKey> keys;
  keys.reserve(statements.size());
  for (std::uint32_t i = 0; i < statements.size(); ++i) {
    if (weighing_.exists(i)) keys.push_back({{key_of_[i], statements[i].product, statements[i].component}, i});
  }
  RadixSort(keys);
  std::vector<std::uint32_t> order;
  order.reserve(keys.size());
  for (const SortKey& key : keys) order.push_back(key.value);
  const auto documents = evidence_.documents();
  const bool one_tenant = std::all_of(documents.begin(), documents.end(), [&](const Document& document) {
    return document.tenant == documents.front().tenant;
  });
  if (!one_tenant) {
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return TenantOf(a) < TenantOf(b); });
  }
  return order;
}

// SupersedeStatements lets OpenVEX statements replace older ones of the same issuer about the same thing.
void Consensus::Index::SupersedeStatements(std::span<const std::uint32_t> order) {
  const auto statements = evidence_.statements();
  const auto same = [&](std::uint32_t a, std::uint32_t b) {
    return statements[a].vulnerability == statements[b].vulnerability &&
           statements[a].product == statements[b].product && statements[a].component == statements[b].component &&
           TenantOf(a) == TenantOf(b);
  };
  ForEachRun(order, same, [&](std::span<const std::uint32_t> run) {
    if (run.size() > 1) SupersedeRun(run);
  });
}

void Consensus::Index::SupersedeRun(std::span<const std::uint32_t> run) {
  const auto author = [&](std::uint32_t i) {
    return speakers_.of_document(evidence_.statements()[i].document).author();
  };
  const auto instant = [&](std::uint32_t i) { return evidence_.statements()[i].updated_at; };
  std::vector<std::uint32_t> newest_first;
  for (const std::uint32_t i : run) {
    const Document& document = evidence_.documents()[evidence_.statements()[i].document];
    if (document.format == Format::kOpenVex) newest_first.push_back(i);
  }
  std::sort(newest_first.begin(), newest_first.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::make_tuple(author(a), instant(b)) < std::make_tuple(author(b), instant(a));
  });
  const auto same_author = [&](std::uint32_t a, std::uint32_t b) { return author(a) == author(b); };
  const auto same_instant = [&](std::uint32_t a, std::uint32_t b) { return instant(a) == instant(b); };
  ForEachRun(newest_first, same_author, [&](std::span<const std::uint32_t> of_author) {
    int newer_rank = -1;
    ForEachRun(of_author, same_instant, [&](std::span<const std::uint32_t> equals) {
      int equal_rank = -1;
      for (const std::uint32_t i : equals) {
        const int rank = SignatureRank(evidence_.documents()[evidence_.statements()[i].document].signature);
        if (newer_rank >= rank) weighing_.Supersede(i);
        equal_rank = std::max(equal_rank, rank);
      }
      newer_rank = std::max(newer_rank, equal_rank);
    });
  });
}

void Consensus::Index::BuildAdvisories(std::span<const std::uint32_t> order) {
  pairs_.reserve(order.size());
  const auto same = [&](std::uint32_t a, std::uint32_t b) {
    return key_of_[a] == key_of_[b] && TenantOf(a) == TenantOf(b);
  };
  ForEachRun(order, same, [&](std::span<const std::uint32_t> run) {
    AddAdvisory(run, TenantOf(run.front()), key_of_[run.front()]);
  });
}

void Consensus::Index::AddAdvisory(std::span<const std::uint32_t> statements, TextId tenant, TextId key) {
  const auto number = static_cast<std::uint32_t>(advisories_.size());
  Advisory advisory;
  advisory.tenant = tenant;
  advisory.key = key;
  advisory.first_pair = static_cast<std::uint32_t>(pairs_.size());
  advisory.first_component = static_cast<std::uint32_t>(components_.size());
  for (const std::uint32_t i : statements) {
    const Statement& statement = evidence_.statements()[i];
    const TextId component = statement.component == 0 ? 0 : evidence_.subjects()[statement.component].bucket;
    pairs_.push_back(
        {evidence_.subjects()[statement.product].bucket, component, statement.product, statement.component, i});
    if (component != 0) components_.push_back({component, i});
    advisory.any_digest |= IsDigest(statement.product) || (component != 0 && IsDigest(statement.component));
  }
  std::sort(pairs_.begin() + advisory.first_pair, pairs_.end(), [](const Pair& a, const Pair& b) {
    return std::make_tuple(a.buckets(), a.product_id, a.component_id) <
           std::make_tuple(b.buckets(), b.product_id, b.component_id);
  });
  std::sort(components_.begin() + advisory.first_component, components_.end(),
            [](const Component& a, const Component& b) { return a.component < b.component; });
  advisory.end_pair = static_cast<std::uint32_t>(pairs_.size());
  AddKeys(advisory, number);
  advisory.end_component = static_cast<std::uint32_t>(components_.size());
  advisory_of_.emplace(Join(tenant, key), number);
  advisories_.push_back(advisory);
}

// AddKeys adds each (product, component) that the advisory's pairs name.
void Consensus::Index::AddKeys(const Advisory& advisory, std::uint32_t number) {
  std::uint32_t run = advisory.first_pair;
  for (std::uint32_t i = advisory.first_pair; i < advisory.end_pair; ++i) {
    const Pair& pair = pairs_[i];
    if (pair.buckets() != pairs_[run].buckets()) run = i;
    const bool named =
        i != run && pairs_[i - 1].product_id == pair.product_id && pairs_[i - 1].component_id == pair.component_id;
    if (!named) keys_.push_back({number, pair.product_id, pair.component_id, run});
  }
}

// FillRunTables makes known to Gather which buckets there are, and where large advisories have their runs.
void Consensus::Index::FillRunTables() {
  is_bucket_.assign(evidence_.texts().size(), false);
  for (const Pair& pair : pairs_) is_bucket_[pair.product] = is_bucket_[pair.component] = true;
  std::vector<RunTable::Run> runs;
  for (Advisory& advisory : advisories_) {
    if (!advisory.large()) continue;
    runs.clear();
    for (std::uint32_t i = advisory.first_pair; i < advisory.end_pair; ++i) {
      const bool first = i == advisory.first_pair || pairs_[i].buckets() != pairs_[i - 1].buckets();
      if (first) runs.push_back({absl::HashOf(pairs_[i].buckets()), i});
    }
    advisory.pair_runs = pair_runs_.Add(runs);
    runs.clear();
    for (std::uint32_t i = advisory.first_component; i < advisory.end_component; ++i) {
      const bool first = i == advisory.first_component || components_[i].component != components_[i - 1].component;
      if (first) runs.push_back({absl::HashOf(components_[i].component), i});
    }
    advisory.component_runs = component_runs_.Add(runs);
  }
  pair_runs_.ShrinkToFit();
  component_runs_.ShrinkToFit();
}

// SubjectRanks numbers the subjects that keys name in byte order of their key texts.
std::vector<std::uint32_t> Consensus::Index::SubjectRanks() const {
  std::vector<bool> named(evidence_.subjects().size(), false);
  for (const Key& key : keys_) named[key.product] = named[key.component] = true;
  std::vector<std::uint32_t> by_text;
  for (SubjectId id = 0; id < named.size(); ++id) {
    if (named[id]) by_text.push_back(id);
  }
  TextOrder(by_text, [&](SubjectId id) { return evidence_.KeyText(id); });
  std::vector<std::uint32_t> ranks(named.size(), 0);
  for (std::uint32_t i = 0; i < by_text.size(); ++i) ranks[by_text[i]] = i;
  return ranks;
}

// SortKeys puts the keys in byte order of their four texts.
void Consensus::Index::SortKeys() {
  std::vector<std::uint32_t> by_text(advisories_.size());
  std::iota(by_text.begin(), by_text.end(), 0);
  TextOrder(by_text, [&](std::uint32_t i) { return evidence_.Text(advisories_[i].key); });
  std::stable_sort(by_text.begin(), by_text.end(), [&](std::uint32_t a, std::uint32_t b) {
    const TextId left = advisories_[a].tenant;
    const TextId right = advisories_[b].tenant;
    return left != right && evidence_.Text(left) < evidence_.Text(right);
  });
  std::vector<std::uint32_t> advisory_ranks(advisories_.size());
  for (std::uint32_t i = 0; i < by_text.size(); ++i) advisory_ranks[by_text[i]] = i;
  const std::vector<std::uint32_t> subject_ranks = SubjectRanks();
  std::vector<SortKey> order;
  order.reserve(keys_.size());
  for (std::uint32_t i = 0; i < keys_.size(); ++i) {
    const Key& key = keys_[i];
    order.push_back({{advisory_ranks[key.advisory], subject_ranks[key.product], subject_ranks[key.component]}, i});
  }
  RadixSort(order);
  std::vector<Key> sorted;
  sorted.reserve(keys_.size());
  for (const SortKey& key : order) sorted.push_back(keys_[key.value]);
  keys_ = std::move(sorted);
}

void Consensus::Index::Foresee(std::size_t i) const {
  constexpr std::size_t kAhead = 8;
  if (i + 2 * kAhead >= keys_.size()) return;
  const Key& far = keys_[i + 2 * kAhead];
  __builtin_prefetch(&pairs_[far.run]);
  __builtin_prefetch(&evidence_.subjects()[far.product]);
  __builtin_prefetch(&evidence_.subjects()[far.component]);
  const std::uint32_t statement = pairs_[keys_[i + kAhead].run].statement;
  evidence_.table().Foresee(statement);
  weighing_.Foresee(statement);
}

}  // namespace vexlens
