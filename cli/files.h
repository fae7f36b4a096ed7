// Files: found in folders, and read completely.
#ifndef VEXLENS_CLI_FILES_H_
#define VEXLENS_CLI_FILES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace vexlens::cli {

// InputFile is one file to read.
struct InputFile {
  std::string path;
  std::uint64_t size = 0;
  bool listed = false;                  // found in a folder, not named by the user
  std::vector<std::string> sidecars{};  // files beside it: its checksums and its OpenPGP signature
};

std::uint64_t TotalSize(const std::vector<InputFile>& files);

// OnFailure is called for a path that could not be listed.
using OnFailure = std::function<void(std::string path, absl::Status status)>;

// Appends the file at `path`, or every regular file in and below that folder. Links are followed; a folder is entered
// once, whatever leads to it. A part of a tree that fails does not affect the rest.
void ListFiles(const std::string& path, std::vector<InputFile>& files, const OnFailure& on_failure);

// PaddedFile is a file's bytes followed by room that the JSON parser can use.
class PaddedFile {
 public:
  static constexpr std::size_t kPadding = 64;

  // Reads the file as it is now. If it grew since it was listed, one byte more than `expected` is read, so that a limit
  // still applies.
  static absl::StatusOr<PaddedFile> Read(const std::string& path, std::uint64_t expected);

  std::string_view text() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

// Reads a whole file, a pipe or, for "-", standard input. Errors name it: INVALID_ARGUMENT if it cannot be read,
// RESOURCE_EXHAUSTED if it has more than `most` bytes.
absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t most = SIZE_MAX);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_FILES_H_
