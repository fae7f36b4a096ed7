// Trust: who the issuers are, and how much of what they say counts.
#ifndef VEXLENS_TRUST_H_
#define VEXLENS_TRUST_H_

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/millionths.h"

namespace vexlens {

// Tier is an issuer's standing; a larger one is better.
enum class Tier : std::uint8_t { kUntrusted, kUnknown, kKnown, kTrusted, kAuthoritative };
inline constexpr std::size_t kTierCount = 5;
std::string_view TierName(Tier tier);

// Mode chooses whose voices vote.
enum class Mode : std::uint8_t { kWeightedVote, kHighestWeight, kAuthoritativeFirst, kLattice, kMostRecent };
std::string_view ModeName(Mode mode);

// IssuerKey is a public key that belongs to an issuer. A validity without a beginning or an end is open there.
struct IssuerKey {
  std::string key_id;
  std::string algorithm;
  std::string public_key;   // PEM
  std::string fingerprint;  // PublicKey::key_id of public_key; "" when that is no key that can be read
  Instant not_before;
  Instant not_after;
  std::optional<Instant> revoked_at;

  bool ValidAt(Instant instant) const { return not_before <= instant && (!not_after.dated() || instant <= not_after); }
  bool RevokedAt(Instant as_of) const { return revoked_at.has_value() && *revoked_at <= as_of; }

  friend bool operator==(const IssuerKey&, const IssuerKey&) = default;
};

// Issuer is one entry of the directory.
struct Issuer {
  std::string id;
  std::vector<std::string> names;
  std::vector<std::string> aliases;
  Tier tier = Tier::kUnknown;
  std::optional<Millionths> weight;                   // instead of the tier's
  std::optional<std::vector<std::string>> authority;  // absent: everywhere; empty: nowhere
  bool is_operator = false;                           // only in a tenant's own entries
  std::vector<IssuerKey> keys;
  std::optional<Instant> revoked_at;  // undated: revoked since ever

  // Parse reads one entry of `tenant`, "" for a global one, as a directory's file says it. INVALID_ARGUMENT for what
  // IssuerDirectory::Parse refuses in an entry, and for a public key that cannot be read; the place is then the one in
  // the entry ("/tier: missing").
  static absl::StatusOr<Issuer> Parse(std::string_view json, std::string_view tenant);

  // Spellings are all that documents may call the issuer: its id, then its names, then its aliases.
  std::vector<std::string_view> Spellings() const;

  bool RevokedAt(Instant as_of) const { return revoked_at.has_value() && *revoked_at <= as_of; }

  // KeyedAt tells whether the issuer had keys by then, revoked ones too: who has keys is believed by them only.
  bool KeyedAt(Instant as_of) const;

  // HasAuthorityOver tells whether the tier holds for the product of that identifier and Subject::base.
  bool HasAuthorityOver(std::string_view identifier, std::string_view base) const;

  // CanonicalJson is the entry as a directory's file says it (RFC 8785). `authority` and `weight` are left out when
  // absent, all else is there; a revocation since ever is `true`.
  std::string CanonicalJson() const;

  friend bool operator==(const Issuer&, const Issuer&) = default;
};

struct IssuerList;

// IssuerDirectory knows issuers by id, name and alias, byte for byte; a tenant's own entry replaces the global one
// of its id. Where a tenant is asked for, "" stands for the global entries. Immutable; copies share their entries.
class IssuerDirectory {
 public:
  // Parse reads `{"issuers":[…],"tenants":{"<tenant>":{"issuers":[…]}}}`. INVALID_ARGUMENT names the place, a JSON
  // Pointer (RFC 6901), of an unknown member, a member of the wrong type, a missing id, an empty name, a name in two
  // entries, a pattern that is a malformed identifier or whose `*` does not end it after / or :, a name that no
  // tenant may have (CheckTenant).
  static absl::StatusOr<IssuerDirectory> Parse(std::string_view json);

  // Starter is the directory that comes with the library: public publishers with sober tiers and authorities.
  static const IssuerDirectory& Starter();
  static std::string_view StarterJson();

  // Find is the entry by which `tenant` knows the issuer called `name`, or null.
  const Issuer* Find(std::string_view tenant, std::string_view name) const;

