// Any texts, byte by byte (vers "lexicographic").
#include <compare>
#include <string>
#include <string_view>

#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {

std::partial_ordering CompareLexicographic(std::string_view a, std::string_view b) { return a.compare(b) <=> 0; }

std::string NormalLexicographic(std::string_view version) { return std::string(version); }

}  // namespace vexlens::identity
