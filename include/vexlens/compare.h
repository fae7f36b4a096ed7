// Compare: how the records of two consensuses differ.
#ifndef VEXLENS_COMPARE_H_
#define VEXLENS_COMPARE_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "vexlens/consensus.h"
#include "vexlens/slice.h"

namespace vexlens {

// RecordKey names one record of a tenant.
struct RecordKey {
  std::string vulnerability;
  std::string product;
  std::string component;  // "" for the product as a whole

  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

// Delta is how a record differs between two consensuses.
struct Delta {
  enum class Kind : std::uint8_t { kAdded, kRemoved, kStatusChanged, kConfidenceUp, kConfidenceDown };

  Kind kind = Kind::kAdded;
  RecordKey key;
  Decision before;  // unset for kAdded
  Decision after;   // unset for kRemoved
};
std::string_view DeltaKindName(Delta::Kind kind);

// Calls `visit` with each record of `tenant` that differs, in byte order of keys, until that returns false. Returns
// false if `visit` did. Advisory keys outside `names` are skipped.
bool CompareConsensus(const Consensus& before, const Consensus& after, std::string_view tenant,
                      const std::function<bool(const Delta&)>& visit, const NameRange& names = {});

}  // namespace vexlens

#endif  // VEXLENS_COMPARE_H_
