// How single octets are spelled in a canonical purl (ECMA-427, "Character encoding" and "Case folding").
#ifndef VEXLENS_LIB_IDENTITY_PURL_OCTETS_H_
#define VEXLENS_LIB_IDENTITY_PURL_OCTETS_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace vexlens::identity {

// Fold is how the characters of a component are spelled in the canonical form. Case is that of ASCII.
enum class Fold : std::uint8_t {
  kKeep,
  kLower,
  kUpper,
  kDashes,       // lower case, "_" becomes "-" (PyPI)
  kUnderscores,  // lower case, all but letters and digits becomes "_" (Dart)
};
inline constexpr std::size_t kFolds = 5;

constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Returns `c` as the fold spells it.
constexpr char Folded(Fold fold, char c) {
  const char lower = IsUpper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
  switch (fold) {
    case Fold::kKeep:
      return c;
    case Fold::kLower:
      return lower;
    case Fold::kUpper:
      return IsLower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
    case Fold::kDashes:
      return c == '_' ? '-' : lower;
    case Fold::kUnderscores:
      return IsLower(lower) || IsDigit(c) ? lower : '_';
  }
  return c;
}

// Reports whether a character needs no escape in any component.
constexpr bool IsPlain(char c) {
  return IsLower(c) || IsUpper(c) || IsDigit(c) || c == '.' || c == '-' || c == '_' || c == '~' || c == ':';
}

// Spellings has, for each fold, the octets that a canonical component holds without an escape.
using Spellings = std::array<std::array<bool, 256>, kFolds>;
inline constexpr Spellings kSpellings = [] {
  Spellings spellings{};
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    for (int octet = 0; octet < 256; ++octet) {
      const char c = static_cast<char>(octet);
      spellings[fold][octet] = IsPlain(c) && Folded(static_cast<Fold>(fold), c) == c;
    }
  }
  return spellings;
}();

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_PURL_OCTETS_H_
