// Ids: digests as people type them.
#ifndef VEXLENS_CLI_IDS_H_
#define VEXLENS_CLI_IDS_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/digest.h"

namespace vexlens::cli {

// Reports whether `word` is a digest, or at least its first eight hexadecimal digits.
bool LooksLikeId(std::string_view word);

// Returns the one of `ids` that begins with `word`, with or without "sha256:". Errors: NOT_FOUND for none,
// INVALID_ARGUMENT for several, which it lists, or if `word` is no id; `noun` is what they name ("conflict").
absl::StatusOr<Digest> PickId(std::string_view word, std::span<const Digest> ids, std::string_view noun);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_IDS_H_
