// The timeline: events of many services in one order for each tenant, in a log that can be proven.
//
//   auto timeline = MakeTimeline({.directory = "ws"});
//   (*timeline)->ingestion().Ingest(lines);
//   (*timeline)->queries().List("acme", {.subject = "pkg:npm/foo@1.0"}, "", 100);
#ifndef VEXLENS_TIMELINE_H_
#define VEXLENS_TIMELINE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/checkpoint.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"
#include "vexlens/keys.h"
#include "vexlens/observer.h"
#include "vexlens/timeline_event.h"
#include "vexlens/timeline_store.h"

namespace vexlens {

// EventOutcome is what became of an event.
enum class EventOutcome : std::uint8_t {
  kStored,     // it is durable now
  kDuplicate,  // the same event is there already
  kRejected,   // it can never be taken: `status` says why
  kFailed,     // the store could not take it now: sent again, it may be
};
std::string_view EventOutcomeName(EventOutcome outcome);  // "stored"

// IngestedEvent says what became of one event of a call.
struct IngestedEvent {
  EventOutcome outcome = EventOutcome::kFailed;
  absl::Status status;  // OK if stored or a duplicate
  std::string tenant;   // "" and "" of what could not be read
  std::string event_id;
  std::uint64_t index = 0;  // its place in the tenant's log, if stored or a duplicate

  // Returns {eventId, index, outcome, reason, tenant} in canonical JSON; `index` and `reason` where there is one.
  std::string Json() const;
};

// TimelineIngestionService takes events. Safe for concurrent use.
class TimelineIngestionService {
 public:
  virtual ~TimelineIngestionService() = default;

  // Takes events as JSON (ReadTimelineEvent) of any tenants. Those of one tenant are committed together, in the order
  // of the call; of different tenants each may fail alone. The same id with other content is rejected with
  // ALREADY_EXISTS, also within one call. Returns what became of each, in the order of `events`.
  virtual std::vector<IngestedEvent> Ingest(std::span<const std::string_view> events) = 0;

  // The same of events that are values. `received_at` is set here, and a payload may be in any spelling.
  virtual std::vector<IngestedEvent> IngestEvents(std::vector<TimelineEvent> events) = 0;
};

// TimelinePage is a part of a list.
struct TimelinePage {
  std::vector<TimelineEntry> entries;
  std::string next;  // the cursor of the next page, "" after the last
};

// TimelineProof shows that an event is in a log: LeafDigest of WriteTimelineEvent(event) is the leaf that
// CheckInclusion asks for.
struct TimelineProof {
  TimelineEntry entry;
  Checkpoint checkpoint;
  std::string note;  // the checkpoint signed, "" without a key
  std::vector<Digest> path;

  // Returns {checkpoint{origin, root, size}, entry, note, path[]} in canonical JSON.
  std::string Json() const;
};

// TimelineConsistency shows that the log of an earlier size begins that of the checkpoint: CheckConsistency takes both
// roots and the path.
struct TimelineConsistency {
  std::uint64_t before = 0;  // the earlier size
  Checkpoint checkpoint;
  std::string note;  // the checkpoint signed, "" without a key
  std::vector<Digest> path;

  // Returns {before, checkpoint{origin, root, size}, note, path[]} in canonical JSON.
  std::string Json() const;
};

// TimelineVerdict says whether a log is what it was.
struct TimelineVerdict {
  std::uint64_t size = 0;
  Digest root;                      // of the leaves that are there
  std::uint64_t events = 0;         // that were hashed again
  std::uint64_t checkpoints = 0;    // that were compared
  std::uint64_t proven = 0;         // as many events, from the first on, are what the last good checkpoint says
  std::vector<std::string> faults;  // what is not as it was; at most kMaxTimelineFaults, of those found first

  bool ok() const { return faults.empty(); }

  // Returns its members in canonical JSON.
  std::string Json() const;
};
inline constexpr std::size_t kMaxTimelineFaults = 100;

// TimelineQueryService answers about events. Safe for concurrent use. Errors of all members: those of TimelineView, and
// INVALID_ARGUMENT for a tenant that may not be called so.
class TimelineQueryService {
 public:
  virtual ~TimelineQueryService() = default;

  // Returns up to `limit` events (1 to 1000), latest first. `cursor` is `next` of the page before, "" for the first: no
  // event that comes meanwhile shifts a page. Errors: INVALID_ARGUMENT for a cursor that is none.
  virtual absl::StatusOr<TimelinePage> List(std::string_view tenant, const TimelineFilter& filter,
                                            std::string_view cursor, std::size_t limit) = 0;

  // Returns up to `limit` events (1 to 1000) in the order of the log, from a place on: for who follows it. Those that
  // were dropped are passed over.
  virtual absl::StatusOr<std::vector<TimelineEntry>> Follow(std::string_view tenant, std::uint64_t first,
                                                            std::size_t limit) = 0;

