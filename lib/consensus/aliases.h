// Alias classes: which vulnerability identifiers mean the same thing, and what the class is called.
#ifndef VEXLENS_LIB_CONSENSUS_ALIASES_H_
#define VEXLENS_LIB_CONSENSUS_ALIASES_H_

#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/weighing.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"

namespace vexlens::consensus {

// AliasClasses joins the identifiers that statements call aliases of one another, tenant by tenant. Statements count
// from Policy::alias_join_tier on, unless they are refused.
class AliasClasses {
 public:
  AliasClasses() = default;
  AliasClasses(const Evidence& evidence, const Speakers& speakers, std::span<const Worth> worths, const Policy& policy,
               std::span<const KnownClass> known);

  // Returns the identifier that names the class of `vulnerability` for `tenant`.
  TextId KeyOf(TextId tenant, TextId vulnerability) const {
    const auto place = keys_.find({tenant, vulnerability});
    return place == keys_.end() ? vulnerability : place->second;
  }

  // Returns the identifiers that issuers of equal tiers tie to several CVEs, as (tenant, identifier).
  const std::vector<std::pair<TextId, TextId>>& ambiguous() const { return ambiguous_; }

 private:
  class Tenant;

  absl::flat_hash_map<std::pair<TextId, TextId>, TextId> keys_;
  std::vector<std::pair<TextId, TextId>> ambiguous_;
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_ALIASES_H_
