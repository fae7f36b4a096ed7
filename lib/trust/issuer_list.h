// IssuerList: the entries that stand together in a directory, and who is called what among them.
#ifndef VEXLENS_LIB_TRUST_ISSUER_LIST_H_
#define VEXLENS_LIB_TRUST_ISSUER_LIST_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "vexlens/trust.h"

namespace vexlens {

// IssuerClash is a text that two entries in force for one tenant would both be called.
struct IssuerClash {
  std::string text;
  const Issuer* issuer = nullptr;
  const Issuer* other = nullptr;  // the one that had it before
};

// IssuerList is the entries of one tenant itself, or the global ones. Copies share the entries.
struct IssuerList {
  std::map<std::string, std::shared_ptr<const Issuer>, std::less<>> by_id;
  absl::flat_hash_map<std::string, const Issuer*> by_spelling;  // into by_id

  // Add takes an entry in; on a clash, the first of its spellings', the list stays as it was.
  std::optional<IssuerClash> Add(std::shared_ptr<const Issuer> issuer);

  // Remove takes the entry of that id out, if there is one.
  void Remove(std::string_view id);
};

// FindClash looks for a text that an entry of a tenant's own list shares with a global one which it does not replace.
std::optional<IssuerClash> FindClash(const IssuerList& own, const IssuerList& global);

}  // namespace vexlens

#endif  // VEXLENS_LIB_TRUST_ISSUER_LIST_H_
