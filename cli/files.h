// Files: finding them in folders, and reading them whole.
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
  std::vector<std::string> sidecars{};  // files that stand beside it: its checksums and its OpenPGP signature
};

// TotalSize is the sum of their sizes.
std::uint64_t TotalSize(const std::vector<InputFile>& files);

// OnFailure hears of a path that could not be listed.
using OnFailure = std::function<void(std::string path, absl::Status status)>;

// ListFiles appends the file at `path`, or every regular file in and below that folder. Links are followed, a
// folder is entered once, whatever leads to it; the rest of a tree is listed although a part of it fails.
void ListFiles(const std::string& path, std::vector<InputFile>& files, const OnFailure& on_failure);

// PaddedFile holds a file's bytes with room behind them, as the JSON parser likes it.
class PaddedFile {
 public:
  static constexpr std::size_t kPadding = 64;

  // Read takes the bytes that the file has now; one that grew since it was listed is read to the listed size
  // and one byte more, so that a limit still holds.
  static absl::StatusOr<PaddedFile> Read(const std::string& path, std::uint64_t expected);

  std::string_view text() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

// ReadFile is all of a file, a pipe or, for "-", standard input; an error names it. RESOURCE_EXHAUSTED when there is
// more than `most`.
absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t most = SIZE_MAX);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_FILES_H_
