// Directory changes: what an edit of the issuer directory did, for auditors, and whose documents it concerns.
#ifndef VEXLENS_DIRECTORY_CHANGE_H_
#define VEXLENS_DIRECTORY_CHANGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/trust.h"

namespace vexlens {

// EntryChange is what happened to one entry of a list.
enum class EntryChange : std::uint8_t { kAdded, kReplaced, kRemoved };
std::string_view EntryChangeName(EntryChange change);

// DirectoryChange is a change of one entry. `before` and `after` are the entries in force with its id for the tenant:
// where a tenant's own entry came or went, perhaps the global one; none if nobody had the id.
struct DirectoryChange {
  std::string tenant;  // "" for a global entry
  std::string id;
  EntryChange change = EntryChange::kAdded;
  std::optional<Issuer> before;
  std::optional<Issuer> after;

  // Returns the names of the members in which the two differ, in byte order. None counts as an entry with an id alone.
  std::vector<std::string_view> Members() const;

  // Returns {change, id, members, revokedAfter, revokedBefore, tenant, tierAfter, tierBefore, weightAfter,
  // weightBefore} (RFC 8785): tiers and weights as `policy`, the tenant's, has them where the tier holds, revoked or
  // not (Policy::IssuerWeight); revocations as an entry writes them.
  std::string CanonicalJson(const Policy& policy) const;
};

// Returns every entry that differs between two directories, in byte order of tenant, then of id. A global entry is
// reported once, not again for each tenant.
std::vector<DirectoryChange> DirectoryChanges(const IssuerDirectory& before, const IssuerDirectory& after);

// ChangedIssuers is the set of names for which Find returns another entry in `after` than in `before`: none, or one
// that differs in any member, be it only a name, since names decide which documents are of one issuer. Only documents
// with such an issuer must be weighed anew. Immutable; it does not keep the directories.
class ChangedIssuers {
 public:
  ChangedIssuers(const IssuerDirectory& before, const IssuerDirectory& after);

  // Returns the names of `tenant`, in byte order.
  const std::vector<std::string>& Names(std::string_view tenant) const;

  // Reports whether Names(tenant) has `name`.
  bool Contains(std::string_view tenant, std::string_view name) const;

  // Reports whether no name changed for any tenant.
  bool empty() const;

 private:
  // By tenant that has entries of its own before or after; "" is all others.
  std::map<std::string, std::vector<std::string>, std::less<>> names_;
};

}  // namespace vexlens

#endif  // VEXLENS_DIRECTORY_CHANGE_H_
