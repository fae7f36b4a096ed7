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

// RecordKey names one record of a tenant; `component` may be "".
struct RecordKey {
  std::string advisory;
  std::string product;
  std::string component;

  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

// Delta is how a record differs between two worlds.
struct Delta {
  enum class Kind : std::uint8_t { kAdded, kRemoved, kStatusChanged, kConfidenceUp, kConfidenceDown };

  Kind kind = Kind::kAdded;
  RecordKey key;
  Decision before;  // of kAdded unset
  Decision after;   // of kRemoved unset
};
std::string_view DeltaKindName(Delta::Kind kind);

// CompareConsensus gives each record of `tenant` that differs, in byte order of keys, until `visit` returns false; it
// then returns false itself. Only advisory keys that `names` holds are looked at.
bool CompareConsensus(const Consensus& before, const Consensus& after, std::string_view tenant,
                      const std::function<bool(const Delta&)>& visit, const NameRange& names = {});

}  // namespace vexlens

#endif  // VEXLENS_COMPARE_H_
