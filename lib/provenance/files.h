// Files below a folder, reached step by step without following any link.
#ifndef VEXLENS_LIB_PROVENANCE_FILES_H_
#define VEXLENS_LIB_PROVENANCE_FILES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace vexlens {

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

// ErrnoFault is what errno says of `name`.
absl::Status ErrnoFault(std::string_view name);

// OpenFolder opens a folder that somebody named, links and all.
absl::StatusOr<Descriptor> OpenFolder(const std::string& path);

// OpenFolderBelow opens the folder that `path`, segments with `/` between them or "", names below `folder`.
// INVALID_ARGUMENT when a link or a file is in the way.
absl::StatusOr<Descriptor> OpenFolderBelow(int folder, std::string_view path);

// OpenFileIn opens a regular file for reading. INVALID_ARGUMENT when it is none.
absl::StatusOr<Descriptor> OpenFileIn(int folder, const std::string& name);

// ReadSome reads up to `size` bytes; 0 at the end.
absl::StatusOr<std::size_t> ReadSome(const Descriptor& file, char* at, std::size_t size);

// ReadAll reads a file of at most `most` bytes, beyond that RESOURCE_EXHAUSTED.
absl::StatusOr<std::string> ReadAll(const Descriptor& file, std::size_t most);

// WriteAll writes all of `bytes`.
absl::Status WriteAll(const Descriptor& file, std::string_view bytes);

}  // namespace vexlens

#endif  // VEXLENS_LIB_PROVENANCE_FILES_H_
