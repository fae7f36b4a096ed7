#include "cli/turn.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace vexlens::cli {

absl::StatusOr<Turn> Turn::Take(const std::string& directory) {
  Turn turn(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  int result = turn.descriptor_;
  if (result >= 0) {
    do result = flock(turn.descriptor_, LOCK_EX);
    while (result != 0 && errno == EINTR);
  }
  if (result >= 0) return turn;
  return absl::PermissionDeniedError(absl::StrCat(directory, ": cannot be locked: ", std::strerror(errno)));
}

Turn::Turn(Turn&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Turn::~Turn() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace vexlens::cli
