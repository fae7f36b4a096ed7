// Any texts, byte by byte (vers "lexicographic").
#include <compare>
#include <string_view>

#include "lib/identity/version_order.h"

namespace vexlens {

std::partial_ordering CompareLexicographic(std::string_view a, std::string_view b) { return a.compare(b) <=> 0; }

}  // namespace vexlens
