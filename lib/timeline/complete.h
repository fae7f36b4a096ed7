// Complete and ReadMembers: an event on its way in, in two steps, for who sets its instant of receipt between them.
#ifndef VEXLENS_LIB_TIMELINE_COMPLETE_H_
#define VEXLENS_LIB_TIMELINE_COMPLETE_H_

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/timeline_event.h"

namespace vexlens::timeline {

// Reads what ReadTimelineEvent reads, without checking values.
absl::StatusOr<TimelineEvent> ReadMembers(std::string_view json, const TimelineLimits& limits, std::size_t padding);

// Forms the digest of the payload unless the sender gave one, and checks the event. Requires: the payload is in
// canonical form.
absl::Status Complete(TimelineEvent& event, const TimelineLimits& limits);

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_COMPLETE_H_
