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
#include "lib/consensus/grouping.h"
#include "lib/consensus/run_table.h"
#include "lib/consensus/scope.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/tally.h"
#include "lib/consensus/weighing.h"
#include "vexlens/consensus.h"
#include "vexlens/support/large_vector.h"

namespace vexlens::consensus {

// Advisory is an alias class of one tenant, with its place in the index.
struct Advisory {
  TextId tenant = 0;
  TextId key = 0;
  std::uint32_t first_key = 0;
  std::uint32_t first_pair = 0;
  std::uint32_t end_pair = 0;
  std::uint32_t end_bare = 0;
  RunTable::Region pair_runs;
  RunTable::Region bare_runs;
};

}  // namespace vexlens::consensus

namespace vexlens {

// Index is what Consensus::Build computes. index_builder.h has a drawing. Immutable.
class Consensus::Index {
 public:
  Index(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, Instant as_of,
        std::span<const KnownClass> known);

  // Key is one (product, component) that existing statements name under an advisory.
  struct Key {
    SubjectId product;
    SubjectId component;
    std::uint32_t pair;  // the first that names it
  };

  // Pair is a reading of a statement, under an advisory. The pairs of an advisory are sorted by bucket of product,
  // bucket of component, product and component: first by run, then by key.
  struct Pair {
    std::uint32_t reading;
    std::uint32_t worth_bits : consensus::Worth::kBits;
    std::uint32_t begins_run : 1;
    std::uint32_t begins_key : 1;

    consensus::Worth worth() const { return consensus::Worth(worth_bits); }
  };
  static_assert(sizeof(Pair) == 8);

  const Evidence& evidence() const { return evidence_; }
  const Policy& policy() const { return policy_; }
  const consensus::Speakers& speakers() const { return speakers_; }
  const consensus::Links& links() const { return links_; }
  const consensus::StatementScopes& scopes() const { return scopes_; }
  const consensus::StatementIds& ids() const { return ids_; }
  Instant as_of() const { return as_of_; }
  const Digest& policy_digest() const { return policy_digest_; }
  const std::vector<AmbiguousAlias>& ambiguous() const { return ambiguous_; }
  const std::vector<UnlistedClearer>& unlisted_clearers() const { return unlisted_clearers_; }
  const std::vector<consensus::Advisory>& advisories() const { return advisories_; }

  // Returns the number of keys. Keys are numbered in byte order of their four texts, advisories in that of two.
  std::size_t key_count() const { return keys_.size(); }
  Key KeyAt(std::size_t i) const;
  const consensus::Advisory& AdvisoryOfKey(std::size_t i) const;

  // Prefetches what the next keys after `i` need: keys are mostly asked in order, but their statements are stored in
  // order of arrival.
  void Foresee(std::size_t i) const;

  // Returns the advisory of a canonical vulnerability identifier; null if no statement is about it.
  const consensus::Advisory* FindAdvisory(std::string_view tenant, std::string_view vulnerability) const;

  // Returns a pair. Those of an advisory have the numbers [first_pair, end_pair).
  const Pair& pair(std::uint32_t number) const { return pairs_[number]; }

  consensus::Tally NewTally(consensus::TallyMemory& memory) const {
    return {evidence_, speakers_, links_, ids_, policy_, memory};
  }

  // Returns the speaker of a reading's statement.
  consensus::SpeakerId SpeakerOf(std::uint32_t reading) const {
    return speakers_.of_document(links_.OccasionOf(reading).document).speaker;
  }

  void Add(std::uint32_t pair, identity::Hearing hearing, consensus::Tally& tally) const {
    tally.Add(pairs_[pair].reading, pairs_[pair].worth(), hearing);
  }

  // Add to `tally` every statement that speaks about key `i`, and those of `advisory` that speak about any `key`.
  // An issuer that speaks about the key itself is not heard about its component in other products (Tally::Silence).
  void GatherKey(std::size_t i, consensus::Tally& tally) const;
  void Gather(const consensus::Advisory& advisory, const consensus::KeySubjects& key, consensus::Tally& tally) const;

  // Completes `record` with the decision and the explanation of what was gathered. Requires: its product and component
  // are set.
  void Fill(const consensus::Advisory& advisory, consensus::Tally& tally, Record& record) const;

