// Consensus: one explained answer per tenant, vulnerability, product and component.
#ifndef VEXLENS_CONSENSUS_H_
#define VEXLENS_CONSENSUS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/basis.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/identity.h"
#include "vexlens/instant.h"
#include "vexlens/millionths.h"
#include "vexlens/trust.h"

namespace vexlens {

// kRules is the version of the rules by which answers are formed, and of the shape of records.
inline constexpr std::uint32_t kRules = 1;

// State is how a consensus came out.
enum class State : std::uint8_t { kAffected, kUnderInvestigation, kNotAffected, kFixed, kDisputed, kInconclusive };
std::string_view StateName(State state);

// Reason is why a statement has no vote.
enum class Reason : std::uint8_t {
  kNone,
  kWithdrawn,
  kSuperseded,
  kSignatureFailed,
  kIssuerRevoked,
  kSignatureRequired,
  kMayNotClear,
  kJustificationRequired,
  kNoWeight,
  kNotVoice,
  kCrowd,
  kOutranked,
};
std::string_view ReasonName(Reason reason);

// Decision is the outcome for one key, without its explanation.
struct Decision {
  State state = State::kInconclusive;
  std::string_view reason;                            // "", no_vote, low_confidence, quorum, operator
  VexStatus status = VexStatus::kUnderInvestigation;  // the effective one
  std::optional<VexStatus> winner;                    // of the vote
  Millionths agreement = 0;
  Millionths strength = 0;
  Millionths confidence = 0;
  std::uint32_t quorum = 0;                        // issuers on the winner's side, all of the crowd one
  std::array<Millionths, kStatusCount> weights{};  // by VexStatus
};

// FactorStep is one link of a statement's weight.
struct FactorStep {
  std::string_view name;
  Millionths value = 0;
  Millionths before = 0;
  Millionths after = 0;
};

// RationaleEntry is one statement's part in a record.
struct RationaleEntry {
  std::uint32_t statement = 0;  // index into Evidence::statements()
  Digest statement_id;
  std::string_view issuer;
  Tier tier = Tier::kUnknown;
  VexStatus status = VexStatus::kAffected;
  std::string_view justification;
  Instant updated_at;
  int level = 0;
  Millionths weight = 0;
  std::array<FactorStep, 5> factors{};
  bool accepted = false;
  Reason reason = Reason::kNone;
  std::uint32_t count = 1;  // statements folded into this entry
};

// Conflict is a disagreement that stays visible.
struct Conflict {
  Digest id;
  std::string_view reason;  // status_disagreement, scope_mismatch, missing_provenance
  int level = 0;
  std::vector<VexStatus> statuses;        // caution order
  std::vector<std::string_view> issuers;  // byte order
  std::vector<Digest> statements;         // byte order
  Millionths trust_delta = 0;
  Instant since;
};

// Record is a decision with everything that explains it. Its views live as long as the Consensus.
struct Record {
  Digest consensus_id;
  std::string_view tenant;
  std::string_view advisory_key;
  std::string artifact_key;
  std::string component_key;
  Decision decision;
  std::vector<RationaleEntry> rationale;
  std::vector<Conflict> conflicts;
  std::vector<Digest> derived_from;  // of documents with a vote, and of the BOMs that explain their links
};

// KeyTexts are the four texts that name a record and put it in order. They live as long as the Consensus.
struct KeyTexts {
  std::string_view tenant;
  std::string_view advisory;
  std::string_view product;
  std::string_view component;
};

// ConsensusId is the digest that names the record of a key: over its RFC 8785 bytes.
Digest ConsensusId(const KeyTexts& key);

// AmbiguousAlias is an identifier that equally good tiers tie to several CVEs; it stands alone.
struct AmbiguousAlias {
  std::string_view tenant;
  std::string_view identifier;
};

// AmbiguousLink is a BOM-Link that equally good BOMs of its issuer explain differently. What clears it clears nothing
// else; what warns of it is a warning about everything that they say, up to 32 explanations.
struct AmbiguousLink {
  std::string_view tenant;
  std::string_view link;
};

// UnlistedClearer is somebody whose all-clears count for nothing because the directory does not list them, and how many
// statements those are.
struct UnlistedClearer {
  std::string_view tenant;
  std::string_view issuer;
  std::size_t statements = 0;
};

// RepeatedEdition is a document of which another has the same id and an equal or incomparable version, but other
// bytes; both live.
struct RepeatedEdition {
  std::uint32_t document = 0;  // index into Evidence::documents()
};

// NearStatement is a statement that almost speaks about a key.
struct NearStatement {
  std::uint32_t statement = 0;  // index into Evidence::statements()
  NearMiss why;
};

// KnownClass is what a tenant is known to call the class of a vulnerability, by ids of the evidence's texts.
struct KnownClass {
  TextId tenant = 0;
  TextId vulnerability = 0;
  TextId advisory = 0;
};

// Consensus answers for one instant, directory and policy. It enumerates one key for each (tenant, advisory,
// product, component) that an existing statement names, in byte order of the four key texts.
// Immutable; the evidence, directory and policy, and not the basis that names them, must outlive it. Safe for
// concurrent use.
class Consensus {
 public:
  // Weighs and indexes the statements that exist as of the basis, whoever's they are. Where the evidence is not all
  // that there is, `known` classes are taken as they are, whatever its statements tie.
  static Consensus Build(const Evidence& evidence, const Basis& basis, std::span<const KnownClass> known = {});
  static Consensus Build(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy,
                         Instant as_of);

