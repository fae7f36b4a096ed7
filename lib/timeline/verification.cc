#include "lib/timeline/verification.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/timeline/event_row.h"
#include "lib/timeline/retention.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::timeline {
namespace {

constexpr std::size_t kWindow = 1024;  // events at a time
// No tree has a node as high as this: it would have more leaves than there are numbers.
constexpr unsigned kNoHeight = 64;

}  // namespace

template <typename... Parts>
void Verification::Fault(const Parts&... parts) {
  if (verdict_.faults.size() < kMaxTimelineFaults) verdict_.faults.push_back(absl::StrCat(parts...));
}

absl::StatusOr<TimelineVerdict> Verification::Run() {
  if (since_.has_value() && since_->origin != signer_.OriginOf(tenant_)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the checkpoint is of the log ", since_->origin, ", not of ", signer_.OriginOf(tenant_)));
  }
  VEXLENS_ASSIGN_OR_RETURN(head_, view_.Head());
  VEXLENS_RETURN_IF_ERROR(LoadCheckpoints());
  CompareSince();
  for (std::uint64_t first = 0;;) {
    VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint64_t> next, view_.Next(first));
    if (!next.has_value()) break;
    // A hole, however wide, is one step.
    first = *next + kWindow;
    VEXLENS_RETURN_IF_ERROR(Take(*next, first));
  }
  VEXLENS_RETURN_IF_ERROR(CompareEnd());
  verdict_.size = edge_.size();
  verdict_.root = edge_.Root();
  return std::move(verdict_);
}

absl::Status Verification::Take(std::uint64_t first, std::uint64_t end) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<TimelineLeaf> leaves, view_.Leaves(first, end));
  VEXLENS_RETURN_IF_ERROR(CompareEvents(first, end, leaves));
  for (const TimelineLeaf& leaf : leaves) VEXLENS_RETURN_IF_ERROR(Append(leaf));
  return absl::OkStatus();
}

absl::Status Verification::CompareEvents(std::uint64_t first, std::uint64_t end,
                                         const std::vector<TimelineLeaf>& leaves) {
  auto leaf = leaves.begin();
  const auto missing_before = [&](std::uint64_t index) {
    for (; leaf != leaves.end() && leaf->index < index; ++leaf) Miss(*leaf);
  };
  const absl::Status status = view_.Events(first, end, [&](const TimelineRow& row) {
    missing_before(row.index);
    if (leaf != leaves.end() && leaf->index == row.index) ++leaf;
    CompareEvent(row);
  });
  missing_before(end);
  return status;
}

void Verification::CompareEvent(const TimelineRow& row) {
  if (!row.digest.has_value()) return Fault("event ", row.index, " is not in the log");
  ++verdict_.events;
  WriteEntry(tenant_, row, entry_);
  if (LeafDigest(entry_) == *row.digest) {
    dropped_ = std::max(dropped_, DroppedBefore(row));
  } else {
    Fault("event ", row.index, " (", row.event_id, ") is not as it was");
  }
}

void Verification::Miss(const TimelineLeaf& leaf) {
  if (verdict_.events == 0 && leaf.index == missing_) {
    ++missing_;
  } else {
    Fault("event ", leaf.index, " (", leaf.event_id, ") is missing");
  }
}

absl::Status Verification::Append(const TimelineLeaf& leaf) {
  if (broken_) return absl::OkStatus();
  if (leaf.index != edge_.size()) {
    broken_ = true;
    Fault("the digest of event ", edge_.size(), " is missing: what follows cannot be proven");
    return absl::OkStatus();
  }
  std::vector<MerkleNode> complete;
  edge_.Append(leaf.digest, complete);
  VEXLENS_RETURN_IF_ERROR(CompareNodes(complete));
  VEXLENS_RETURN_IF_ERROR(CompareCheckpoints());
  CompareSince();
  return absl::OkStatus();
}

absl::Status Verification::CompareNodes(const std::vector<MerkleNode>& complete) {
  for (const MerkleNode& node : complete) {
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<MerkleNode> kept, view_.Nodes(node.height, node.index, 1));
    if (kept.size() == 1 && kept[0] == node) continue;
    const std::uint64_t first = node.index << node.height;
    Fault("the node over the events ", first, " to ", first + (std::uint64_t{1} << node.height) - 1, " is ",
          kept.empty() || kept[0].index != node.index ? "missing" : "not as it was");
  }
  return absl::OkStatus();
}

absl::Status Verification::LoadCheckpoints() {
  VEXLENS_ASSIGN_OR_RETURN(checkpoints_, view_.Checkpoints(commits_ + 1, kWindow));
  next_ = 0;
  return absl::OkStatus();
}

absl::Status Verification::CompareCheckpoints() {
  while (next_ < checkpoints_.size() && checkpoints_[next_].size <= edge_.size()) {
    CompareCheckpoint(checkpoints_[next_]);
    commits_ = checkpoints_[next_].commit;
    if (++next_ == checkpoints_.size()) VEXLENS_RETURN_IF_ERROR(LoadCheckpoints());
  }
  return absl::OkStatus();
}

void Verification::CompareCheckpoint(const TimelineCheckpoint& checkpoint) {
  ++verdict_.checkpoints;
  if (checkpoint.commit != commits_ + 1) Fault("the checkpoint of commit ", commits_ + 1, " is missing");
  if (checkpoint.size != edge_.size()) {
    Fault("the checkpoint of commit ", checkpoint.commit, " has the size ", checkpoint.size, ", out of order");
  } else if (checkpoint.root != edge_.Root()) {
    Fault("the checkpoint of commit ", checkpoint.commit, " (", checkpoint.size, " events) has another root: events ",
          verdict_.proven, " to ", checkpoint.size - 1, ", or it, are not as they were");
  } else {
    verdict_.proven = checkpoint.size;
  }
  const absl::Status note =
      signer_.Check({signer_.OriginOf(tenant_), checkpoint.size, checkpoint.root}, checkpoint.note);
  if (!note.ok()) Fault("the note of commit ", checkpoint.commit, ": ", note.message());
}

void Verification::CompareSince() {
  if (since_.has_value() && since_->size == edge_.size() && since_->root != edge_.Root()) {
    Fault("the log was another one when the checkpoint of ", since_->size, " events was taken");
  }
}

absl::Status Verification::CompareEnd() {
  if (missing_ > dropped_) {
    Fault("the events ", dropped_, " to ", missing_ - 1,
          " are missing, and the log does not say that they were dropped");
  }
  if (since_.has_value() && since_->size > edge_.size()) {
    Fault("the log has ", edge_.size(), " events, and had ", since_->size, " when the checkpoint was taken");
  }
  if (head_.size != edge_.size() || head_.edge != edge_.digests()) Fault("the head of the log is not as it was");
  if (next_ < checkpoints_.size()) {
    Fault("the checkpoint of commit ", checkpoints_[next_].commit, " has ", checkpoints_[next_].size,
          " events, and the log ", edge_.size());
  }
  if (head_.commits != commits_)
    Fault("the log has had ", head_.commits, " commits, and has ", commits_, " checkpoints");
  if (!broken_ && verdict_.proven != edge_.size()) Fault("the last events are under no checkpoint that holds");
  for (unsigned height = kMerkleStride; height < kNoHeight; height += kMerkleStride) {
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<MerkleNode> beyond, view_.Nodes(height, edge_.size() >> height, 1));
    if (!broken_ && !beyond.empty()) Fault("a node of height ", height, " lies beyond the end of the log");
  }
  return absl::OkStatus();
}

}  // namespace vexlens::timeline
