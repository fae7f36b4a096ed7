// Transactions: snapshots for those who ask, and turns for those who change, one at a time.
#ifndef VEXLENS_LIB_WORKSPACE_TRANSACTIONS_H_
#define VEXLENS_LIB_WORKSPACE_TRANSACTIONS_H_

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "lib/workspace/snapshot.h"
#include "lib/workspace/store.h"
#include "lib/workspace/terms.h"
#include "vexlens/workspace.h"

namespace vexlens {

// Safe for concurrent use.
class Workspace::Transactions {
 private:
  // Memories can be moved from one list to another without room being made.
  using Memories = std::list<workspace::Memory>;

 public:
  Transactions(std::unique_ptr<workspace::Store> store, Options options);

  // Prepare makes what is not there yet, and brings up to date what an older program or older rules left.
  absl::Status Prepare();

  // Lease is a snapshot, whose memory goes back to the others afterwards.
  class Lease {
   public:
    Lease(Lease&&) = default;
    ~Lease();

    workspace::Snapshot& operator*() { return snapshot_; }
    workspace::Snapshot* operator->() { return &snapshot_; }

   private:
    friend class Transactions;
    Lease(Transactions& transactions, Memories memory, std::unique_ptr<workspace::View> view,
          workspace::Snapshot snapshot)
        : transactions_(&transactions),
          memory_(std::move(memory)),
          view_(std::move(view)),
          snapshot_(std::move(snapshot)) {}

    Transactions* transactions_;
    Memories memory_;  // one, or none once it was moved
    std::unique_ptr<workspace::View> view_;
    workspace::Snapshot snapshot_;
  };

  absl::StatusOr<Lease> Read();

  // Write runs `change` in a turn, commits, and tells the observer. Try does the same and takes all back.
  using Step = std::function<absl::Status(workspace::Turn&)>;
  absl::Status Write(const Step& change) { return Transact(change, true); }
  absl::Status Try(const Step& change) { return Transact(change, false); }
  absl::Status Transact(const Step& change, bool keep);

  // TermsNow returns the terms in force, remembered from one call to the next. LastTerms returns what they were when
  // they were last asked for: documents are read by them before the turn, and again within it when they are no longer
  // in force.
  absl::StatusOr<std::shared_ptr<const workspace::Terms>> TermsNow(workspace::Snapshot& snapshot);
  absl::StatusOr<std::shared_ptr<const workspace::Terms>> LastTerms();

  Instant Now() const;

 private:
  absl::Status At(const absl::Status& status) const;
  absl::StatusOr<bool> IsCurrent();
  absl::Status WhyNotRead(const absl::Status& otherwise);
  absl::Status BringUpToDate() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status Make(workspace::Edit& edit);
  // Commit makes the turn's changes durable, with its instant and today's rules.
  absl::Status Commit(workspace::Turn& turn) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  workspace::Turn TurnOver(workspace::Edit& edit, const workspace::Settings& settings)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status Tell() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status NoteHeard() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);

  const std::unique_ptr<workspace::Store> store_;
  const Options options_;
  absl::Mutex writing_;
  workspace::Memory memory_ ABSL_GUARDED_BY(writing_);
  std::uint64_t told_ ABSL_GUARDED_BY(writing_) = 0;  // the last revision that the observer has heard of
  absl::Mutex reading_;
  Memories memories_ ABSL_GUARDED_BY(reading_);  // those that nobody uses
  std::shared_ptr<const workspace::Terms> terms_ ABSL_GUARDED_BY(reading_);
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_WORKSPACE_TRANSACTIONS_H_
