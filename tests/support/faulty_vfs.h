// FaultyVfs: a disk that is full, or that fails once.
#ifndef VEXLENS_TESTS_SUPPORT_FAULTY_VFS_H_
#define VEXLENS_TESTS_SUPPORT_FAULTY_VFS_H_

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>

#include "tests/support/vfs_shim.h"

namespace vexlens::testing {

// FaultyVfs is the VFS "faulty". It fails nothing until it is told to. Safe.
class FaultyVfs final : public VfsShim {
 public:
  explicit FaultyVfs(const std::filesystem::path& folder) : VfsShim("faulty", folder) {}

  // FillAfter makes writes that go past so many bytes from now on fail with SQLITE_FULL.
  void FillAfter(std::int64_t bytes);

  // FailAt makes the n-th operation of this kind from now on, from 1, fail as the unix VFS says it
  // (SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, …). Those after it succeed.
  void FailAt(VfsOperation::Kind kind, std::int64_t n);

  // Repair ends all faults.
  void Repair();

  // failures is how many operations were refused.
  std::int64_t failures() const { return failures_; }

 private:
  int Before(const VfsOperation& operation) override;
  int Refusal(const VfsOperation& operation);

  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  std::int64_t room_ = kNever;
  VfsOperation::Kind kind_ = VfsOperation::Kind::kWrite;
  std::int64_t until_failure_ = kNever;
  std::atomic<std::int64_t> failures_ = 0;
};

// ForEachFault calls `run` with the first operation of this kind failing, then the second, and so on until a run
// ends before its fault. `folder` is emptied before each. Failed expectations of the run say which.
void ForEachFault(VfsOperation::Kind kind, const std::filesystem::path& folder,
                  const std::function<void(FaultyVfs&)>& run);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_FAULTY_VFS_H_