  // InForce is every entry that counts for `tenant`, in byte order of id: its own, and the global ones that they do
  // not replace. A tenant without entries has the global ones. The entries live as long as the directory.
  std::vector<const Issuer*> InForce(std::string_view tenant) const;

  // Own is the entries of `tenant` itself, in byte order of id. Tenants are those that have some, in byte order.
  std::vector<const Issuer*> Own(std::string_view tenant) const;
  std::vector<std::string_view> Tenants() const;

  // With is the directory with `issuer` among the tenant's own entries, in the place of one of the same id.
  // INVALID_ARGUMENT for what Parse refuses.
  absl::StatusOr<IssuerDirectory> With(std::string_view tenant, const Issuer& issuer) const;

  // Without is the directory without the tenant's own entry of that id; the global one is then in force again.
  // NOT_FOUND; INVALID_ARGUMENT when a name of the global one is by now that of another entry of the tenant's.
  absl::StatusOr<IssuerDirectory> Without(std::string_view tenant, std::string_view id) const;

  // WithRevoked is the directory with the entry of that id revoked since then, undated: since ever. A tenant that
  // has only the global entry gets one of its own, a copy. NOT_FOUND when no entry in force has the id.
  absl::StatusOr<IssuerDirectory> WithRevoked(std::string_view tenant, std::string_view id, Instant since) const;

  // CanonicalJson is the whole directory as Parse reads it (RFC 8785), entries in byte order of id: equal directories
  // give equal bytes. A tenant without entries of its own is not there. Digest is over these bytes.
  std::string CanonicalJson() const;
  vexlens::Digest Digest() const { return Sha256(CanonicalJson()); }

 private:
  const IssuerList& ListOf(std::string_view tenant) const;
  absl::StatusOr<IssuerDirectory> WithList(std::string_view tenant, IssuerList list) const;

  std::map<std::string, std::shared_ptr<const IssuerList>, std::less<>> lists_;  // by tenant; none is empty
};

// PolicyMember is one knob of a policy: its name as in docs/policy.md ("tiers.known") and its value as JSON.
struct PolicyMember {
  std::string name;
  std::string value;

  friend bool operator==(const PolicyMember&, const PolicyMember&) = default;
};

// Policy is how weights are formed and votes are counted. The defaults are those of docs/policy.md.
struct Policy {
  Mode mode = Mode::kWeightedVote;
  std::array<Millionths, kTierCount> tiers = {100'000, 300'000, 500'000, 800'000, kOne};  // by Tier
  Millionths unknown_issuer_factor = kOne;
  bool keys_bind = true;
  std::array<Millionths, 4> signature = {0, 700'000, 700'000, kOne};  // by SignatureState
  std::uint32_t half_life_days = 90;
  Millionths floor = 300'000;
  std::map<std::string, Millionths, std::less<>> justification;  // the five labels
  Millionths impact = 900'000;
  Millionths no_justification = 800'000;
  std::array<Millionths, 5> scope = {kOne, kOne, 900'000, 700'000, 500'000};  // by level, from 1
  Millionths minimum_weight = 100'000;
  Millionths minimum_confidence = 20'000;
  Millionths conflict_threshold = 300'000;
  std::uint32_t minimum_quorum = 1;
  std::array<bool, kStatusCount> require_signature_for{};  // by VexStatus
  bool require_justification = false;                      // for not_affected
  Tier alias_join_tier = Tier::kKnown;

  Policy();

  // Parse reads a policy; its members replace the defaults. INVALID_ARGUMENT names the place, a JSON Pointer, of an
  // unknown member or a value out of range.
  static absl::StatusOr<Policy> Parse(std::string_view json);

  // IssuerWeight is what the word of `issuer` weighs where its tier holds and it is not revoked: its own weight, else
  // its tier's. Null is an issuer that nobody listed.
  Millionths IssuerWeight(const Issuer* issuer) const;

  // Members is every knob, defaults too, in byte order of name: the same names in the same order for all policies.
  std::vector<PolicyMember> Members() const;

  // CanonicalJson is the effective policy with every default filled in (RFC 8785), and Digest over it.
  std::string CanonicalJson() const;
  vexlens::Digest Digest() const { return Sha256(CanonicalJson()); }
};

}  // namespace vexlens

#endif  // VEXLENS_TRUST_H_