  // Returns one event. Errors: NOT_FOUND, also of one that was dropped.
  virtual absl::StatusOr<TimelineEntry> Get(std::string_view tenant, std::string_view event_id) = 0;

  // Returns the tenant's last checkpoint. Errors: NOT_FOUND when it has no event.
  virtual absl::StatusOr<TimelineCheckpoint> LastCheckpoint(std::string_view tenant) = 0;

  // Returns it for others to keep: the signed note, or without a key the text of the checkpoint. Errors: NOT_FOUND.
  virtual absl::StatusOr<std::string> LastCheckpointText(std::string_view tenant) = 0;

  // Proves that an event is in the log of the last checkpoint. Errors: NOT_FOUND.
  virtual absl::StatusOr<TimelineProof> Prove(std::string_view tenant, std::string_view event_id) = 0;

  // Proves that the log of an earlier size begins that of the last checkpoint. Errors: NOT_FOUND when it has no event,
  // INVALID_ARGUMENT when it was never as large.
  virtual absl::StatusOr<TimelineConsistency> ProveConsistency(std::string_view tenant, std::uint64_t before) = 0;

  // Hashes every event again, forms the tree again, and compares both with every digest, node and checkpoint that is
  // kept, and with `since`, a checkpoint that somebody else kept.
  virtual absl::StatusOr<TimelineVerdict> Verify(std::string_view tenant, const std::optional<Checkpoint>& since) = 0;

  virtual absl::StatusOr<std::vector<std::string>> Tenants() = 0;
};

// TimelineRetained says which events are not kept any more.
struct TimelineRetained {
  std::uint64_t dropped = 0;  // by this call
  std::uint64_t end = 0;      // those before this index, in all

  // Returns its members in canonical JSON.
  std::string Json() const;
};

// The type of the event by which a log says that events were dropped: `attributes` are {"before", "end"}, those that
// were received before this instant and stood before this index. Refused from outside.
inline constexpr std::string_view kEventsDropped = "timeline.events_dropped";

// TimelineRetentionService drops old events. Safe for concurrent use.
class TimelineRetentionService {
 public:
  virtual ~TimelineRetentionService() = default;

  // Drops a tenant's events from the first on, up to the first that was received at `before` or later. Their digests
  // stay: the log verifies as before, and proofs that were made before still hold. For each 100 000 the log gets an
  // event of the type kEventsDropped, committed together with what it says. Errors: those of TimelineView;
  // INVALID_ARGUMENT for a tenant that may not be called so, or an instant that is yet to come; PERMISSION_DENIED where
  // the store lets others drop events.
  virtual absl::StatusOr<TimelineRetained> Retain(std::string_view tenant, Instant before) = 0;
};

// Reads what LastCheckpointText returned. The signatures of a note are not checked: trust in what somebody kept is
// theirs. Errors: INVALID_ARGUMENT.
absl::StatusOr<Checkpoint> ParseLastCheckpointText(std::string_view text);

// Timeline is the services over one store.
class Timeline {
 public:
  virtual ~Timeline() = default;
  virtual TimelineIngestionService& ingestion() = 0;
  virtual TimelineQueryService& queries() = 0;
  virtual TimelineRetentionService& retention() = 0;
};

// TimelineOptions say what a timeline is made of.
struct TimelineOptions {
  std::string directory;           // of the embedded store, timeline.db in it; unless a store is injected
  bool create = true;              // make what is missing, else NOT_FOUND
  std::string origin = "vexlens";  // checkpoints of a tenant are of the log "<origin>/<tenant>"
  TimelineLimits limits = {};
};

// TimelineParts are what a host gives of its own. What is null is vexlens's own.
struct TimelineParts {
  std::unique_ptr<TimelineEventStore> store;
  std::function<Instant()> clock;
  std::shared_ptr<const PrivateKey> key;  // Ed25519: signs each checkpoint, by the name `origin`
  Observer* observer = nullptr;           // is told of each event that comes in; lives as long as the timeline
  MonotonicClock monotonic;               // times the work that it is told of
};

// Puts a timeline together. Errors: those of opening the store; INVALID_ARGUMENT for an origin that is no name of a
// signer (CheckNoteName), or a key that is not Ed25519.
absl::StatusOr<std::unique_ptr<Timeline>> MakeTimeline(TimelineOptions options, TimelineParts parts = {});

// Opens the embedded store: timeline.db in a directory.
absl::StatusOr<std::unique_ptr<TimelineEventStore>> OpenTimelineStore(const std::string& directory, bool create = true);

}  // namespace vexlens

#endif  // VEXLENS_TIMELINE_H_
