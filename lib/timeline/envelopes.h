// Envelopes: what other producers of the platform send in a form of their own, and the events that they are.
#ifndef VEXLENS_LIB_TIMELINE_ENVELOPES_H_
#define VEXLENS_LIB_TIMELINE_ENVELOPES_H_

#include "lib/json/document.h"
#include "lib/timeline/event_members.h"
#include "lib/timeline/faults.h"
#include "vexlens/timeline_event.h"

namespace vexlens::timeline {

// Maps an envelope whose `type` is in the table to `event`, which `members` fills. The whole envelope becomes the
// payload, so that nothing is lost; faults are at its own members. Returns false for everything else, which is an event
// in our own form or none.
bool ReadEnvelope(json::Value root, EventMembers& members, TimelineEvent& event, Faults& faults);

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_ENVELOPES_H_
