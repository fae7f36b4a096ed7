// MemoryStore: the rows of a workspace in plain containers; the specification of every other store.
#ifndef VEXLENS_LIB_WORKSPACE_MEMORY_STORE_H_
#define VEXLENS_LIB_WORKSPACE_MEMORY_STORE_H_

#include <memory>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "lib/workspace/store.h"

namespace vexlens::workspace {

// MemoryStore keeps its rows in memory only. A view shares the state at which it began; an edit has a copy, which
// replaces the state on commit: simple, and slow for large workspaces.
class MemoryStore final : public Store {
 public:
  struct State;

  MemoryStore();
  ~MemoryStore() override;

  std::string_view name() const override { return "memory"; }
  absl::StatusOr<std::unique_ptr<View>> Read() override;
  // Errors: UNAVAILABLE while another edit is open; it does not wait.
  absl::StatusOr<std::unique_ptr<Edit>> Write() override;
  absl::StatusOr<StoreState> Look() override;

 private:
  friend class MemorySession;
  void EndEdit(std::shared_ptr<const State> committed);

  absl::Mutex mutex_;
  std::shared_ptr<const State> state_ ABSL_GUARDED_BY(mutex_);
  bool edited_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_MEMORY_STORE_H_