  Consensus(Consensus&&) noexcept;
  Consensus& operator=(Consensus&&) noexcept;
  ~Consensus();

  // size is the number of keys, KeyOf what names one.
  std::size_t size() const;
  KeyTexts KeyOf(std::size_t i) const;

  // Hears tells whether any of the marked statements (by index into Evidence::statements()) speaks about key `i`.
  bool Hears(std::size_t i, const std::vector<bool>& statements) const;

  // Decide is the outcome for key `i`; Explain adds the rationale and the conflicts.
  Decision Decide(std::size_t i) const;
  Record Explain(std::size_t i) const;

  // AppendRecord writes Explain(i) as RFC 8785 bytes with its consensusDigest, without a line feed.
  void AppendRecord(std::size_t i, std::string& out) const;

  // Query answers for any key: NOT_FOUND when no statement speaks about it, INVALID_ARGUMENT for a malformed
  // product or component ("" for none; either may end in " <vers>").
  absl::StatusOr<Record> Query(std::string_view tenant, std::string_view vulnerability, std::string_view product,
                               std::string_view component) const;

  // QueryInto is Query for a caller who has a place for the record, a new one; it is of no use after an error.
  absl::Status QueryInto(std::string_view tenant, std::string_view vulnerability, std::string_view product,
                         std::string_view component, Record& record) const;

  // NearMisses are the existing statements about the vulnerability that almost speak about the key, the nearest
  // first, then by statementId; at most `limit`. Errors as of Query, but none for a key that nobody speaks about.
  absl::StatusOr<std::vector<NearStatement>> NearMisses(std::string_view tenant, std::string_view vulnerability,
                                                        std::string_view product, std::string_view component,
                                                        std::size_t limit) const;

  // AppendNearMisses writes them as a canonical JSON array: what the statement says, and what differs.
  void AppendNearMisses(std::span<const NearStatement> misses, std::string& out) const;

  // AdvisoryKeyOf is the key text of the vulnerability that a statement is about.
  std::string_view AdvisoryKeyOf(std::uint32_t statement) const;

  // IssuerOf is what the statement's issuer is called in records.
  std::string_view IssuerOf(std::uint32_t statement) const;

  // Append is AppendRecord for any record of this consensus; it returns the consensusDigest.
  Digest Append(const Record& record, std::string& out) const;

  // AdvisoryKey is the key text of a vulnerability identifier in `tenant`: its CVE, or its class.
  std::string_view AdvisoryKey(std::string_view tenant, std::string_view vulnerability) const;

  // ambiguous_aliases are sorted by tenant and identifier.
  const std::vector<AmbiguousAlias>& ambiguous_aliases() const;

  // ambiguous_links are sorted by tenant and link.
  const std::vector<AmbiguousLink>& ambiguous_links() const;

  // unlisted_clearers are sorted by tenant, then by how many statements they make, most first, then by name.
  const std::vector<UnlistedClearer>& unlisted_clearers() const;

  // repeated_editions has one entry for each such id, in byte order of the ids.
  const std::vector<RepeatedEdition>& repeated_editions() const;

  class Index;  // of the library alone

 private:
  friend class Alignment;
  explicit Consensus(std::unique_ptr<Index> index);
  void ExplainInto(std::size_t i, Record& record) const;
  std::unique_ptr<Index> index_;
};

}  // namespace vexlens

#endif  // VEXLENS_CONSENSUS_H_
