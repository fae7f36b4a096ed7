// Ids: digests as people type them.
#ifndef VEXLENS_CLI_IDS_H_
#define VEXLENS_CLI_IDS_H_

#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/digest.h"

namespace vexlens::cli {

// LooksLikeId tells whether `word` is a digest, or at least eight hexadecimal digits of its beginning.
bool LooksLikeId(std::string_view word);

// PickId is the one among `ids` that begins with `word`, which need not begin with "sha256:". NOT_FOUND for none,
// INVALID_ARGUMENT for several, which it lists, or for what is no id; `noun` is what they name ("conflict").
absl::StatusOr<Digest> PickId(std::string_view word, std::span<const Digest> ids, std::string_view noun);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_IDS_H_
