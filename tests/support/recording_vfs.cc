#include "tests/support/recording_vfs.h"

#include <fstream>
#include <iterator>
#include <mutex>

namespace vexlens::testing {

Files ReadFiles(const std::filesystem::path& folder) {
  Files files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || name.ends_with("-shm")) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[name].assign(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}

std::int64_t Recording::AcknowledgedBy(std::size_t point) const {
  std::int64_t number = 0;
  for (const Mark& mark : marks) {
    if (mark.operations <= point) number = mark.number;
  }
  return number;
}

RecordingVfs::RecordingVfs(const std::filesystem::path& folder)
    : VfsShim("recording", folder), recording_{ReadFiles(folder), {}, {}} {}

void RecordingVfs::Acknowledge(std::int64_t number) {
  const std::scoped_lock lock(mutex());
  recording_.marks.push_back({recording_.operations.size(), number});
}

}  // namespace vexlens::testing
