// Event members: those that are objects and arrays, alone, as stores keep them in columns.
#ifndef VEXLENS_LIB_TIMELINE_EVENT_MEMBERS_H_
#define VEXLENS_LIB_TIMELINE_EVENT_MEMBERS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "vexlens/timeline_event.h"

namespace vexlens::timeline {

// Return a member in canonical JSON, "" if the event does not have it.
std::string AttributesJson(const TimelineEvent& event);
std::string EvidenceJson(const TimelineEvent& event);

// Reads "attributes" or "evidence" from JSON into the event; "" is none. Errors: DATA_LOSS.
absl::Status ReadMember(std::string_view name, std::string_view json, TimelineEvent& event);

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_EVENT_MEMBERS_H_
