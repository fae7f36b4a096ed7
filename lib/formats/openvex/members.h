// PickMembers: the members of an OpenVEX object by number, in one pass.
#ifndef VEXLENS_LIB_FORMATS_OPENVEX_MEMBERS_H_
#define VEXLENS_LIB_FORMATS_OPENVEX_MEMBERS_H_

#include <array>
#include <cstddef>
#include <string_view>

#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// Returns the values of `object` in the order of `names`. Another name is a warning, as the schema allows none. Fastest
// if members are in the order of `names`, since each is searched from the one before.
template <std::size_t N>
std::array<json::Value, N> PickMembers(json::Value object, const std::array<std::string_view, N>& names,
                                       const Place& place, Findings& findings) {
  std::array<json::Value, N> picked;
  std::size_t at = 0;
  for (const auto& [name, value] : object.members()) {
    std::size_t tries = 0;
    for (; tries < N && names[at] != name; ++tries) at = at + 1 < N ? at + 1 : 0;
    if (tries < N) {
      picked[at] = value;
      at = at + 1 < N ? at + 1 : 0;
    } else {
      findings.Warn(Place(place, name), "", "no member of the OpenVEX schema");
    }
  }
  return picked;
}

// Returns the text of a value; "" with a warning if it is of another type.
inline std::string_view TextOrWarn(json::Value value, const Place& parent, std::string_view name, Findings& findings) {
  if (value.exists() && !value.is_string()) findings.Warn(Place(parent, name), "", "must be a string");
  return value.text();
}

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENVEX_MEMBERS_H_