 private:
  class Builder;

  void CountUnlistedClearers(std::span<const consensus::Worth> worths);

  // A key is kept as the first pair that names it, with two flags.
  static constexpr std::uint32_t kReachesOut = 1U << 31;  // a statement of another run may speak about it
  static constexpr std::uint32_t kAllDigests = 1U << 30;  // its subjects have digests: its own statements have level 1
  static constexpr std::uint32_t kPair = kAllDigests - 1;

  static constexpr std::size_t kBlock = 32;

  // Role says what the subjects of a bucket are to existing statements.
  enum Role : std::uint8_t {
    kAlone = 1,      // products as a whole
    kProduct = 2,    // products with a component
    kComponent = 4,  // components
    kBare = 8,       // components that may be spoken of without their product
  };

  // Probes are the buckets in which statements about a subject may be.
  struct Probes {
    TextId of[3];
    std::size_t count = 0;

    bool Have(TextId bucket) const { return std::find(of, of + count, bucket) != of + count; }
    void Add(TextId bucket) {
      if (!Have(bucket)) of[count++] = bucket;
    }
  };

  // Calls `visit(product, component)` with the buckets of each run that may speak about a key, until it returns true;
  // reports whether it did. `components` is empty for a product as a whole. `has(bucket, role)` reports whether a
  // bucket has such subjects.
  template <typename Has, typename Visit>
  static bool VisitRuns(const Probes& products, const Probes& components, Has has, Visit visit) {
    for (std::size_t i = 0; i < products.count; ++i) {
      if (has(products.of[i], kAlone) && visit(products.of[i], TextId{0})) return true;
    }
    for (std::size_t j = 0; j < components.count; ++j) {
      const TextId component = components.of[j];
      if (!products.Have(component) && has(component, kAlone) && visit(component, TextId{0})) return true;
      if (!has(component, kComponent)) continue;
      for (std::size_t i = 0; i < products.count; ++i) {
        if (has(products.of[i], kProduct) && visit(products.of[i], component)) return true;
      }
    }
    return false;
  }

  std::uint64_t BucketsOf(std::uint32_t pair) const;
  std::uint64_t BucketsOf(SubjectId product, SubjectId component) const {
    return consensus::Join(evidence_.subjects()[product].bucket, evidence_.subjects()[component].bucket);
  }
  Probes ProbesOf(const consensus::KeySubject& subject) const;
  bool Has(TextId bucket, Role what) const { return (roles_[bucket] & what) != 0; }
  void GatherElsewhere(const consensus::Advisory& advisory, const consensus::KeySubjects& key, std::uint64_t own,
                       consensus::Tally& tally) const;
  void GatherBare(const consensus::Advisory& advisory, const consensus::KeySubjects& key, const Probes& products,
                  const Probes& components, consensus::Tally& tally) const;
  void AddIfSpeaks(std::uint32_t pair, const consensus::KeySubjects& key, consensus::Tally& tally) const;

  const Evidence& evidence_;
  const Policy& policy_;
  Instant as_of_;
  Digest policy_digest_;
  consensus::Speakers speakers_;
  consensus::Links links_;
  consensus::StatementScopes scopes_;
  consensus::Weighing weighing_;
  consensus::StatementIds ids_;
  consensus::AliasClasses aliases_;
  std::optional<TextId> wild_cpe_;
  std::vector<consensus::Advisory> advisories_;
  absl::flat_hash_map<std::uint64_t, std::uint32_t> advisory_of_;  // (tenant, key)
  LargeVector<Pair> pairs_;
  std::vector<std::uint32_t> bare_;  // pairs whose component is kBare: by advisory, then by bucket of component
  std::vector<std::uint8_t> roles_;  // by TextId, kAlone and the like
  consensus::RunTable pair_runs_;
  consensus::RunTable bare_runs_;
  LargeVector<std::uint32_t> keys_;
  std::vector<std::uint32_t> advisory_of_block_;  // by number of its first key / kBlock
  std::vector<AmbiguousAlias> ambiguous_;
  std::vector<UnlistedClearer> unlisted_clearers_;
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_INDEX_H_
