// StatementIds: the digests that name statements, computed on demand.
#ifndef VEXLENS_LIB_CONSENSUS_STATEMENT_IDS_H_
#define VEXLENS_LIB_CONSENSUS_STATEMENT_IDS_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "vexlens/evidence.h"

namespace vexlens::consensus {

// StatementIds caches the ids of up to kMost statements: the order within a record needs the ids of all ties, and the
// next records need them again. Safe.
class StatementIds {
 public:
  explicit StatementIds(const Evidence& evidence);

  Digest Of(std::uint32_t statement) const;

 private:
  static constexpr std::size_t kMost = 16'384;

  // Slot is one cached id. Its version is odd while it is written, and changes with each write.
  struct Slot {
    std::atomic<std::uint32_t> version = 0;
    std::atomic<std::uint32_t> statement = UINT32_MAX;
    std::array<std::atomic<std::uint64_t>, 4> words{};
  };
  static_assert(sizeof(Digest) == sizeof(Slot::words));

  static bool Read(const Slot& slot, std::uint32_t statement, Digest& id);
  static void Write(std::uint32_t statement, const Digest& id, Slot& slot);

  const Evidence& evidence_;
  mutable std::vector<Slot> slots_;  // direct-mapped
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_STATEMENT_IDS_H_
