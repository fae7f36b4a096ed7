// What a recording may have left on the disk when the power went off, and every such state in turn.
#ifndef VEXLENS_TESTS_SUPPORT_CRASH_REPLAY_H_
#define VEXLENS_TESTS_SUPPORT_CRASH_REPLAY_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/recording_vfs.h"

namespace vexlens::testing {

// Disk knows what is there for sure: what was synced, contents by a sync of the file and names by one of the
// folder. The rest may be there. A write may also be torn: then 512-byte sectors of it are there, a first few or
// any, and those that lack read as zeros where nothing was before. As each sector is there or not by itself, the
// order in which a disk writes makes no further difference. What was written before a sync that failed is lost for
// good, though programs see it: Linux tells once and does not try again, not in the next sync either.
class Disk {
 public:
  explicit Disk(const Files& files);

  // Apply follows an operation, which must outlive the disk.
  void Apply(const VfsOperation& operation);

  // AfterPowerLoss is one state: with seed 0 nothing that was not synced is there, with seed 1 all of it, with
  // others some.
  Files AfterPowerLoss(std::uint64_t seed) const;

 private:
  struct File {
    std::string synced;
    std::vector<const VfsOperation*> unsynced;

    void Sync();
  };

  // For each name what it stood for in turn, a file or nothing. The first is on the disk unless a later one is;
  // programs see the last.
  std::map<std::string, std::vector<std::shared_ptr<File>>> names_;
};

// PowerLoss is one state of the disk. The same point and seed give the same state.
struct PowerLoss {
  std::filesystem::path folder;  // holds the files
  std::size_t point;             // operations that had happened
  std::uint64_t seed;
  std::int64_t acknowledged;  // the last number that the recording acknowledges by then
};

struct PowerLossOptions {
  std::size_t every = 1;    // points apart
  std::uint64_t seeds = 4;  // states for each point
};

// ForEachPowerLoss lays out states of the disk in `folder`, which is emptied before each, and has them checked: at
// every point of the recording, from before the first operation to behind the last. Failed expectations of the
// check say which.
void ForEachPowerLoss(const Recording& recording, const std::filesystem::path& folder, const PowerLossOptions& options,
                      const std::function<void(const PowerLoss&)>& check);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_CRASH_REPLAY_H_
