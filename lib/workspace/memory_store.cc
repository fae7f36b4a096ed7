#include "lib/workspace/memory_store.h"

#include <utility>

#include "lib/workspace/memory_session.h"
#include "lib/workspace/memory_state.h"

namespace vexlens::workspace {

MemoryStore::MemoryStore() : state_(std::make_shared<const State>()) {}
MemoryStore::~MemoryStore() = default;

absl::StatusOr<std::unique_ptr<View>> MemoryStore::Read() {
  absl::MutexLock lock(&mutex_);
  return std::make_unique<MemorySession>(state_, nullptr);
}

absl::StatusOr<std::unique_ptr<Edit>> MemoryStore::Write() {
  absl::MutexLock lock(&mutex_);
  if (edited_) return absl::UnavailableError("another edit has not ended");
  edited_ = true;
  return std::make_unique<MemorySession>(state_, this);
}

absl::StatusOr<StoreState> MemoryStore::Look() { return StoreState::kCurrent; }

void MemoryStore::EndEdit(std::shared_ptr<const State> committed) {
  absl::MutexLock lock(&mutex_);
  edited_ = false;
  if (committed != nullptr) state_ = std::move(committed);
}

}  // namespace vexlens::workspace
