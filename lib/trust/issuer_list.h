// IssuerList: one list of entries of a directory, by id and by name.
#ifndef VEXLENS_LIB_TRUST_ISSUER_LIST_H_
#define VEXLENS_LIB_TRUST_ISSUER_LIST_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "vexlens/trust.h"

namespace vexlens::trust {

// IssuerClash is a name that two entries in force for one tenant would have.
struct IssuerClash {
  std::string text;
  const Issuer* issuer = nullptr;
  const Issuer* other = nullptr;  // the one that had it before
};

// IssuerList is a tenant's own entries, or the global ones. Copies share the entries.
struct IssuerList {
  std::map<std::string, std::shared_ptr<const Issuer>, std::less<>> by_id;
  absl::flat_hash_map<std::string, const Issuer*> by_spelling;  // into by_id

  // Adds an entry. Returns the first clash of its names, and then the list is as before.
  std::optional<IssuerClash> Add(std::shared_ptr<const Issuer> issuer);

  // Removes the entry with that id, if there is one.
  void Remove(std::string_view id);
};

// Returns a name that an entry of a tenant's own list shares with a global one that is not replaced; nothing if there
// is none.
std::optional<IssuerClash> FindClash(const IssuerList& own, const IssuerList& global);

}  // namespace vexlens::trust

#endif  // VEXLENS_LIB_TRUST_ISSUER_LIST_H_
