// The relay: a tenant's outbox told to a timeline, each fact once.
//
//   workspace ── Outbox(after) ──► events ── IngestEvents ──► timeline
//       ▲                                                        │
//       └───────────── NoteRelayed, once all are durable ◄───────┘
//
// Each page of entries is first durable in the timeline, then noted in the workspace. A process that dies in between,
// and two relays at once, send events again; the timeline knows them by their ids, and keeps each once. What is noted
// names the log, too, by size and root: a log that does not go on from that is another timeline, or one from a backup,
// and gets everything from the start. So nothing is lost when a timeline is replaced.
#ifndef VEXLENS_TIMELINE_RELAY_H_
#define VEXLENS_TIMELINE_RELAY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/timeline.h"
#include "vexlens/workspace.h"

namespace vexlens {

struct RelayOptions {
  std::size_t at_once = 500;  // how many entries of a kind to look at, and events to send, in one call
  bool from_start = false;    // send everything again: what was refused may be taken now
};

inline constexpr std::size_t kMaxRelayRefusals = 100;

// RelayReport counts events.
struct RelayReport {
  std::uint64_t stored = 0;
  std::uint64_t duplicate = 0;
  std::uint64_t refused = 0;            // by this call
  std::uint64_t refused_before = 0;     // by earlier ones: `from_start` says why
  std::vector<IngestedEvent> refusals;  // the first kMaxRelayRefusals of `refused`, each with its reason
  bool from_start = false;              // asked for, or the timeline is not the one of before

  // Returns {duplicate, fromStart, refusals [IngestedEvent::Json], refused, refusedBefore, stored} in canonical JSON.
  std::string Json() const;
};

// Sends what a tenant's outbox has to the timeline, up to its end. An event that the timeline can never take, such as a
// second one under the same id, does not hold up the others: it is reported, and counted in the workspace before the
// relay goes on, so that later reports tell of it even if the process dies before this one does. Safe for concurrent
// use, also of several processes. Errors: NOT_FOUND for a tenant that the workspace does not have; those of the
// timeline when it cannot take an event now, and those of the workspace. What was sent before stays sent: call again.
absl::StatusOr<RelayReport> RelayToTimeline(Workspace& workspace, Timeline& timeline, std::string_view tenant,
                                            const RelayOptions& options = {});

}  // namespace vexlens

#endif  // VEXLENS_TIMELINE_RELAY_H_
