// The query table of docs/matching.md: products, components, and which of them must match.
#ifndef VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_
#define VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_

#include <algorithm>
#include <string_view>

#include "vexlens/identity.h"

namespace vexlens {

// Side is a part of a statement's or query's scope.
enum class Side { kProduct, kComponent };

// SpeaksForBareComponent tells relationships whose component can be spoken of without its platform.
inline bool SpeaksForBareComponent(std::string_view relationship) {
  return relationship == "default_component_of" || relationship == "installed_on" || relationship == "installed_with";
}

// IsPinned tells subjects that denote certain bits: a version, a range, a digest.
inline bool IsPinned(const Subject& subject) { return subject.versioned() || subject.kind == IdentifierKind::kDigest; }

// QueryTableLevel is the level by the table alone. `bare` tells that the statement's relationship speaks for the bare
// component; `level` gives the level of one side of the statement about one of the query.
template <typename Level>
int QueryTableLevel(bool statement_has_component, bool bare, bool query_has_component, Level level) {
  if (!statement_has_component) {
    const int product = level(Side::kProduct, Side::kProduct);
    if (!query_has_component) return product;
    return product != 0 || level(Side::kProduct, Side::kComponent) != 0 ? 5 : 0;
  }
  if (!query_has_component) {
    return bare && level(Side::kComponent, Side::kProduct) != 0 ? 5 : 0;
  }
  const int product = level(Side::kProduct, Side::kProduct);
  if (product == 0) return 0;
  const int component = level(Side::kComponent, Side::kComponent);
  return component == 0 ? 0 : std::max(product, component);
}

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_QUERY_TABLE_H_
