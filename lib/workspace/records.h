// Records: what a workspace keeps of each answer, and how an answer becomes a revision.
#ifndef VEXLENS_LIB_WORKSPACE_RECORDS_H_
#define VEXLENS_LIB_WORKSPACE_RECORDS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Fingerprint covers what makes a revision when it differs: state, status, accepted statements and conflicts.
std::string Fingerprint(const Record& record);

// Cause is what all revisions of one change share.
struct Cause {
  Trigger trigger;
  Instant recorded_at;
  bool queue_anew = false;                // the queue of conflicts was emptied: write those of unchanged records too
  std::function<bool()> go_on = nullptr;  // asked now and then, if there; false: stop
};

// RecordKeeper brings stored records up to date, some hundreds at a time, and counts.
class RecordKeeper {
 public:
  RecordKeeper(Turn& turn, RowId tenant, const Cause& cause)
      : turn_(turn),
        shared_{tenant, cause.recorded_at, turn.settings().as_of, cause.trigger, kRules},
        queue_anew_(cause.queue_anew) {}

  // Keep notes a record of `advisory`, a row of a vulnerability, as it is now; it becomes a revision if it came out
  // otherwise. `consensus` must live until Flush.
  absl::Status Keep(RowId advisory, const Consensus& consensus, Record record);

  // Remove notes that a record's key is gone; `renamed_to` is 0 or the class that its vulnerability belongs to now.
  void Remove(LiveRecord gone, RowId renamed_to);

  // Flush writes what was noted.
  absl::Status Flush();

  const Recomputed& counts() const { return counts_; }

 private:
  struct Kept {
    RowId advisory;
    const Consensus* consensus;
    Record record;
  };

  // EditOf returns what is to be written; nothing for a record that is as it was.
  std::optional<RecordEdit> EditOf(const Kept& kept, RecordRow before);

  Turn& turn_;
  const RevisionShared shared_;
  const bool queue_anew_;
  std::vector<Kept> kept_;
  std::size_t entries_ = 0;  // of their rationales
  std::vector<RecordEdit> removed_;
  Recomputed counts_;
  std::string json_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_RECORDS_H_
