// Trust: who the issuers are, and what their statements are worth.
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
#include "vexlens/digest.h"
#include "vexlens/identity.h"
#include "vexlens/instant.h"
#include "vexlens/policy.h"
#include "vexlens/support/authority.h"
#include "vexlens/support/millionths.h"

namespace vexlens {

// IssuerKey is a public key of an issuer. Its validity is open where it has no beginning or no end. A key is valid for
// a document if the latest date in it, its own or of any statement, is within the validity. Once revoked, it is void
// for all documents, whatever their dates.
struct IssuerKey {
  std::string key_id;
  std::string algorithm;
  std::string public_key;   // PEM
  std::string fingerprint;  // PublicKey::key_id of public_key; "" if that cannot be read
  Instant not_before;
  Instant not_after;
  std::optional<Instant> revoked_at;

  // Reports whether the validity covers a document whose latest date is `latest`. One without an end covers undated
  // ones.
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
  // read. The place is within the entry ("/tier: missing").
  static absl::StatusOr<Issuer> Parse(std::string_view json, std::string_view tenant);

  // Returns all names by which documents may call the issuer: its id, then its names, then its aliases.
  std::vector<std::string_view> Spellings() const;

  bool RevokedAt(Instant as_of) const { return revoked_at.has_value() && *revoked_at <= as_of; }

  // Reports whether the tier holds for a product: a pattern covers one of its spellings. Requires: `spellings` are the
  // product as a statement names it and its equal spellings (docs/matching.md).
  bool HasAuthorityOver(std::span<const Subject> spellings) const;

  // Returns the entry as a directory's file has it (RFC 8785). Absent `authority` and `weight` are left out, all other
  // members are written; a revocation without a date is `true`.
  std::string CanonicalJson() const;

  friend bool operator==(const Issuer&, const Issuer&) = default;
};

namespace trust {
struct IssuerList;
}

// IssuerDirectory finds issuers by id, name and alias, byte for byte. A tenant's own entry replaces the global one with
// its id. As a tenant, "" means the global entries. Immutable; copies share their entries.
class IssuerDirectory {
 public:
  // Reads `{"issuers":[…],"tenants":{"<tenant>":{"issuers":[…]}}}`.
  // Errors: INVALID_ARGUMENT names the place, a JSON Pointer (RFC 6901), of an unknown member, a member of the wrong
  // type, a missing id, an empty name, a name in two entries, a text that is not an AuthorityPattern, a name that no
  // tenant may have (CheckTenant).
  static absl::StatusOr<IssuerDirectory> Parse(std::string_view json);

  // Returns the directory that comes with the library: public publishers with moderate tiers and their authorities.
  static const IssuerDirectory& Starter();
  static std::string_view StarterJson();

  // Returns the entry of the issuer called `name` for `tenant`; null if there is none. It lives as long as the
  // directory.
  const Issuer* Find(std::string_view tenant, std::string_view name) const;

  // Returns every entry in force for `tenant`, in byte order of id: its own, and the global ones that they do not
  // replace. The entries live as long as the directory.
  std::vector<const Issuer*> InForce(std::string_view tenant) const;

  // Returns the entries of `tenant` itself, in byte order of id.
  std::vector<const Issuer*> Own(std::string_view tenant) const;

  // Returns the tenants that have entries of their own, in byte order.
  std::vector<std::string_view> Tenants() const;

  // Returns the directory with `issuer` among the tenant's own entries, replacing one with the same id.
  // Errors: INVALID_ARGUMENT for what Parse refuses.
  absl::StatusOr<IssuerDirectory> With(std::string_view tenant, const Issuer& issuer) const;

  // Returns the directory without the tenant's own entry with that id; the global one is then in force again.
  // Errors: NOT_FOUND without such an entry, INVALID_ARGUMENT if another entry of the tenant has a name of the global
  // one.
  absl::StatusOr<IssuerDirectory> Without(std::string_view tenant, std::string_view id) const;

  // Returns the directory with the entry with that id revoked from `since` on; undated: at all times. A tenant that has
  // only the global entry gets a copy of its own.
  // Errors: NOT_FOUND if no entry in force has the id.
  absl::StatusOr<IssuerDirectory> WithRevoked(std::string_view tenant, std::string_view id, Instant since) const;

  // Returns the directory with an issuer called `name` for every tenant, listed under that name if there is none. Its
  // tier becomes `tier`; if that is absent, it stays but is at least known. An entry whose tier changes loses its own
  // weight; authority, keys and revocation stay. Errors: INVALID_ARGUMENT if two issuers have the name, and for what
  // Parse refuses.
  absl::StatusOr<IssuerDirectory> WithTrusted(std::string_view name, std::optional<Tier> tier) const;

  // Returns the whole directory as Parse reads it (RFC 8785), entries in byte order of id, without tenants that have no
  // entries of their own: equal directories give equal bytes. The digest is over these bytes.
  std::string CanonicalJson() const;
  vexlens::Digest Digest() const { return Sha256(CanonicalJson()); }

 private:
  const trust::IssuerList& ListOf(std::string_view tenant) const;
  absl::StatusOr<IssuerDirectory> WithList(std::string_view tenant, trust::IssuerList list) const;

  std::map<std::string, std::shared_ptr<const trust::IssuerList>, std::less<>> lists_;  // by tenant; none is empty
};

// TrustOption is an issuer that a run trusts in addition to its directory (IssuerDirectory::WithTrusted).
struct TrustOption {
  std::string name;
  std::optional<Tier> tier;

  friend bool operator==(const TrustOption&, const TrustOption&) = default;
};

// Parses "NAME" or "NAME=TIER". A name may contain `=`: it ends only before one that a tier follows.
// Errors: INVALID_ARGUMENT for an empty name.
absl::StatusOr<TrustOption> ParseTrustOption(std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_TRUST_H_
