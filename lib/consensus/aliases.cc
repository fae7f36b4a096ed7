#include "lib/consensus/aliases.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_set.h"

namespace vexlens::consensus {

// Tenant collects the ties of one tenant, then names its classes.
class AliasClasses::Tenant {
 public:
  explicit Tenant(const Evidence& evidence) : evidence_(evidence) {}

  // Adds the identifiers of one statement, its own first.
  void Tie(std::vector<TextId> identifiers, int goodness) {
    std::erase_if(identifiers, [&](TextId id) { return IsVendorAdvisory(evidence_.Text(id)); });
    std::vector<TextId> cves;
    std::vector<TextId> others;
    for (const TextId id : identifiers) (IsCve(evidence_.Text(id)) ? cves : others).push_back(id);
    std::sort(cves.begin(), cves.end());
    cves.erase(std::unique(cves.begin(), cves.end()), cves.end());
    if (cves.size() > 1) return;
    if (cves.size() == 1) {
      for (const TextId other : others) TieToCve(other, cves[0], goodness);
    } else {
      groups_.push_back(std::move(others));
    }
  }

  void Name(TextId tenant, AliasClasses& classes) {
    for (const auto& [id, cve] : cves_) {
      if (cve.ambiguous) {
        classes.ambiguous_.push_back({tenant, id});
      } else {
        classes.keys_[{tenant, id}] = cve.id;
      }
    }
    JoinSets();
    for (const auto& [id, parent] : parents_) {
      const Set& set = sets_[Root(id)];
      const TextId key = set.cves.size() == 1 ? set.cves[0] : set.smallest;
      if (key != id) classes.keys_[{tenant, id}] = key;
    }
  }

 private:
  struct Cve {
    TextId id = 0;
    int goodness = 0;  // of its best tie
    bool ambiguous = false;
  };
  struct Set {
    TextId smallest = 0;
    std::vector<TextId> cves;  // that its members are tied to, without repeats
  };

  void TieToCve(TextId id, TextId cve, int goodness) {
    const auto [place, added] = cves_.try_emplace(id, Cve{cve, goodness, false});
    Cve& known = place->second;
    if (added || goodness < known.goodness) return;
    if (goodness > known.goodness) {
      known = {cve, goodness, false};
    } else if (known.id != cve) {
      known.ambiguous = true;
    }
  }

  // Unites identifiers that are tied to no CVE. One that is tied to a CVE lends it to its set; ambiguous ones join
  // none.
  void JoinSets() {
    std::vector<std::pair<TextId, TextId>> touches;  // (member, CVE)
    for (const std::vector<TextId>& group : groups_) {
      const auto free = std::find_if(group.begin(), group.end(), [&](TextId id) { return !cves_.contains(id); });
      if (free == group.end()) continue;
      for (const TextId id : group) {
        const auto claimed = cves_.find(id);
        if (claimed == cves_.end()) {
          parents_.try_emplace(id, id);
          const TextId root = Root(id);
          parents_[root] = Root(*free);
        } else if (!claimed->second.ambiguous) {
          touches.push_back({*free, claimed->second.id});
        }
      }
    }
    for (const auto& [id, parent] : parents_) {
      Set& set = sets_[Root(id)];
      if (set.smallest == 0 || evidence_.Text(id) < evidence_.Text(set.smallest)) set.smallest = id;
    }
    for (const auto& [member, cve] : touches) {
      std::vector<TextId>& cves = sets_[Root(member)].cves;
      if (std::find(cves.begin(), cves.end(), cve) == cves.end()) cves.push_back(cve);
    }
  }

  TextId Root(TextId id) {
    while (parents_[id] != id) {
      TextId& parent = parents_[id];
      parent = parents_[parent];
      id = parent;
    }
    return id;
  }

  const Evidence& evidence_;
  absl::flat_hash_map<TextId, Cve> cves_;        // by the identifier that is tied
  std::vector<std::vector<TextId>> groups_;      // identifiers of statements without a CVE
  absl::flat_hash_map<TextId, TextId> parents_;  // union-find over identifiers that are tied to no CVE
  absl::flat_hash_map<TextId, Set> sets_;        // by root
};

AliasClasses::AliasClasses(const Evidence& evidence, const Speakers& speakers, std::span<const Worth> worths,
                           const Policy& policy, std::span<const KnownClass> known) {
  const StatementTable& table = evidence.table();
  std::map<TextId, Tenant> tenants;
  absl::flat_hash_set<std::tuple<TextId, std::uint32_t, int>> seen;             // a feed repeats its ties
  std::vector<std::pair<TextId, std::uint16_t>> lately(table.issues().size());  // cache: tenant, a bit for a goodness
  for (std::uint32_t i = 0; i < worths.size(); ++i) {
    const Worth worth = worths[i];
    const std::uint32_t issue = table.issue_id(i);
    if (!worth.exists() || worth.tier() < policy.alias_join_tier || table.issues()[issue].aliases == 0) continue;
    // An issuer that may not clear may still tie, unless the statement is refused for another reason too.
    const bool ties = worth.live() || (worth.refusal() == Reason::kMayNotClear &&
                                       !Weighing::LacksJustification(table.claim(i), policy));
    if (!ties) continue;
    const std::uint32_t document = table.occasion(i).document;
    const TextId tenant = evidence.documents()[document].tenant;
    // Verified ties are better than others, then those of a better tier.
    constexpr int kVerified = static_cast<int>(kTierCount);
    const int goodness = static_cast<int>(worth.tier()) + (speakers.of_document(document).verified ? kVerified : 0);
    auto& [by, said] = lately[issue];
    const auto bit = static_cast<std::uint16_t>(1 << goodness);
    if (by == tenant && (said & bit) != 0) continue;
    said = static_cast<std::uint16_t>(by == tenant ? said | bit : bit);
    by = tenant;
    if (!seen.insert({tenant, issue, goodness}).second) continue;
    std::vector<TextId> identifiers{table.issues()[issue].vulnerability};
    for (const TextId alias : evidence.Aliases(table.issues()[issue].aliases)) identifiers.push_back(alias);
    tenants.try_emplace(tenant, evidence).first->second.Tie(std::move(identifiers), goodness);
  }
  for (auto& [tenant, ties] : tenants) ties.Name(tenant, *this);
  for (const KnownClass& known_class : known) {
    const std::pair<TextId, TextId> identifier(known_class.tenant, known_class.vulnerability);
    if (known_class.advisory == known_class.vulnerability) {
      keys_.erase(identifier);
    } else {
      keys_[identifier] = known_class.advisory;
    }
  }
  std::sort(ambiguous_.begin(), ambiguous_.end(), [&](const auto& a, const auto& b) {
    return std::make_pair(evidence.Text(a.first), evidence.Text(a.second)) <
           std::make_pair(evidence.Text(b.first), evidence.Text(b.second));
  });
}

}  // namespace vexlens::consensus
