// StatementIds: the digests that name statements, computed when first asked for.
#ifndef VEXLENS_LIB_CONSENSUS_STATEMENT_IDS_H_
#define VEXLENS_LIB_CONSENSUS_STATEMENT_IDS_H_

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "vexlens/evidence.h"

namespace vexlens {

// StatementIds remembers each id: a record's order needs the ids of all its ties, and its neighbours need them
// again. Untouched slots cost address space only. Safe for concurrent use.
class StatementIds {
 public:
  explicit StatementIds(const Evidence& evidence)
      : evidence_(evidence),
        slots_(static_cast<Slot*>(std::calloc(evidence.statements().size() + 1, sizeof(Slot))), &std::free) {}

  Digest Of(std::uint32_t statement) const {
    if (slots_ == nullptr) return StatementId(evidence_, evidence_.statements()[statement]);
    Slot& slot = slots_.get()[statement];
    std::atomic_ref<std::uint32_t> state(slot.state);
    if (state.load(std::memory_order_acquire) == kReady) return slot.id;
    const Digest id = StatementId(evidence_, evidence_.statements()[statement]);
    std::uint32_t expected = kEmpty;
    if (state.compare_exchange_strong(expected, kWriting, std::memory_order_relaxed)) {
      slot.id = id;
      state.store(kReady, std::memory_order_release);
    }
    return id;
  }

 private:
  static constexpr std::uint32_t kEmpty = 0;
  static constexpr std::uint32_t kWriting = 1;
  static constexpr std::uint32_t kReady = 2;

  struct Slot {
    std::uint32_t state;
    Digest id;
  };

  const Evidence& evidence_;
  std::unique_ptr<Slot, void (*)(void*)> slots_;  // calloc: pages appear when they are written
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_STATEMENT_IDS_H_
