#include "lib/timeline/queries.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "lib/timeline/event_row.h"
#include "lib/timeline/verification.h"
#include "vexlens/note.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens::timeline {
namespace {

constexpr std::size_t kMostEntries = 1000;

absl::Status CheckLimit(std::size_t limit) {
  if (limit > 0 && limit <= kMostEntries) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("a page has 1 to ", kMostEntries, " events"));
}

absl::StatusOr<std::optional<TimelinePosition>> ParseCursor(std::string_view cursor) {
  if (cursor.empty()) return std::optional<TimelinePosition>();
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(absl::string_view(cursor.data(), cursor.size()), absl::MaxSplits('.', 1));
  TimelinePosition position;
  if (absl::SimpleAtoi(parts.first, &position.occurred_at.micros) && absl::SimpleAtoi(parts.second, &position.index)) {
    return position;
  }
  return absl::InvalidArgumentError("the cursor is not one of a page before");
}

std::string CursorAfter(const TimelineEntry& entry) {
  return absl::StrCat(entry.event.occurred_at.micros, ".", entry.index);
}

absl::StatusOr<std::unique_ptr<TimelineView>> ViewOf(TimelineEventStore& store, std::string_view tenant) {
  VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  return store.Read(tenant);
}

absl::Status NoEvent(std::string_view tenant, std::string_view event_id) {
  return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no event \"", event_id, "\""));
}

// Entries makes events of rows, and remembers the first that is none.
class Entries {
 public:
  explicit Entries(std::string_view tenant) : tenant_(tenant) {}

  void Add(const TimelineRow& row) {
    absl::StatusOr<TimelineEntry> entry = EntryOf(tenant_, row);
    if (entry.ok()) {
      entries_.push_back(*std::move(entry));
    } else {
      status_.Update(entry.status());
    }
  }

  // Returns the events, after the rows were read with this status.
  absl::StatusOr<std::vector<TimelineEntry>> After(absl::Status read) && {
    read.Update(status_);
    if (!read.ok()) return read;
    return std::move(entries_);
  }

 private:
  const std::string_view tenant_;
  std::vector<TimelineEntry> entries_;
  absl::Status status_;
};

absl::StatusOr<TimelineEntry> Find(TimelineView& view, std::string_view tenant, std::string_view event_id) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::optional<TimelineLeaf>> known, view.Known({&event_id, 1}));
  if (!known[0].has_value()) return NoEvent(tenant, event_id);
  Entries read(tenant);
  const absl::Status status =
      view.Events(known[0]->index, known[0]->index + 1, [&](const TimelineRow& row) { read.Add(row); });
  VEXLENS_ASSIGN_OR_RETURN(std::vector<TimelineEntry> entries, std::move(read).After(status));
  if (entries.size() == 1) return std::move(entries[0]);
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint64_t> kept, view.FirstEvent());
  if (kept.has_value() && known[0]->index < *kept) {
    return absl::NotFoundError(absl::StrCat("event \"", event_id, "\" of tenant ", tenant,
                                            " was dropped; its digest is ", DigestText(known[0]->digest)));
  }
  return absl::DataLossError(absl::StrCat("event \"", event_id, "\" is missing: verify the timeline"));
}

absl::StatusOr<TimelineCheckpoint> Last(TimelineView& view, std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(const TimelineHead head, view.Head());
  if (head.commits == 0) return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no event"));
  VEXLENS_ASSIGN_OR_RETURN(std::vector<TimelineCheckpoint> checkpoints, view.Checkpoints(head.commits, 1));
  if (checkpoints.size() == 1 && checkpoints[0].size == head.size) return std::move(checkpoints[0]);
  return absl::DataLossError("the last checkpoint is missing: verify the timeline");
}

// Returns a reader of a tree's digests. `view` must outlive it.
MerkleReader ReaderOf(TimelineView& view) {
  return [&view](unsigned height, std::uint64_t first, std::size_t count) -> absl::StatusOr<std::vector<Digest>> {
    std::vector<Digest> digests;
    if (height == 0) {
      VEXLENS_ASSIGN_OR_RETURN(const std::vector<TimelineLeaf> leaves, view.Leaves(first, first + count));
      for (const TimelineLeaf& leaf : leaves) digests.push_back(leaf.digest);
    } else {
      VEXLENS_ASSIGN_OR_RETURN(const std::vector<MerkleNode> nodes, view.Nodes(height, first, count));
      for (const MerkleNode& node : nodes) digests.push_back(node.digest);
    }
    return digests;
  };
}

}  // namespace

