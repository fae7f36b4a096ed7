// Trust: who the issuers are, and how much of what they say counts.
#ifndef VEXLENS_TRUST_H_
#define VEXLENS_TRUST_H_

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/authority.h"
#include "vexlens/digest.h"
#include "vexlens/identity.h"
#include "vexlens/instant.h"
#include "vexlens/millionths.h"
#include "vexlens/policy.h"

namespace vexlens {

// IssuerKey is a public key that belongs to an issuer. A validity without a beginning or an end is open there. A key is
// valid for a document when the latest date in it, its own or of any statement, lies in the validity. From its
// revocation on it is void for all documents, whatever dates they bear.
struct IssuerKey {
  std::string key_id;
  std::string algorithm;
  std::string public_key;   // PEM
  std::string fingerprint;  // PublicKey::key_id of public_key; "" when that is no key that can be read
  Instant not_before;
  Instant not_after;
  std::optional<Instant> revoked_at;

  // Reports whether the validity covers a document whose latest date is `latest`; an undated one, only without an end.
  bool ValidFor(Instant latest) const {
    if (!not_after.dated()) return !latest.dated() || not_before <= latest;
    return latest.dated() && not_before <= latest && latest <= not_after;
  }
  bool RevokedAt(Instant as_of) const { return revoked_at.has_value() && *revoked_at <= as_of; }

  friend bool operator==(const IssuerKey&, const IssuerKey&) = default;
};

// Issuer is one entry of the directory.
struct Issuer {
  std::string id;
  std::vector<std::string> names;
  std::vector<std::string> aliases;
  Tier tier = Tier::kUnknown;
  std::optional<Millionths> weight;                        // instead of the tier's
  std::optional<std::vector<AuthorityPattern>> authority;  // absent: everywhere; empty: nowhere
  bool is_operator = false;                                // only in a tenant's own entries
  std::vector<IssuerKey> keys;
  std::optional<Instant> revoked_at;  // undated: at all times

  // Reads one entry of `tenant`, "" for a global one, as a directory's file has it.
  // Errors: INVALID_ARGUMENT for what IssuerDirectory::Parse refuses in an entry, and for a public key that cannot be
  // read; the place is the one in the entry ("/tier: missing").
  static absl::StatusOr<Issuer> Parse(std::string_view json, std::string_view tenant);

  // Returns all that documents may call the issuer: its id, then its names, then its aliases.
  std::vector<std::string_view> Spellings() const;

  bool RevokedAt(Instant as_of) const { return revoked_at.has_value() && *revoked_at <= as_of; }

  // Reports whether the tier holds for a product. `spellings` are the product as a statement names it, and whatever
  // else is an equal spelling of it (docs/matching.md); one of them that a pattern covers is enough.
  bool HasAuthorityOver(std::span<const Subject> spellings) const;

  // Returns the entry as a directory's file has it (RFC 8785). `authority` and `weight` are left out when absent, all
  // other members are there; a revocation without a date is `true`.
  std::string CanonicalJson() const;

  friend bool operator==(const Issuer&, const Issuer&) = default;
};

struct IssuerList;

// IssuerDirectory knows issuers by id, name and alias, byte for byte; a tenant's own entry replaces the global one
// of its id. Where a tenant is asked for, "" stands for the global entries. Immutable; copies share their entries.
class IssuerDirectory {
 public:
  // Reads `{"issuers":[…],"tenants":{"<tenant>":{"issuers":[…]}}}`.
  // Errors: INVALID_ARGUMENT names the place, a JSON Pointer (RFC 6901), of an unknown member, a member of the wrong
  // type, a missing id, an empty name, a name in two entries, a text that is not an AuthorityPattern, a name that no
  // tenant may have (CheckTenant).
  static absl::StatusOr<IssuerDirectory> Parse(std::string_view json);

  // Returns the directory that comes with the library: public publishers with sober tiers and authorities.
  static const IssuerDirectory& Starter();
  static std::string_view StarterJson();

  // Returns the entry by which `tenant` knows the issuer called `name`, or null.
  const Issuer* Find(std::string_view tenant, std::string_view name) const;

  // Returns every entry that counts for `tenant`, in byte order of id: its own, and the global ones that they do not
  // replace. A tenant without entries has the global ones. The entries live as long as the directory.
  std::vector<const Issuer*> InForce(std::string_view tenant) const;

  // Returns the entries of `tenant` itself, in byte order of id.
  std::vector<const Issuer*> Own(std::string_view tenant) const;

  // Returns the tenants that have entries of their own, in byte order.
  std::vector<std::string_view> Tenants() const;

  // Returns the directory with `issuer` among the tenant's own entries, in the place of one of the same id.
  // Errors: INVALID_ARGUMENT for what Parse refuses.
  absl::StatusOr<IssuerDirectory> With(std::string_view tenant, const Issuer& issuer) const;

  // Returns the directory without the tenant's own entry of that id; the global one is then in force again.
  // Errors: NOT_FOUND; INVALID_ARGUMENT when a name of the global one is by now that of another entry of the tenant's.
  absl::StatusOr<IssuerDirectory> Without(std::string_view tenant, std::string_view id) const;

  // Returns the directory with the entry of that id revoked from `since` on; undated: at all times. A tenant that has
  // only the global entry gets one of its own, a copy.
  // Errors: NOT_FOUND when no entry in force has the id.
  absl::StatusOr<IssuerDirectory> WithRevoked(std::string_view tenant, std::string_view id, Instant since) const;

  // Returns the directory in which every tenant knows an issuer called `name`: it is listed under that name if nobody
  // is. Its tier is `tier`; without one, its own, but at least known. An entry whose tier changes loses its own weight;
  // authority, keys and revocation stay.
  // Errors: INVALID_ARGUMENT when `name` is that of two issuers, and for what Parse refuses.
  absl::StatusOr<IssuerDirectory> WithTrusted(std::string_view name, std::optional<Tier> tier) const;

  // Returns the whole directory as Parse reads it (RFC 8785), entries in byte order of id: equal directories give equal
  // bytes. A tenant without entries of its own is not there. The digest is over these bytes.
  std::string CanonicalJson() const;
  vexlens::Digest Digest() const { return Sha256(CanonicalJson()); }

 private:
  const IssuerList& ListOf(std::string_view tenant) const;
  absl::StatusOr<IssuerDirectory> WithList(std::string_view tenant, IssuerList list) const;

  std::map<std::string, std::shared_ptr<const IssuerList>, std::less<>> lists_;  // by tenant; none is empty
};

// TrustOption is whom a run trusts beside its directory (IssuerDirectory::WithTrusted).
struct TrustOption {
  std::string name;
  std::optional<Tier> tier;

  friend bool operator==(const TrustOption&, const TrustOption&) = default;
};

// Reads "NAME" or "NAME=TIER". A name may contain `=`: only one that a tier follows ends it.
// Errors: INVALID_ARGUMENT when the name is empty.
absl::StatusOr<TrustOption> ParseTrustOption(std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_TRUST_H_
