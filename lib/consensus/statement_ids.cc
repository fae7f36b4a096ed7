#include "lib/consensus/statement_ids.h"

#include <algorithm>
#include <cstring>

namespace vexlens::consensus {

StatementIds::StatementIds(const Evidence& evidence)
    : evidence_(evidence), slots_(std::clamp<std::size_t>(evidence.table().size(), 1, kMost)) {}

Digest StatementIds::Of(std::uint32_t statement) const {
  Slot& slot = slots_[statement % slots_.size()];
  Digest id;
  if (Read(slot, statement, id)) return id;
  id = StatementId(evidence_, evidence_.statements()[statement]);
  Write(statement, id, slot);
  return id;
}

// Reads the slot's id into `id`. Returns false if it is of another statement or was written meanwhile.
bool StatementIds::Read(const Slot& slot, std::uint32_t statement, Digest& id) {
  const std::uint32_t version = slot.version.load(std::memory_order_acquire);
  if (version % 2 != 0 || slot.statement.load(std::memory_order_acquire) != statement) return false;
  std::array<std::uint64_t, 4> words;
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = slot.words[i].load(std::memory_order_acquire);
  std::memcpy(id.bytes.data(), words.data(), sizeof id.bytes);
  return slot.version.load(std::memory_order_relaxed) == version;
}

// Writes an id to a slot, unless another thread is writing to it.
void StatementIds::Write(std::uint32_t statement, const Digest& id, Slot& slot) {
  std::uint32_t version = slot.version.load(std::memory_order_relaxed);
  if (version % 2 != 0) return;
  if (!slot.version.compare_exchange_strong(version, version + 1, std::memory_order_acquire)) return;
  std::array<std::uint64_t, 4> words;
  std::memcpy(words.data(), id.bytes.data(), sizeof id.bytes);
  slot.statement.store(statement, std::memory_order_release);
  for (std::size_t i = 0; i < words.size(); ++i) slot.words[i].store(words[i], std::memory_order_release);
  slot.version.store(version + 2, std::memory_order_release);
}

}  // namespace vexlens::consensus
