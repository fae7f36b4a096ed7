// Records: what a workspace keeps of each answer, and how an answer becomes a revision.
#ifndef VEXLENS_LIB_STORE_RECORDS_H_
#define VEXLENS_LIB_STORE_RECORDS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/store/connection.h"
#include "lib/store/slice.h"
#include "vexlens/workspace.h"

namespace vexlens::store {

// Fingerprint covers what makes a revision when it differs: state, status, accepted statements and conflicts.
std::string Fingerprint(const Record& record);

// StoredRecord is a row of `record`, or without a revision the place for one. An empty fingerprint: its key is gone.
struct StoredRecord {
  std::int64_t advisory = 0;
  std::int64_t hash = 0;
  std::uint32_t revision = 0;
  std::int64_t latest = 0;  // row of `revision`
  std::string fingerprint;
  std::int64_t queued = 0;  // conflicts in the queue
};

// FindRecord is where the record of a literal key stands, or would.
absl::StatusOr<StoredRecord> FindRecord(Database& database, std::int64_t advisory, std::string_view product,
                                        std::string_view component);

// Occasion is what all revisions of one change share.
struct Occasion {
  Trigger trigger;
  Instant recorded_at;
  bool queue_anew = false;                // the queue of conflicts was emptied: write those of unchanged records too
  std::function<bool()> go_on = nullptr;  // asked now and then, if there; false: stop
};

// RecordKeeper writes records of one consensus as they are now, and counts.
class RecordKeeper {
 public:
  RecordKeeper(Database& database, const World& world, const Occasion& occasion)
      : database_(database), tenant_(world.tenant_id), as_of_(world.as_of), occasion_(occasion) {}

  // Keep writes the record of `advisory`, a row of `vulnerability`, and a revision if it came out otherwise.
  absl::Status Keep(std::int64_t advisory, const Consensus& consensus, const Record& record);

  // Remove notes that a record's key is gone; `renamed_to` is 0 or the class that its vulnerability belongs to now.
  absl::Status Remove(const StoredRecord& stored, std::int64_t renamed_to);

  const Recomputed& counts() const { return counts_; }

 private:
  absl::Status Write(const StoredRecord& before, const StoredRecord& now, const Record& record);
  absl::Status Revise(const Consensus& consensus, const Record& record, StoredRecord& now);
  absl::Status Queue(const StoredRecord& before, const StoredRecord& now, const Record& record);
  absl::Status Unqueue(const StoredRecord& stored);

  Database& database_;
  std::int64_t tenant_;
  Instant as_of_;
  Occasion occasion_;
  Recomputed counts_;
  std::string json_;
};

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_RECORDS_H_
