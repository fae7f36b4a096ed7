// Checkpoints: what a log was at one moment, in a text that others keep (C2SP tlog-checkpoint).
#ifndef VEXLENS_CHECKPOINT_H_
#define VEXLENS_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"

namespace vexlens {

// Checkpoint is the size and the root of a log. Whoever keeps one can tell later whether the log is still what it was.
struct Checkpoint {
  std::string origin;  // which log: a line that is not empty, such as "example.org/timeline/acme"
  std::uint64_t size = 0;
  Digest root;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Returns the text of a checkpoint, three lines: origin, size, and the root in base64. It is what a note signs. Errors:
// INVALID_ARGUMENT for an origin that is no line.
absl::StatusOr<std::string> WriteCheckpoint(const Checkpoint& checkpoint);

// Reads what WriteCheckpoint writes; further lines are extensions and passed over. Errors: INVALID_ARGUMENT.
absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_CHECKPOINT_H_
