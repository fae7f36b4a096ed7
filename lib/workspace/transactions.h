// Transactions: snapshots for readers, and turns for writers, one at a time.
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

// Transactions begins and ends them over one store. Safe for concurrent use.
class Workspace::Transactions {
 private:
  // A list, because moving an element to another list needs no memory.
  using Memories = std::list<workspace::Memory>;

 public:
  Transactions(std::unique_ptr<workspace::Store> store, Options options);

  // Makes what is missing, and brings up to date what an older program or older rules left.
  absl::Status Prepare();

  // Lease is a snapshot that returns its memory to the others when it ends.
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

  // Runs `change` in a turn, commits, and notifies observer and listener; Write with a name does it in a span of that
  // name. Try does not commit, and nobody observes it.
  using Step = std::function<absl::Status(workspace::Turn&)>;
  absl::Status Write(std::string_view name, const Step& change);
  absl::Status Write(const Step& change, const base::Observing& observing) { return Transact(change, true, observing); }
  absl::Status Try(const Step& change) { return Transact(change, false, {}); }
  absl::Status Transact(const Step& change, bool keep, const base::Observing& observing);

  // Runs `note` in an edit and commits it, for what is no change of the workspace and gets no instant.
  using Note = std::function<absl::Status(workspace::Edit&)>;
  absl::Status WriteNote(const Note& note);

  // Returns how a call is observed that is part of a request.
  base::Observing ObservingFor(const Trace& trace = base::NoTrace()) const {
    return {options_.observer, &options_.monotonic, &trace};
  }

  // Returns the terms in force, cached. LastTerms returns those of the last call, in force or not: documents are read
  // by them before the turn, and again within it if they are out of date.
  absl::StatusOr<std::shared_ptr<const workspace::Terms>> TermsNow(workspace::Snapshot& snapshot);
  absl::StatusOr<std::shared_ptr<const workspace::Terms>> LastTerms();

  Instant Now() const;

 private:
  absl::Status At(const absl::Status& status) const;
  absl::StatusOr<bool> IsCurrent();
  absl::Status WhyNotRead(const absl::Status& otherwise);
  absl::Status BringUpToDate() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status Make(workspace::Edit& edit);
  // Commits the turn, with its instant and the rules of this program.
  absl::Status Commit(workspace::Turn& turn) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  workspace::Turn TurnOver(workspace::Edit& edit, const workspace::Settings& settings,
                           workspace::Observations& observations) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status Tell() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  absl::Status PutNote(const Note& note) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);

  const std::unique_ptr<workspace::Store> store_;
  const Options options_;
  absl::Mutex writing_;
  workspace::Memory memory_ ABSL_GUARDED_BY(writing_);
  std::uint64_t told_ ABSL_GUARDED_BY(writing_) = 0;  // the last revision that the listener was notified of
  absl::Mutex reading_;
  Memories memories_ ABSL_GUARDED_BY(reading_);  // not in use
  std::shared_ptr<const workspace::Terms> terms_ ABSL_GUARDED_BY(reading_);
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_WORKSPACE_TRANSACTIONS_H_
