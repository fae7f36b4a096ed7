// Handles: the structs that the header only declares.
#ifndef VEXLENS_CAPI_HANDLES_H_
#define VEXLENS_CAPI_HANDLES_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "capi/observer.h"
#include "vexlens.h"
#include "vexlens/engine.h"
#include "vexlens/timeline.h"
#include "vexlens/workspace.h"
#include "vexlens_timeline.h"

struct vexlens_engine {
  std::unique_ptr<vexlens::capi::HostObserver> observer;
  std::unique_ptr<vexlens::Engine> engine;
};

struct vexlens_consensus {
  std::shared_ptr<const vexlens::Slice> slice;
  std::string tenant;
};

struct vexlens_record {
  explicit vexlens_record(std::shared_ptr<const vexlens::Slice> of) : slice(std::move(of)) {}

  const std::shared_ptr<const vexlens::Slice> slice;
  vexlens::Record record;  // filled before anybody has the handle
  mutable absl::Mutex mutex;
  mutable std::string json ABSL_GUARDED_BY(mutex);  // "" until it is asked for
};

struct vexlens_workspace {
  class Listener : public vexlens::RevisionListener {
   public:
    explicit Listener(const vexlens_workspace_options& options)
        : on_revision_(options.on_revision), user_data_(options.user_data) {}

    void OnRevision(const vexlens::Revision& revision) override;

   private:
    void (*on_revision_)(vexlens_str, void*);
    void* user_data_;
  };

  // Shared with the streams of the workspace.
  struct Kept {
    std::unique_ptr<Listener> listener;
    std::unique_ptr<vexlens::capi::HostObserver> observer;
    std::unique_ptr<vexlens::Workspace> workspace;
  };

  vexlens::Workspace* operator->() const { return kept->workspace.get(); }

  std::shared_ptr<Kept> kept;
};

struct vexlens_timeline {
  // Shared with the streams of the timeline.
  struct Kept {
    std::unique_ptr<vexlens::capi::HostObserver> observer;
    std::unique_ptr<vexlens::Timeline> timeline;
  };

  vexlens::TimelineIngestionService& ingestion() const { return kept->timeline->ingestion(); }
  vexlens::TimelineQueryService& queries() const { return kept->timeline->queries(); }

  std::shared_ptr<Kept> kept;
};

struct vexlens_ingested {
  std::vector<vexlens::IngestedEvent> events;
};

namespace vexlens::capi {

// Sets `*revisions` to the number of records that changed, unless it is null.
inline absl::Status GiveRevisions(const absl::StatusOr<Recomputed>& recomputed, uint64_t* revisions) {
  if (recomputed.ok() && revisions != nullptr) *revisions = recomputed->revisions;
  return recomputed.status();
}

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_HANDLES_H_