absl::StatusOr<TimelinePage> Queries::List(std::string_view tenant, const TimelineFilter& filter,
                                           std::string_view cursor, std::size_t limit) {
  VEXLENS_RETURN_IF_ERROR(CheckLimit(limit));
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<TimelinePosition> after, ParseCursor(cursor));
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineView> view, ViewOf(store_, tenant));
  TimelinePage page;
  // One more tells whether there is another page.
  Entries read(tenant);
  const absl::Status status = view->List(filter, after, limit + 1, [&](const TimelineRow& row) { read.Add(row); });
  VEXLENS_ASSIGN_OR_RETURN(page.entries, std::move(read).After(status));
  if (page.entries.size() > limit) {
    page.entries.pop_back();
    page.next = CursorAfter(page.entries.back());
  }
  return page;
}

absl::StatusOr<std::vector<TimelineEntry>> Queries::Follow(std::string_view tenant, std::uint64_t first,
                                                           std::size_t limit) {
  VEXLENS_RETURN_IF_ERROR(CheckLimit(limit));
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineView> view, ViewOf(store_, tenant));
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint64_t> kept, view->FirstEvent());
  first = std::max(first, kept.value_or(0));
  Entries read(tenant);
  const absl::Status status = view->Events(first, first + limit, [&](const TimelineRow& row) { read.Add(row); });
  return std::move(read).After(status);
}

absl::StatusOr<TimelineEntry> Queries::Get(std::string_view tenant, std::string_view event_id) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineView> view, ViewOf(store_, tenant));
  return Find(*view, tenant, event_id);
}

absl::StatusOr<TimelineCheckpoint> Queries::LastCheckpoint(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineView> view, ViewOf(store_, tenant));
  return Last(*view, tenant);
}

absl::StatusOr<std::string> Queries::LastCheckpointText(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(TimelineCheckpoint last, LastCheckpoint(tenant));
  if (!last.note.empty()) return std::move(last.note);
  return WriteCheckpoint({signer_.OriginOf(tenant), last.size, last.root});
}

absl::StatusOr<TimelineProof> Queries::Prove(std::string_view tenant, std::string_view event_id) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineView> view, ViewOf(store_, tenant));
  TimelineProof proof;
  VEXLENS_ASSIGN_OR_RETURN(proof.entry, Find(*view, tenant, event_id));
  VEXLENS_ASSIGN_OR_RETURN(TimelineCheckpoint last, Last(*view, tenant));
  proof.checkpoint = {signer_.OriginOf(tenant), last.size, last.root};
  proof.note = std::move(last.note);
  VEXLENS_ASSIGN_OR_RETURN(proof.path, InclusionProof(proof.entry.index, last.size, ReaderOf(*view)));
  // What does not hold is not handed out.
  const Digest leaf = LeafDigest(WriteTimelineEvent(proof.entry.event));
  const absl::Status holds = CheckInclusion(proof.entry.index, leaf, last.size, last.root, proof.path);
  if (!holds.ok()) return absl::DataLossError("the event is not as it was: verify the timeline");
  return proof;
}

absl::StatusOr<TimelineConsistency> Queries::ProveConsistency(std::string_view tenant, std::uint64_t before) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineView> view, ViewOf(store_, tenant));
  VEXLENS_ASSIGN_OR_RETURN(TimelineCheckpoint last, Last(*view, tenant));
  if (before > last.size) {
    return absl::InvalidArgumentError(
        absl::StrCat("the log of tenant ", tenant, " has ", last.size, " events and never had ", before));
  }
  TimelineConsistency proof;
  proof.before = before;
  proof.checkpoint = {signer_.OriginOf(tenant), last.size, last.root};
  proof.note = std::move(last.note);
  VEXLENS_ASSIGN_OR_RETURN(proof.path, ConsistencyProof(before, last.size, ReaderOf(*view)));
  return proof;
}

absl::StatusOr<TimelineVerdict> Queries::Verify(std::string_view tenant, const std::optional<Checkpoint>& since) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineView> view, ViewOf(store_, tenant));
  return Verification(*view, signer_, tenant, since).Run();
}

}  // namespace vexlens::timeline

namespace vexlens {

absl::StatusOr<Checkpoint> ParseLastCheckpointText(std::string_view text) {
  const absl::StatusOr<Note> note = Note::Parse(text);
  return ParseCheckpoint(note.ok() ? note->text() : text);
}

}  // namespace vexlens
