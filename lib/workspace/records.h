// Records: what a workspace keeps of each answer, and how an answer becomes a revision.
#ifndef VEXLENS_LIB_WORKSPACE_RECORDS_H_
#define VEXLENS_LIB_WORKSPACE_RECORDS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Returns a digest, 16 bytes, of what makes a revision when it differs: state, status, accepted statements, conflicts.
std::string Fingerprint(const Record& record);

// Cause is why records are computed again, which all revisions of one change share, and how.
struct Cause {
  Trigger trigger;
  Instant recorded_at;
  bool queue_anew = false;                // the queue was emptied: write the conflicts of unchanged records, too
  std::function<bool()> go_on = nullptr;  // null, or asked now and then; false stops the work
};

// RecordKeeper brings stored records up to date, some hundreds at a time, and counts them.
class RecordKeeper {
 public:
  RecordKeeper(Turn& turn, RowId tenant, const Cause& cause)
      : turn_(turn),
        shared_{tenant, cause.recorded_at, turn.settings().as_of, cause.trigger, kRules},
        queue_anew_(cause.queue_anew) {}

  // Takes a record of the vulnerability `advisory` as it is now. It becomes a revision if its fingerprint changed.
  // `consensus` must live until Flush.
  absl::Status Keep(RowId advisory, const Consensus& consensus, Record record);

  // Takes a record whose key is gone; `renamed_to` is the vulnerability that names its class now, or 0.
  void Remove(LiveRecord gone, RowId renamed_to);

  // Writes what was taken. Call it last.
  absl::Status Flush();

  const Recomputed& counts() const { return counts_; }

  // Returns the ids of the tenant's queue as it was; none if it is not observed, or did not change.
  const std::optional<absl::flat_hash_set<Digest>>& queue_before() const { return queue_before_; }

 private:
  struct Kept {
    RowId advisory;
    const Consensus* consensus;
    Record record;
  };

  // Returns what to write; nothing for a record that is as stored.
  std::optional<RecordEdit> EditOf(const Kept& kept, RecordRow before);
  // Adds to the edits which conflicts come and go, compared with what the log says is open: a rebuild has emptied the
  // queue, but nothing came or went.
  absl::Status NoteSteps(std::span<RecordEdit> edits);
  // Remembers the queue before the first of these edits that may change it.
  absl::Status NoteQueue(std::span<const RecordEdit> edits);

  Turn& turn_;
  const RevisionShared shared_;
  const bool queue_anew_;
  std::vector<Kept> kept_;
  std::size_t entries_ = 0;  // of the rationales in kept_
  std::vector<RecordEdit> removed_;
  Recomputed counts_;
  std::optional<absl::flat_hash_set<Digest>> queue_before_;
  std::string json_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_RECORDS_H_
