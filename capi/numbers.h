// Numbers: those of the headers for states, statuses and outcomes of the library.
#ifndef VEXLENS_CAPI_NUMBERS_H_
#define VEXLENS_CAPI_NUMBERS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include "vexlens.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"
#include "vexlens/timeline.h"
#include "vexlens_timeline.h"

namespace vexlens::capi {

// These have the number of each State, each VexStatus and each EventOutcome.
inline constexpr int32_t kStates[] = {
    VEXLENS_STATE_AFFECTED, VEXLENS_STATE_UNDER_INVESTIGATION, VEXLENS_STATE_NOT_AFFECTED, VEXLENS_STATE_FIXED,
    VEXLENS_STATE_DISPUTED, VEXLENS_STATE_INCONCLUSIVE,
};
inline constexpr int32_t kStatuses[] = {
    VEXLENS_STATUS_AFFECTED,
    VEXLENS_STATUS_UNDER_INVESTIGATION,
    VEXLENS_STATUS_NOT_AFFECTED,
    VEXLENS_STATUS_FIXED,
};
static_assert(std::size(kStatuses) == kStatusCount);
inline constexpr int32_t kEventOutcomes[] = {
    VEXLENS_EVENT_STORED,
    VEXLENS_EVENT_DUPLICATE,
    VEXLENS_EVENT_REJECTED,
    VEXLENS_EVENT_FAILED,
};

inline int32_t NumberOf(State state) { return kStates[static_cast<std::size_t>(state)]; }
inline int32_t NumberOf(VexStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }
inline int32_t NumberOf(EventOutcome outcome) { return kEventOutcomes[static_cast<std::size_t>(outcome)]; }

// Returns what has a number of the table; nothing for a number that is not in it.
template <typename Enum, std::size_t kSize>
std::optional<Enum> WithNumber(const int32_t (&table)[kSize], int32_t number) {
  const auto* const found = std::find(std::begin(table), std::end(table), number);
  if (found == std::end(table)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(table));
}
inline std::optional<State> StateOf(int32_t number) { return WithNumber<State>(kStates, number); }
inline std::optional<VexStatus> StatusOf(int32_t number) { return WithNumber<VexStatus>(kStatuses, number); }
inline std::optional<EventOutcome> EventOutcomeOf(int32_t number) {
  return WithNumber<EventOutcome>(kEventOutcomes, number);
}

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_NUMBERS_H_
