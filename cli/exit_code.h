// The exit codes of stella.
#ifndef VEXLENS_CLI_EXIT_CODE_H_
#define VEXLENS_CLI_EXIT_CODE_H_

namespace vexlens::cli {

inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;
inline constexpr int kBadInput = 2;
inline constexpr int kNotAllowed = 3;
inline constexpr int kNotFound = 4;
inline constexpr int kNotVerified = 6;
inline constexpr int kTransient = 10;

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_EXIT_CODE_H_
