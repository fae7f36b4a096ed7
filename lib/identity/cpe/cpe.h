// CPE 2.3 formatted strings (NISTIR 7695) taken apart and matched attribute by attribute.
#ifndef VEXLENS_LIB_IDENTITY_CPE_CPE_H_
#define VEXLENS_LIB_IDENTITY_CPE_CPE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vexlens::identity {

inline constexpr std::string_view kCpePrefix = "cpe:2.3:";
inline constexpr std::size_t kCpeAttributes = 11;
inline constexpr std::size_t kCpePart = 0;
inline constexpr std::size_t kCpeVendor = 1;
inline constexpr std::size_t kCpeProduct = 2;
inline constexpr std::size_t kCpeVersion = 3;
inline constexpr std::size_t kCpeUpdate = 4;

// kCpeNames are the names of the attributes, in their order.
inline constexpr std::array<std::string_view, kCpeAttributes> kCpeNames = {
    "part",     "vendor",     "product",   "version",   "update", "edition",
    "language", "sw_edition", "target_sw", "target_hw", "other"};

// CpeAttributes are the attributes of a formatted string, as views with their escapes.
using CpeAttributes = std::array<std::string_view, kCpeAttributes>;

// Returns the text before the first unescaped colon of `rest`, and removes both from it.
std::string_view CutAtColon(std::string_view& rest);

// Returns the attributes of a canonical formatted string; nothing for another text.
std::optional<CpeAttributes> SplitCpe(std::string_view text);

// CpeRelation is the relation of a source value to a target value (NISTIR 7696, table 6-1).
enum class CpeRelation : std::uint8_t { kSuperset, kSubset, kEqual, kDisjoint, kUndefined };

// Returns the relation of two canonical attributes (NISTIR 7696, table 6-2), kUndefined for a target with wildcards.
CpeRelation CompareCpeAttributes(std::string_view source, std::string_view target);

// Reports whether `statement` means every product that `query` means: the relation is superset or equal. Where it is
// undefined, "*" still covers all, and a pattern covers itself.
bool CpeAttributeCovers(std::string_view statement, std::string_view query);

// Returns a canonical attribute without escapes, as a view into it if it has none, else into `store`.
std::string_view CpePlain(std::string_view attribute, std::string& store);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_CPE_CPE_H_
