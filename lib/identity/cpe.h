// CPE 2.3 formatted strings (NISTIR 7695) taken apart and matched attribute by attribute.
#ifndef VEXLENS_LIB_IDENTITY_CPE_H_
#define VEXLENS_LIB_IDENTITY_CPE_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vexlens {

inline constexpr std::string_view kCpePrefix = "cpe:2.3:";
inline constexpr std::size_t kCpeAttributes = 11;
inline constexpr std::size_t kCpeVersion = 3;
inline constexpr std::size_t kCpeUpdate = 4;

// CpeNames are the attributes' names, in their order.
inline constexpr std::array<std::string_view, kCpeAttributes> kCpeNames = {
    "part",     "vendor",     "product",   "version",   "update", "edition",
    "language", "sw_edition", "target_sw", "target_hw", "other"};

// CpeAttributes are the attributes of a formatted string, as views with their escapes.
using CpeAttributes = std::array<std::string_view, kCpeAttributes>;

// CutAtColon takes from `rest` what stands before its first unescaped colon.
std::string_view CutAtColon(std::string_view& rest);

// SplitCpe takes a canonical formatted string apart; nothing for another text.
std::optional<CpeAttributes> SplitCpe(std::string_view text);

// CpeAttributeCovers tells whether every product that `query` means is meant by `statement`: "*" covers all,
// wildcards cover by pattern, anything else covers itself.
bool CpeAttributeCovers(std::string_view statement, std::string_view query);

// CpePlain is a canonical attribute's text without escapes; `store` holds it only when there were any.
std::string_view CpePlain(std::string_view attribute, std::string& store);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_CPE_H_
