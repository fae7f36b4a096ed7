// Own events: the product's own facts as events of a timeline.
//
//   vex.consensus.updated   a record came out otherwise      Revision
//   vex.conflict.opened     a conflict came into the queue   ConflictChange
//   vex.conflict.closed     … left it
//   vex.conflict.waived     … was put off by somebody
//   trust.issuer.changed    an entry of the directory        TrustEdit, one event an entry
//   trust.policy.changed    the global or a tenant's policy  TrustEdit
//   pack.run.recorded       the manifest of a run            PackRunManifest
//
// An event is a pure function of what the workspace keeps of the fact: whenever, by whichever version and however often
// it is formed, it is the same bytes under the same id, and a timeline stores it once. So it has nothing that depends
// on a built-in default, such as weights by the policy or the digest of the starter directory.
#ifndef VEXLENS_OWN_EVENTS_H_
#define VEXLENS_OWN_EVENTS_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/outbox.h"
#include "vexlens/pack_run.h"
#include "vexlens/timeline_event.h"

namespace vexlens {

// The `source` of these events.
inline constexpr std::string_view kOwnEventSource = "vexlens";

// Returns the events of an entry of a tenant's outbox, in order. `occurredAt` is the instant of the change, and
// `correlationId` is the same for all that one change did. `subject` is the product key, the issuer or "policy"; what
// somebody did has its actor, and its reason in the payload.
std::vector<TimelineEvent> EventsOf(std::string_view tenant, const OutboxEntry& entry);

// Returns the event of a run whose manifest was recorded. `occurredAt` is when it ended, began or was asked for, the
// first of these that is known. Errors: those of WritePackRun; INVALID_ARGUMENT if none is known.
absl::StatusOr<TimelineEvent> EventOfPackRun(const PackRunManifest& manifest);

}  // namespace vexlens

#endif  // VEXLENS_OWN_EVENTS_H_
