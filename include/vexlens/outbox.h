// The outbox: what a workspace tells others of its own changes, in order, and how far each tenant's was told.
//
//   trust edits        1    2                          numbered, kept for ever
//   revisions             1 2 3      4 5 6
//   conflict changes          1        2 3
//                      ────┼────────┼────────► instant of the change, which no other change has
//
// The outbox is no copy: it is the history that a workspace keeps anyway, read in one order. Each entry is written in
// the transaction of its change, so that a process that dies leaves both or neither. What conflicts a record has can be
// derived from documents, but not when they came and went: that is written down as it happens. No entry is ever changed
// or removed, and Workspace::Rebuild adds one only for a difference that it puts right.
#ifndef VEXLENS_OUTBOX_H_
#define VEXLENS_OUTBOX_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "vexlens/digest.h"
#include "vexlens/directory_change.h"
#include "vexlens/instant.h"
#include "vexlens/workspace.h"

namespace vexlens {

// ConflictStep is what happened to a conflict: it came into the queue, left it because it was gone or decided, or was
// waived. A waiver that expires is no change.
enum class ConflictStep : std::uint8_t { kOpened, kClosed, kWaived };
std::string_view ConflictStepName(ConflictStep step);  // "opened"

// ConflictChange is one step of one conflict.
struct ConflictChange {
  std::uint64_t sequence = 0;  // ascending over the whole workspace
  std::string tenant;
  QueuedConflict conflict;
  ConflictStep step = ConflictStep::kOpened;
  Instant recorded_at;
  std::optional<Waiver> waiver;  // of kWaived
};

// TrustEdit is a change of the directory, or of the global or the tenant's own policy. Of the directory it has the
// entries that are the tenant's business: its own and the global ones.
struct TrustEdit {
  TrustRevision revision;
  std::vector<DirectoryChange> entries;  // empty for a policy
};

using OutboxEntry = std::variant<TrustEdit, Revision, ConflictChange>;

// OutboxPosition is a place in the outbox: the number of the last entry of each kind before it, 0 for none.
struct OutboxPosition {
  std::uint64_t trust = 0;
  std::uint64_t revision = 0;
  std::uint64_t conflict = 0;

  friend bool operator==(const OutboxPosition&, const OutboxPosition&) = default;
};

// OutboxPage is the next entries of a tenant. They may be none although more follow, when those that were looked at are
// other tenants': the end is where `next` is the position that was asked for.
struct OutboxPage {
  std::vector<OutboxEntry> entries;
  OutboxPosition next;
};

// Relayed is how far a tenant's outbox was told to a timeline, and the timeline's log at that time: a log that goes on
// from it has everything before `position`.
struct Relayed {
  OutboxPosition position;
  std::uint64_t refused = 0;  // how many events before it were refused
  std::uint64_t size = 0;     // of the log
  Digest root;                // of the log

  friend bool operator==(const Relayed&, const Relayed&) = default;
};

}  // namespace vexlens

#endif  // VEXLENS_OUTBOX_H_
