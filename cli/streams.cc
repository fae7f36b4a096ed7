#include "cli/streams.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace vexlens::cli {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "stella: %s\n", Safe(status.message()).c_str());
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return kNotFound;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kFailedPrecondition:
      return kBadInput;
    case absl::StatusCode::kPermissionDenied:
      return kNotAllowed;
    case absl::StatusCode::kDataLoss:
      return kNotVerified;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:  // something changed while it was read
      return kTransient;
    default:
      return kFailed;
  }
}

std::string JoinJson(const std::vector<std::string>& values, Output output) {
  if (output == Output::kJson)
    return values.empty() ? "[]\n" : absl::StrCat("[\n", absl::StrJoin(values, ",\n"), "\n]\n");
  return values.empty() ? "" : absl::StrCat(absl::StrJoin(values, "\n"), "\n");
}

bool Write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return true;
  std::fprintf(stderr, "stella: cannot write the answer: %s\n", std::strerror(errno));
  return false;
}

}  // namespace vexlens::cli
