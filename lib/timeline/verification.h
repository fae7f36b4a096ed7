// Verification: a tenant's log, hashed again from its first event to its last.
#ifndef VEXLENS_LIB_TIMELINE_VERIFICATION_H_
#define VEXLENS_LIB_TIMELINE_VERIFICATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/timeline/signer.h"
#include "vexlens/timeline.h"

namespace vexlens::timeline {

// Verification goes through leaves, events, nodes and checkpoints side by side, each in its order:
//
//   leaves       0  1  2  3  4  5  …     the tree is formed of what they say
//   events             2  3  4  5  …     each hashed again, and compared with its leaf; the first may have been dropped
//   nodes                … 255           compared when the tree completes them
//   checkpoints     2        5     …     compared when the tree has their size
class Verification {
 public:
  // All must outlive it.
  Verification(TimelineView& view, const Signer& signer, std::string_view tenant,
               const std::optional<Checkpoint>& since)
      : view_(view), signer_(signer), tenant_(tenant), since_(since) {}

  // Errors: those of reading; INVALID_ARGUMENT for a checkpoint of another log. What is not as it was is no error, but
  // in the verdict.
  absl::StatusOr<TimelineVerdict> Run();

 private:
  template <typename... Parts>
  void Fault(const Parts&... parts);
  // Takes events and leaves with indexes from `first` to before `end`.
  absl::Status Take(std::uint64_t first, std::uint64_t end);
  absl::Status CompareEvents(std::uint64_t first, std::uint64_t end, const std::vector<TimelineLeaf>& leaves);
  void CompareEvent(const TimelineRow& row);
  // Takes note of an event that is missing: until there is one, it may have been dropped.
  void Miss(const TimelineLeaf& leaf);
  absl::Status Append(const TimelineLeaf& leaf);
  absl::Status CompareNodes(const std::vector<MerkleNode>& complete);
  absl::Status CompareCheckpoints();
  void CompareCheckpoint(const TimelineCheckpoint& checkpoint);
  absl::Status LoadCheckpoints();
  void CompareSince();
  absl::Status CompareEnd();

  TimelineView& view_;
  const Signer& signer_;
  const std::string_view tenant_;
  const std::optional<Checkpoint>& since_;
  TimelineHead head_;
  MerkleEdge edge_;
  bool broken_ = false;  // a leaf is missing: the tree cannot be formed beyond it
  std::vector<TimelineCheckpoint> checkpoints_;
  std::size_t next_ = 0;       // of `checkpoints_`, the one that comes next
  std::uint64_t commits_ = 0;  // that were met
  std::string entry_;          // of the event that is compared
  std::uint64_t missing_ = 0;  // so many events at the beginning
  std::uint64_t dropped_ = 0;  // so many of which the log says that they were dropped
  TimelineVerdict verdict_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_VERIFICATION_H_
