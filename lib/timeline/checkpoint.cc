#include "vexlens/checkpoint.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "lib/signing/base64.h"
#include "lib/timeline/line.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

absl::Status CheckOrigin(std::string_view origin) {
  if (!origin.empty() && timeline::IsLine(origin)) return absl::OkStatus();
  return absl::InvalidArgumentError("the origin of a checkpoint is a line of UTF-8 that is not empty");
}

}  // namespace

absl::StatusOr<std::string> WriteCheckpoint(const Checkpoint& checkpoint) {
  VEXLENS_RETURN_IF_ERROR(CheckOrigin(checkpoint.origin));
  const auto& root = checkpoint.root.bytes;
  return absl::StrCat(checkpoint.origin, "\n", checkpoint.size, "\n",
                      signing::EncodeBase64({reinterpret_cast<const char*>(root.data()), root.size()}), "\n");
}

absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text) {
  const auto malformed = [] {
    return absl::InvalidArgumentError("no checkpoint: expected origin, size and root, a line each");
  };
  const std::vector<std::string> lines = absl::StrSplit(absl::string_view(text), absl::MaxSplits('\n', 3));
  if (lines.size() != 4) return malformed();
  Checkpoint checkpoint;
  VEXLENS_RETURN_IF_ERROR(CheckOrigin(lines[0]));
  checkpoint.origin = lines[0];
  // One spelling of a size: SimpleAtoi takes signs, blanks and leading zeros.
  if (!absl::SimpleAtoi(lines[1], &checkpoint.size) || absl::StrCat(checkpoint.size) != lines[1]) return malformed();
  std::string root;
  auto& bytes = checkpoint.root.bytes;
  if (!signing::DecodeBase64(lines[2], signing::Base64Form::kEither, root) || root.size() != bytes.size() ||
      signing::EncodeBase64(root) != lines[2]) {
    return malformed();
  }
  std::copy(root.begin(), root.end(), bytes.begin());
  // Extensions are lines, none of them empty.
  if (!lines[3].empty() &&
      (lines[3].back() != '\n' || lines[3].front() == '\n' || lines[3].find("\n\n") != std::string::npos)) {
    return malformed();
  }
  return checkpoint;
}

}  // namespace vexlens
