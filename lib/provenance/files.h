// Files below a folder, opened segment by segment without following links.
#ifndef VEXLENS_LIB_PROVENANCE_FILES_H_
#define VEXLENS_LIB_PROVENANCE_FILES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace vexlens::provenance {

// Descriptor owns an open file.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  int get() const { return number_; }
  int Release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

// Returns errno as an error that names `name`.
absl::Status ErrnoFault(std::string_view name);

// Opens a folder that the user named; links are followed.
absl::StatusOr<Descriptor> OpenFolder(const std::string& path);

// Opens the folder `path` below `folder`: segments with `/` between them, or "" for `folder` itself. Errors:
// INVALID_ARGUMENT for a segment that is a link or a file.
absl::StatusOr<Descriptor> OpenFolderBelow(int folder, std::string_view path);

// Opens a regular file for reading. Errors: INVALID_ARGUMENT for anything else.
absl::StatusOr<Descriptor> OpenFileIn(int folder, const std::string& name);

// Reads up to `size` bytes, and returns how many; 0 at the end.
absl::StatusOr<std::size_t> ReadSome(const Descriptor& file, char* at, std::size_t size);

// Reads a whole file. Errors: RESOURCE_EXHAUSTED if it has more than `most` bytes.
absl::StatusOr<std::string> ReadAll(const Descriptor& file, std::size_t most);

absl::Status WriteAll(const Descriptor& file, std::string_view bytes);

}  // namespace vexlens::provenance

#endif  // VEXLENS_LIB_PROVENANCE_FILES_H_
