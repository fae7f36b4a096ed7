#include "cli/verdicts.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace vexlens::cli {

absl::Status Unverified(const SignatureVerdict& verdict) {
  return absl::UnauthenticatedError(
      absl::StrCat("its signature is ", SignatureStateName(verdict.state), ": ", verdict.reason));
}

std::string SignatureFailures::Text() const {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    parts.push_back(absl::StrCat(counts_[i], " by ", SignatureStageName(static_cast<SignatureStage>(i))));
  }
  return parts.empty() ? "" : absl::StrCat("not verified: ", absl::StrJoin(parts, ", "), "\n");
}

}  // namespace vexlens::cli
