// TimelineEventStore: the port below a timeline. A store keeps rows and knows no rules: the services validate, hash and
// grow the trees, so that every store holds the same bytes.
#ifndef VEXLENS_TIMELINE_STORE_H_
#define VEXLENS_TIMELINE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/timeline_event.h"

namespace vexlens {

// TimelineHead is how far a tenant's tree has grown. All zero of a tenant without events.
struct TimelineHead {
  std::uint64_t size = 0;
  std::uint64_t commits = 0;  // each has a checkpoint
  std::vector<Digest> edge;   // MerkleEdge::digests

  friend bool operator==(const TimelineHead&, const TimelineHead&) = default;
};

// TimelineLeaf is an event's place and digest, and what the digest depends on beside what the sender said.
struct TimelineLeaf {
  std::uint64_t index = 0;
  std::string event_id;
  Instant received_at;
  Digest digest;  // LeafDigest of the event in canonical JSON

  friend bool operator==(const TimelineLeaf&, const TimelineLeaf&) = default;
};

// TimelineRow is an event as stores keep it, with its leaf. Texts live as long as whoever gives them says.
struct TimelineRow {
  std::uint64_t index = 0;
  std::optional<Digest> digest;  // nothing for an event that has no leaf, which is not as it should be
  std::string_view event_id;
  Instant received_at;
  Instant occurred_at;
  std::string_view event_type;
  std::string_view source;
  EventSeverity severity = EventSeverity::kInfo;
  std::string_view subject;
  std::string_view actor;
  std::string_view correlation_id;
  std::string_view trace_id;
  std::string_view span_id;
  std::string_view attributes;  // these three as they stand in the event's canonical JSON, "" for none
  std::string_view evidence;
  std::string_view payload;
  std::optional<Digest> payload_digest;
};

// TimelineRowSink takes rows, whose texts live for the call only.
using TimelineRowSink = absl::FunctionRef<void(const TimelineRow&)>;

// TimelineEntry is an event with its leaf.
struct TimelineEntry {
  std::uint64_t index = 0;
  Digest digest;
  TimelineEvent event;

  // Returns {digest, event, index} in canonical JSON.
  std::string Json() const;

  friend bool operator==(const TimelineEntry&, const TimelineEntry&) = default;
};

// TimelineCheckpoint is what the tree was after one commit. Its time is the `received_at` of its last event.
struct TimelineCheckpoint {
  std::uint64_t commit = 0;  // 1, 2, … without a gap
  std::uint64_t size = 0;
  Digest root;
  std::string note;  // signed, or "" without a key

  friend bool operator==(const TimelineCheckpoint&, const TimelineCheckpoint&) = default;
};

// TimelineFilter chooses events; what is not set chooses all.
struct TimelineFilter {
  Instant from = {};   // occurred at this instant or later
  Instant until = {};  // occurred before this instant
  std::string event_type = {};
  std::string source = {};
  std::string subject = {};
  std::string actor = {};
  std::string correlation_id = {};
  std::string trace_id = {};
  std::optional<EventSeverity> at_least = {};
};

// TimelinePosition is a place in the order of a list: by instant, then by index. Nothing that comes later moves it.
struct TimelinePosition {
  Instant occurred_at;
  std::uint64_t index = 0;

  friend bool operator==(const TimelinePosition&, const TimelinePosition&) = default;
};

// TimelineView is one state of one tenant's events, which no writer changes. Not for concurrent use.
//
// Errors of all members: UNAVAILABLE when the store cannot be reached or another process has it too long,
// RESOURCE_EXHAUSTED when disk or memory is full, DATA_LOSS when what is stored cannot be what was written,
// PERMISSION_DENIED for what the store does not let this process do.
class TimelineView {
 public:
  virtual ~TimelineView() = default;

  virtual absl::StatusOr<TimelineHead> Head() = 0;

  // Returns the leaves of events, in the order of `event_ids`; nothing for an id that is not known.
  virtual absl::StatusOr<std::vector<std::optional<TimelineLeaf>>> Known(
      std::span<const std::string_view> event_ids) = 0;

  // Returns the leaves with indexes from `first` to before `end`, in order.
  virtual absl::StatusOr<std::vector<TimelineLeaf>> Leaves(std::uint64_t first, std::uint64_t end) = 0;

  // Returns up to `count` kept nodes of a height, from an index on, in order.
  virtual absl::StatusOr<std::vector<MerkleNode>> Nodes(unsigned height, std::uint64_t first, std::size_t count) = 0;

  // Gives the events with indexes from `first` to before `end`, in order.
  virtual absl::Status Events(std::uint64_t first, std::uint64_t end, TimelineRowSink sink) = 0;

  // Gives up to `count` events that the filter chooses, latest first, from after a position on.
  virtual absl::Status List(const TimelineFilter& filter, const std::optional<TimelinePosition>& after,
                            std::size_t count, TimelineRowSink sink) = 0;

  // Returns the least index of a leaf or an event at `first` or after it, nothing after the last.
  virtual absl::StatusOr<std::optional<std::uint64_t>> Next(std::uint64_t first) = 0;

  // Returns the index of the first event that was not dropped, nothing without events.
  virtual absl::StatusOr<std::optional<std::uint64_t>> FirstEvent() = 0;

  // Returns up to `count` checkpoints from a commit on, in order.
  virtual absl::StatusOr<std::vector<TimelineCheckpoint>> Checkpoints(std::uint64_t first, std::size_t count) = 0;
};

// TimelineTurn is a tenant's events while one writer changes them. It sees its own changes; ended without Commit, it
// leaves none.
class TimelineTurn : public TimelineView {
 public:
  // Appends events, whose indexes follow those that are there, and the nodes that they complete.
  virtual absl::Status Append(std::span<const TimelineRow> rows, std::span<const MerkleNode> nodes) = 0;

  // Drops the events with indexes before `end`, but not their leaves.
  virtual absl::Status Drop(std::uint64_t end) = 0;

  // Sets the head, and adds its checkpoint.
  virtual absl::Status SetHead(const TimelineHead& head, const TimelineCheckpoint& checkpoint) = 0;

  // Commits durably. After an error nothing was changed, unless the message says that it is not known.
  virtual absl::Status Commit() = 0;
};

// TimelineEventStore keeps the events of all tenants. Safe for concurrent use.
class TimelineEventStore {
 public:
  virtual ~TimelineEventStore() = default;

  // Returns what the store is called in messages, such as its file. No password is in it.
  virtual std::string name() const = 0;

  // Begins to read. The tenant need not be known.
  virtual absl::StatusOr<std::unique_ptr<TimelineView>> Read(std::string_view tenant) = 0;

  // Begins to write, when no other writer of the tenant does.
  virtual absl::StatusOr<std::unique_ptr<TimelineTurn>> Write(std::string_view tenant) = 0;

  // Returns the tenants that have events, in byte order of their names.
  virtual absl::StatusOr<std::vector<std::string>> Tenants() = 0;
};

}  // namespace vexlens

#endif  // VEXLENS_TIMELINE_STORE_H_
