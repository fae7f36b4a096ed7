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
#include "vexlens/support/millionths.h"
#include "vexlens/trust.h"

namespace vexlens {

// kRules is the version of the rules that form answers, and of the shape of records. It grows whenever the same
// evidence and policy could give other bytes.
inline constexpr std::uint32_t kRules = 1;

// State is how a consensus came out.
enum class State : std::uint8_t { kAffected, kUnderInvestigation, kNotAffected, kFixed, kDisputed, kInconclusive };
std::string_view StateName(State state);

// Reason is why a statement has no vote; kNone if it has one.
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
  std::optional<VexStatus> winner;                    // of the vote; none without a vote
  Millionths agreement = 0;
  Millionths strength = 0;
  Millionths confidence = 0;
  std::uint32_t quorum = 0;                        // issuers on the winner's side; the crowd counts as one
  std::array<Millionths, kStatusCount> weights{};  // by VexStatus
};

// FactorStep is one factor in the product that is a statement's weight.
struct FactorStep {
  std::string_view name;
  Millionths value = 0;
  Millionths before = 0;  // the product without this factor
  Millionths after = 0;   // and with it
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

// Conflict is a disagreement between voices about one key. It does not go away when the vote is decided.
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
  std::vector<Digest> derived_from;  // the documents with a vote, and the BOMs that explain their links
};

// KeyTexts are the four texts that name a record; records are in their byte order. They live as long as the Consensus.
struct KeyTexts {
  std::string_view tenant;
  std::string_view vulnerability;
  std::string_view product;
  std::string_view component;
};

// Returns the digest that names the record of a key: SHA-256 of the key's RFC 8785 bytes.
Digest ConsensusId(const KeyTexts& key);

// AmbiguousAlias is an identifier that issuers of equal tiers tie to several CVEs. It joins none of them.
struct AmbiguousAlias {
  std::string_view tenant;
  std::string_view identifier;
};

// AmbiguousLink is a BOM-Link that equally good BOMs of its issuer explain differently. An all-clear for it clears
// nothing but the link; a warning about it is one about each explanation, where there are at most 32.
struct AmbiguousLink {
  std::string_view tenant;
  std::string_view link;
};

// UnlistedClearer is an issuer whose all-clears have no vote because the directory does not list it.
struct UnlistedClearer {
  std::string_view tenant;
  std::string_view issuer;
  std::size_t statements = 0;  // all-clears without a vote
};

// RepeatedEdition is a document whose id another document has too, with other bytes and a version that is equal or
// cannot be compared. Neither replaces the other.
struct RepeatedEdition {
  std::uint32_t document = 0;  // index into Evidence::documents()
};

// NearStatement is a statement that almost speaks about a key.
struct NearStatement {
  std::uint32_t statement = 0;  // index into Evidence::statements()
  NearMiss why;
};

// KnownClass is an alias class that was found in more evidence than is at hand. Texts are ids of the evidence.
struct KnownClass {
  TextId tenant = 0;
  TextId vulnerability = 0;
  TextId advisory = 0;  // what the tenant calls the vulnerability's class
};

// Consensus holds the answers of one instant, directory and policy. It has a key for each (tenant, vulnerability,
// product, component) that an existing statement names, in byte order of the four texts.
//
//   const Consensus consensus = Consensus::Build(evidence, basis);
//   for (std::size_t i = 0; i < consensus.size(); ++i) consensus.AppendRecord(i, out);
//
// Immutable; the evidence, directory and policy, and not the basis that names them, must outlive it.
class Consensus {
 public:
  // Returns the consensus of the statements that exist as of the basis, whoever's they are. If the evidence is a part
  // of a larger one, `known` holds alias classes of the whole; they win over what the part says.
  static Consensus Build(const Evidence& evidence, const Basis& basis, std::span<const KnownClass> known = {});
  static Consensus Build(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy,
                         Instant as_of);

  Consensus(Consensus&&) noexcept;
  Consensus& operator=(Consensus&&) noexcept;
  ~Consensus();

  // Returns the number of keys. Requires, of every `i` below: i < size().
  std::size_t size() const;
  KeyTexts KeyOf(std::size_t i) const;

  // Reports whether any of the marked statements speaks about key `i`; marks are by index into Evidence::statements().
  bool Hears(std::size_t i, const std::vector<bool>& statements) const;

  // Returns the outcome for key `i`; Explain adds the rationale and the conflicts.
  Decision Decide(std::size_t i) const;
  Record Explain(std::size_t i) const;

  // Appends Explain(i) as RFC 8785 bytes with its consensusDigest, without a line feed.
  void AppendRecord(std::size_t i, std::string& out) const;

  // Returns the answer for any key. `component` is "" for the product as a whole; either may end in " <vers>".
  // Errors: NOT_FOUND when no statement speaks about the key, INVALID_ARGUMENT for a malformed product or component.
  absl::StatusOr<Record> Get(std::string_view tenant, std::string_view vulnerability, std::string_view product,
                             std::string_view component) const;

  // Does what Get does, into a record of the caller. Requires: `record` is new. After an error it is unspecified.
  absl::Status GetInto(std::string_view tenant, std::string_view vulnerability, std::string_view product,
                       std::string_view component, Record& record) const;

  // Returns the existing statements about the vulnerability that almost speak about the key: the nearest first, then
  // by statementId, at most `limit`. Errors: INVALID_ARGUMENT as Get.
  absl::StatusOr<std::vector<NearStatement>> NearMisses(std::string_view tenant, std::string_view vulnerability,
                                                        std::string_view product, std::string_view component,
                                                        std::size_t limit) const;

  // Appends near misses as a canonical JSON array: what each statement says, and what differs.
  void AppendNearMisses(std::span<const NearStatement> misses, std::string& out) const;

  // Returns the key text of the vulnerability that a statement is about.
  std::string_view AdvisoryKeyOf(std::uint32_t statement) const;

  // Returns the name of a statement's issuer in records.
  std::string_view IssuerOf(std::uint32_t statement) const;

  // Appends any record of this consensus as AppendRecord does, and returns its consensusDigest.
  Digest Append(const Record& record, std::string& out) const;

  // Returns the key text of a vulnerability in `tenant`: the name of its alias class, a CVE where the class has one.
  std::string_view AdvisoryKey(std::string_view tenant, std::string_view vulnerability) const;

  // Returns the ambiguous aliases, by tenant and identifier.
  const std::vector<AmbiguousAlias>& ambiguous_aliases() const;

  // Returns the ambiguous links, by tenant and link.
  const std::vector<AmbiguousLink>& ambiguous_links() const;

  // Returns the unlisted clearers by tenant, those with the most statements first, then by name.
  const std::vector<UnlistedClearer>& unlisted_clearers() const;

  // Returns one repeated edition for each id that has some, in byte order of the ids.
  const std::vector<RepeatedEdition>& repeated_editions() const;

  class Index;  // internal to the library

 private:
  friend class Alignment;
  explicit Consensus(std::unique_ptr<Index> index);
  void ExplainInto(std::size_t i, Record& record) const;
  std::unique_ptr<Index> index_;
};

}  // namespace vexlens

#endif  // VEXLENS_CONSENSUS_H_
