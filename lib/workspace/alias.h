// Alias: the bits of AliasRow::says.
//
// A statement about X that also names Y leaves two rows of its issuer, which all such statements share:
//
//   one  other
//    X     Y    kNames  what is said about X may be heard in the class of Y
//    Y     X    kNamed  a question about Y must also look at what is said about X
//
// Both have kTies if the statement may put X and Y into one class, provided that its issuer's word on aliases counts.
#ifndef VEXLENS_LIB_WORKSPACE_ALIAS_H_
#define VEXLENS_LIB_WORKSPACE_ALIAS_H_

#include <cstdint>

namespace vexlens::workspace {

inline constexpr std::int64_t kTies = 1;
inline constexpr std::int64_t kNames = 2;
inline constexpr std::int64_t kNamed = 4;

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ALIAS_H_
