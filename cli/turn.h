// Turn: nobody else edits the trust of a workspace meanwhile.
#ifndef VEXLENS_CLI_TURN_H_
#define VEXLENS_CLI_TURN_H_

#include <string>

#include "absl/status/statusor.h"

namespace vexlens::cli {

// Turn is a lock on a directory, held until it goes. An edit reads the issuers, changes them and writes them back:
// of two at once, one would undo the other.
class Turn {
 public:
  // Take waits until no other process has it.
  static absl::StatusOr<Turn> Take(const std::string& directory);

  Turn(Turn&& other) noexcept;
  Turn& operator=(Turn&&) = delete;
  ~Turn();

 private:
  explicit Turn(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_TURN_H_
