#include "lib/sbom/sameness.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "lib/sbom/identifier_rank.h"

namespace vexlens::sbom {
namespace {

using Digests = std::vector<std::string_view>;  // sorted, so that those of one algorithm are together

// Alike is a list of entries, sorted, with all their digests.
struct Alike {
  std::vector<std::uint32_t> entries;
  Digests digests;
};

std::string_view AlgorithmOf(std::string_view digest) { return digest.substr(0, digest.find(':')); }

Digests DigestsOf(const SbomComponent& entry) {
  Digests digests;
  for (const std::string_view identifier : entry.identifiers) {
    if (RankOf(identifier) == IdentifierRank::kDigest) digests.push_back(identifier);
  }
  std::sort(digests.begin(), digests.end());
  return digests;
}

// Counts has the number of lists with each digest, and with any digest of each algorithm.
struct Counts {
  absl::flat_hash_map<std::string_view, std::size_t> of_digest;
  absl::flat_hash_map<std::string_view, std::size_t> of_algorithm;

  explicit Counts(std::span<const Alike> lists) {
    for (const Alike& list : lists) {
      std::string_view last;
      for (const std::string_view digest : list.digests) {
        const std::string_view algorithm = AlgorithmOf(digest);
        ++of_digest[digest];
        if (algorithm != last) ++of_algorithm[algorithm];
        last = algorithm;
      }
    }
  }
};

// Reports whether, for each algorithm, all lists with digests of it have one in common.
bool Agree(std::span<const Alike> lists) {
  const Counts counts(lists);
  absl::flat_hash_set<std::string_view> agreed;
  for (const auto& [digest, count] : counts.of_digest) {
    const std::string_view algorithm = AlgorithmOf(digest);
    if (count == counts.of_algorithm.at(algorithm)) agreed.insert(algorithm);
  }
  return agreed.size() == counts.of_algorithm.size();
}

// Reports whether there is an algorithm of which all lists have digests, and no two the same.
bool ToldApart(std::span<const Alike> lists) {
  const Counts counts(lists);
  absl::flat_hash_set<std::string_view> telling;
  for (const auto& [algorithm, count] : counts.of_algorithm) {
    if (count == lists.size()) telling.insert(algorithm);
  }
  for (const auto& [digest, count] : counts.of_digest) {
    if (count > 1) telling.erase(AlgorithmOf(digest));
  }
  return !telling.empty();
}

Alike Together(std::span<const Alike> lists) {
  Alike all;
  for (const Alike& list : lists) {
    all.entries.insert(all.entries.end(), list.entries.begin(), list.entries.end());
    all.digests.insert(all.digests.end(), list.digests.begin(), list.digests.end());
  }
  std::sort(all.entries.begin(), all.entries.end());
  std::sort(all.digests.begin(), all.digests.end());
  all.digests.erase(std::unique(all.digests.begin(), all.digests.end()), all.digests.end());
  return all;
}

// Returns `lists` in groups by key_of(list), in order of the first members of the groups.
template <typename KeyOf>
std::vector<std::vector<Alike>> GroupBy(std::span<const Alike> lists, KeyOf key_of) {
  std::vector<std::vector<Alike>> groups;
  absl::flat_hash_map<decltype(key_of(std::size_t{})), std::size_t> group_of;
  for (std::size_t at = 0; at < lists.size(); ++at) {
    const auto [found, added] = group_of.try_emplace(key_of(at), groups.size());
    if (added) groups.emplace_back();
    groups[found->second].push_back(lists[at]);
  }
  return groups;
}

// Returns the lists in groups that share digests, directly or through others. Those without digests are one group.
std::vector<std::vector<Alike>> GroupsThatShare(std::span<const Alike> lists) {
  std::vector<std::size_t> above(lists.size());
  std::iota(above.begin(), above.end(), std::size_t{0});
  const auto top = [&](std::size_t at) {
    while (above[at] != at) at = above[at] = above[above[at]];
    return at;
  };
  absl::flat_hash_map<std::string_view, std::size_t> first_with;
  const auto join = [&](std::size_t at, std::string_view digest) {
    const std::size_t other = top(first_with.try_emplace(digest, at).first->second);
    above[std::max(other, top(at))] = std::min(other, top(at));
  };
  for (std::size_t at = 0; at < lists.size(); ++at) {
    for (const std::string_view digest : lists[at].digests) join(at, digest);
    if (lists[at].digests.empty()) join(at, "");
  }
  return GroupBy(lists, top);
}

// Returns the components that the entries with one purl make, in order of their first entries.
std::vector<Alike> ComponentsOf(std::span<const Alike> entries) {
  if (Agree(entries)) return {Together(entries)};
  std::vector<Alike> components;
  for (const std::vector<Alike>& group : GroupsThatShare(entries)) {
    if (Agree(group)) {
      components.push_back(Together(group));
      continue;
    }
    for (const std::vector<Alike>& equal : GroupBy(group, [&](std::size_t at) { return group[at].digests; })) {
      components.push_back(Together(equal));
    }
  }
  std::sort(components.begin(), components.end(),
            [](const Alike& a, const Alike& b) { return a.entries.front() < b.entries.front(); });
  return components;
}

void AddPurl(std::span<const Alike> entries, Sameness& sameness) {
  const std::vector<Alike> components = ComponentsOf(entries);
  for (const Alike& component : components) {
    const std::uint32_t first = component.entries.front();
    for (const std::uint32_t entry : component.entries) sameness.first[entry] = first;
    if (&component != &components.front()) sameness.namesakes.push_back({first, components.front().entries.front()});
  }
  if (ToldApart(components)) return;
  // The one with the fewest digests may be the same as any other.
  const auto least = std::min_element(components.begin(), components.end(),
                                      [](const Alike& a, const Alike& b) { return a.digests < b.digests; });
  for (const Alike& component : components) {
    if (&component == &*least) continue;
    sameness.perhaps_same.push_back({least->entries.front(), component.entries.front()});
  }
}

}  // namespace

Sameness SamenessOf(std::span<const SbomComponent> entries) {
  Sameness sameness;
  sameness.first.resize(entries.size());
  std::iota(sameness.first.begin(), sameness.first.end(), std::uint32_t{0});
  absl::flat_hash_map<std::string_view, std::uint32_t> first_of_purl;
  std::vector<Sameness::Pair> repeats;  // (first entry with a purl, later one)
  for (std::uint32_t entry = 0; entry < entries.size(); ++entry) {
    const auto& identifiers = entries[entry].identifiers;
    if (identifiers.empty() || RankOf(identifiers.front()) != IdentifierRank::kPurl) continue;
    const auto [found, added] = first_of_purl.try_emplace(identifiers.front(), entry);
    if (!added) repeats.push_back({found->second, entry});
  }
  std::sort(repeats.begin(), repeats.end());
  for (std::size_t at = 0; at < repeats.size();) {
    const std::uint32_t first = repeats[at].first;
    std::vector<Alike> same_purl{{{first}, DigestsOf(entries[first])}};
    for (; at < repeats.size() && repeats[at].first == first; ++at) {
      same_purl.push_back({{repeats[at].second}, DigestsOf(entries[repeats[at].second])});
    }
    AddPurl(same_purl, sameness);
  }
  return sameness;
}

}  // namespace vexlens::sbom
