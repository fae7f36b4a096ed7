// Alias: what rows of the table `alias` say.
//
// A statement about X that also names Y leaves two rows of its issuer, whichever statements say so:
//
//   one  other
//    X     Y    kNames  Whatever is said about X may be heard in the class of Y.
//    Y     X    kNamed  Who asks for Y must look at what is said about X.
//
// Both have kTies when the statement may put X and Y into one class, should its issuer's word on aliases count.
#ifndef VEXLENS_LIB_WORKSPACE_ALIAS_H_
#define VEXLENS_LIB_WORKSPACE_ALIAS_H_

#include <cstdint>

namespace vexlens::workspace {

inline constexpr std::int64_t kTies = 1;
inline constexpr std::int64_t kNames = 2;
inline constexpr std::int64_t kNamed = 4;

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ALIAS_H_
