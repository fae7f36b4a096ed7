// Index: the statements of one instant, ordered so that a key finds those that may speak about it.
#ifndef VEXLENS_LIB_CONSENSUS_INDEX_H_
#define VEXLENS_LIB_CONSENSUS_INDEX_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/consensus/aliases.h"
#include "lib/consensus/run_table.h"
#include "lib/consensus/scope.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/tally.h"
#include "lib/consensus/weighing.h"
#include "vexlens/consensus.h"

namespace vexlens {

// Advisory is one tenant's class of a vulnerability, with its runs in the two orders.
struct Advisory {
  TextId tenant = 0;
  TextId key = 0;
  std::uint32_t first_pair = 0;  // in the order by (product, component) bucket
  std::uint32_t end_pair = 0;
  bool any_digest = false;            // among the products and components
  std::uint32_t first_component = 0;  // in the order by component bucket
  std::uint32_t end_component = 0;
  RunTable::Region pair_runs;  // of a large one
  RunTable::Region component_runs;

  // large advisories are not looked through; their runs are in tables.
  bool large() const { return end_pair - first_pair > 32; }
};

// Join makes one ordered value of two ids.
inline std::uint64_t Join(TextId high, TextId low) { return std::uint64_t{high} << 32 | low; }

// Consensus::Index is everything that Build computes.
class Consensus::Index {
 public:
  Index(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, Instant as_of,
        std::span<const KnownClass> known);

  // Key is one (product, component) that an existing statement names under an advisory.
  struct Key {
    std::uint32_t advisory;
    SubjectId product;
    SubjectId component;
    std::uint32_t run;  // of pairs in its buckets, where the statements that name it stand too
  };

  // Pair is a statement with what it is about.
  struct Pair {
    TextId product;  // buckets
    TextId component;
    SubjectId product_id;  // the statement's own, to know it for literal without looking at it
    SubjectId component_id;
    std::uint32_t statement;

    std::uint64_t buckets() const { return Join(product, component); }
  };

  const Evidence& evidence() const { return evidence_; }
  const Policy& policy() const { return policy_; }
  const Speakers& speakers() const { return speakers_; }
  const Weighing& weighing() const { return weighing_; }
  const StatementIds& ids() const { return ids_; }
  const AliasClasses& aliases() const { return aliases_; }
  Instant as_of() const { return as_of_; }
  const Digest& policy_digest() const { return policy_digest_; }
  const std::vector<Key>& keys() const { return keys_; }
  const std::vector<AmbiguousAlias>& ambiguous() const { return ambiguous_; }
  const Advisory& advisory(const Key& key) const { return advisories_[key.advisory]; }
  const std::vector<Advisory>& advisories() const { return advisories_; }

  KeySubjects SubjectsOf(const Key& key) const {
    return {KeySubject(evidence_, key.product), KeySubject(evidence_, key.component)};
  }

  // Foresee asks the memory for what a key a few places behind `i` will need: keys are mostly taken in order, and
  // their statements lie in the order of arrival.
  void Foresee(std::size_t i) const;

  // FindAdvisory is the class of a canonical vulnerability identifier, if any statement is about it.
  const Advisory* FindAdvisory(std::string_view tenant, std::string_view vulnerability) const;

  // PairsOf are the existing statements of `advisory`.
  std::span<const Pair> PairsOf(const Advisory& advisory) const {
    return std::span(pairs_).subspan(advisory.first_pair, advisory.end_pair - advisory.first_pair);
  }

  Tally NewTally(TallyMemory& memory) const { return {evidence_, speakers_, weighing_, ids_, policy_, memory}; }

  // Gather adds to `tally` every statement of `advisory` that speaks about `key`, whose own run may be known.
  void Gather(const Advisory& advisory, const KeySubjects& key, Tally& tally,
              std::uint32_t own_run = RunTable::kNone) const;

  // Fill adds the decision and the explanation of what was gathered to `record`, whose key is set.
  void Fill(const Advisory& advisory, Tally& tally, Record& record) const;

 private:
  struct Component {
    TextId component;  // bucket
    std::uint32_t statement;
  };
  // Probes are the buckets in which statements about a subject stand.
  struct Probes {
    TextId of[3];
    std::size_t count = 0;

    bool Have(TextId bucket) const { return std::find(of, of + count, bucket) != of + count; }
  };

  std::vector<std::uint32_t> Ordered() const;
  void NameClasses();
  void SupersedeStatements(std::span<const std::uint32_t> order);
  void SupersedeRun(std::span<const std::uint32_t> run);
  void BuildAdvisories(std::span<const std::uint32_t> order);
  void AddAdvisory(std::span<const std::uint32_t> statements, TextId tenant, TextId key);
  void AddKeys(const Advisory& advisory, std::uint32_t number);
  void FillRunTables();
  void SortKeys();
  TextId TenantOf(std::uint32_t statement) const;
  bool IsDigest(SubjectId subject) const;
  std::vector<std::uint32_t> SubjectRanks() const;
  Probes ProbesOf(const KeySubject& subject) const;
  template <typename Visit>
  void VisitFew(const Advisory& advisory, const KeySubjects& key, Visit visit) const;
  template <typename Visit, typename VisitComponent>
  void VisitMany(const Advisory& advisory, const KeySubjects& key, std::uint32_t own_run, Visit visit,
                 VisitComponent visit_component) const;

  const Evidence& evidence_;
  const Policy& policy_;
  Instant as_of_;
  Digest policy_digest_;
  Speakers speakers_;
  Weighing weighing_;
  StatementIds ids_;
  AliasClasses aliases_;
  std::optional<TextId> wild_cpe_;
  std::vector<TextId> key_of_;  // by statement: its own vulnerability, then its class
  std::vector<Advisory> advisories_;
  absl::flat_hash_map<std::uint64_t, std::uint32_t> advisory_of_;  // (tenant, key)
  std::vector<Pair> pairs_;
  std::vector<Component> components_;
  std::vector<bool> is_bucket_;  // by TextId: some statement stands in it
  RunTable pair_runs_;
  RunTable component_runs_;
  std::vector<Key> keys_;
  std::vector<AmbiguousAlias> ambiguous_;
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_INDEX_H_
