// RecordingVfs: keeps a log of what SQLite does to the files of one folder.
#ifndef VEXLENS_TESTS_SUPPORT_RECORDING_VFS_H_
#define VEXLENS_TESTS_SUPPORT_RECORDING_VFS_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/support/vfs_shim.h"

namespace vexlens::testing {

// Files are the bytes of a folder's files, by their names. Shared memory (-shm) is not among them.
using Files = std::map<std::string, std::string>;
Files ReadFiles(const std::filesystem::path& folder);

// Recording is what happened to a folder's files, and what the tested code said meanwhile.
struct Recording {
  struct Mark {
    std::size_t operations;  // that had happened
    std::int64_t number;
  };

  Files before;  // taken to be synced
  std::vector<VfsOperation> operations;
  std::vector<Mark> marks;

  // AcknowledgedBy is the last number marked by the time that so many operations had happened, 0 before the first.
  std::int64_t AcknowledgedBy(std::size_t point) const;
};

// RecordingVfs is the VFS "recording". Safe.
class RecordingVfs final : public VfsShim {
 public:
  explicit RecordingVfs(const std::filesystem::path& folder);

  // Acknowledge says that the caller was promised everything up to `number`.
  void Acknowledge(std::int64_t number);

  // recording is whole once the databases are closed.
  const Recording& recording() const { return recording_; }

 private:
  void After(const VfsOperation& operation) override { recording_.operations.push_back(operation); }

  Recording recording_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_RECORDING_VFS_H_
