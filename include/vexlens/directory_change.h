// Directory changes: what an edit of the issuer directory did, for those who audit it and for those who answer anew.
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

// DirectoryChange is a change of one entry, with who had its id in force for the tenant before and after: for a
// tenant's own entry perhaps the global one. None is a stranger.
struct DirectoryChange {
  std::string tenant;  // "" for a global entry
  std::string id;
  EntryChange change = EntryChange::kAdded;
  std::optional<Issuer> before;
  std::optional<Issuer> after;

  // Members are those in which the two differ, in byte order of name; a stranger is an entry that says its id alone.
  std::vector<std::string_view> Members() const;

  // CanonicalJson is {change, id, members, revokedAfter, revokedBefore, tenant, tierAfter, tierBefore, weightAfter,
  // weightBefore} (RFC 8785): tiers and weights as `policy`, the tenant's, has them where the tier holds, revoked or
  // not (Policy::IssuerWeight); revocations as an entry writes them.
  std::string CanonicalJson(const Policy& policy) const;
};

// DirectoryChanges is every entry that differs between two directories, in byte order of tenant, then of id. What a
// global entry does to tenants that have none of their own is not told again for each.
std::vector<DirectoryChange> DirectoryChanges(const IssuerDirectory& before, const IssuerDirectory& after);

// ChangedIssuers is every text for which Find gives another entry in `after` than in `before`: none, or one that
// differs in any member, names too, for they decide whose documents are one issuer's. Only the documents that such a
// text signs must be weighed anew. Immutable; needs the directories no more once it is made.
class ChangedIssuers {
 public:
  ChangedIssuers(const IssuerDirectory& before, const IssuerDirectory& after);

  // Names are those texts, as documents spell them, for `tenant`, in byte order.
  const std::vector<std::string>& Names(std::string_view tenant) const;

  // Contains tells whether `name` is one of them.
  bool Contains(std::string_view tenant, std::string_view name) const;

  // empty tells that every name finds for every tenant what it found before.
  bool empty() const;

 private:
  // By tenant with entries of its own before or after; "" for all others.
  std::map<std::string, std::vector<std::string>, std::less<>> names_;
};

}  // namespace vexlens

#endif  // VEXLENS_DIRECTORY_CHANGE_H_
