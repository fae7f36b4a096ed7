#include "lib/workspace/records.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "lib/workspace/binary.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {
namespace {

std::string_view BytesOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

// Reports whether somebody has to decide: some statuses clear, and others do not.
bool IsOpen(const Conflict& conflict) {
  return std::any_of(conflict.statuses.begin(), conflict.statuses.end(), Clears) &&
         !std::all_of(conflict.statuses.begin(), conflict.statuses.end(), Clears);
}

// Returns how many conflicts of a record belong in the queue: none once an operator has decided.
std::int64_t CountQueued(const Record& record) {
  if (record.decision.reason == "operator") return 0;
  return std::count_if(record.conflicts.begin(), record.conflicts.end(), IsOpen);
}

// Appends the steps from the conflicts that were open to those that are.
void AddSteps(std::span<const NewConflict> before, std::span<const NewConflict> after,
              std::vector<ConflictEdit>& steps) {
  const auto add_missing = [&](std::span<const NewConflict> from, std::span<const NewConflict> in, ConflictStep step) {
    for (const NewConflict& each : from) {
      const bool found =
          std::any_of(in.begin(), in.end(), [&](const NewConflict& other) { return other.id == each.id; });
      if (!found) steps.push_back({each, step});
    }
  };
  add_missing(before, after, ConflictStep::kClosed);
  add_missing(after, before, ConflictStep::kOpened);
}

}  // namespace

std::string Fingerprint(const Record& record) {
  std::string text;
  text += static_cast<char>(record.decision.state);
  text += static_cast<char>(record.decision.status);
  text += '\0';  // so that stored fingerprints stay valid
  std::vector<Digest> accepted;
  for (const RationaleEntry& entry : record.rationale) {
    if (entry.accepted) accepted.push_back(entry.statement_id);
  }
  std::sort(accepted.begin(), accepted.end());
  AppendNumber(accepted.size(), text);
  for (const Digest& statement : accepted) text += BytesOf(statement);
  for (const Conflict& conflict : record.conflicts) {
    text += BytesOf(conflict.id);
    AppendNumber(static_cast<std::uint64_t>(conflict.since.micros), text);
  }
  return std::string(BytesOf(Sha256(text)).substr(0, 16));
}

absl::Status RecordKeeper::Keep(RowId advisory, const Consensus& consensus, Record record) {
  constexpr std::size_t kAtOnce = 64;  // more are cold when their turn comes
  constexpr std::size_t kEntriesAtOnce = 20'000;
  entries_ += record.rationale.size();
  kept_.push_back({advisory, &consensus, std::move(record)});
  return kept_.size() < kAtOnce && entries_ < kEntriesAtOnce ? absl::OkStatus() : Flush();
}

void RecordKeeper::Remove(LiveRecord gone, RowId renamed_to) {
  RecordEdit edit;
  edit.advisory = gone.advisory;
  edit.product = std::move(gone.product);
  edit.component = std::move(gone.component);
  edit.before = std::move(gone.row);
  edit.revision.emplace().renamed_to = renamed_to;
  removed_.push_back(std::move(edit));
}

absl::Status RecordKeeper::Flush() {
  std::vector<RecordPlace> places;
  for (const Kept& kept : kept_) {
    places.push_back({kept.advisory, kept.record.artifact_key, kept.record.component_key});
  }
  std::vector<RecordEdit> edits;
  if (!places.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(std::vector<RecordRow> rows, turn_.view().FindRecords(places));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::optional<RecordEdit> edit = EditOf(kept_[i], std::move(rows[i]));
      if (edit.has_value()) edits.push_back(*std::move(edit));
    }
  }
  std::move(removed_.begin(), removed_.end(), std::back_inserter(edits));
  VEXLENS_RETURN_IF_ERROR(NoteSteps(edits));
  VEXLENS_RETURN_IF_ERROR(NoteQueue(edits));
  counts_.records += kept_.size() + removed_.size();
  counts_.revisions +=
      std::count_if(edits.begin(), edits.end(), [](const auto& edit) { return edit.revision.has_value(); });
  kept_.clear();
  removed_.clear();
  entries_ = 0;
  return edits.empty() ? absl::OkStatus() : turn_.edit().PutRecords(shared_, edits);
}

std::optional<RecordEdit> RecordKeeper::EditOf(const Kept& kept, RecordRow before) {
  const Record& record = kept.record;
  RecordEdit edit;
  edit.fingerprint = Fingerprint(record);
  const std::int64_t queued = CountQueued(record);
  const bool revised = edit.fingerprint != before.fingerprint;
  // A decision of an operator may take conflicts out of the queue that are themselves unchanged.
  if (!revised && queued == before.queued && !queue_anew_) return std::nullopt;
  edit.advisory = kept.advisory;
  edit.product = record.artifact_key;
  edit.component = record.component_key;
  edit.before = std::move(before);
  if (revised) {
    json_.clear();
    const Digest digest = kept.consensus->Append(record, json_);
    edit.revision = {record.decision.state, record.decision.status, digest, 0};
  }
  if (queued == 0) return edit;
  for (const Conflict& conflict : record.conflicts) {
    if (IsOpen(conflict)) edit.conflicts.push_back({conflict.id, conflict.since, std::string(conflict.reason)});
  }
  return edit;
}

absl::Status RecordKeeper::NoteSteps(std::span<RecordEdit> edits) {
  std::vector<RecordEdit*> touched;
  std::vector<RecordPlace> places;
  for (RecordEdit& edit : edits) {
    if (!queue_anew_ && edit.before.queued == 0 && edit.conflicts.empty()) continue;
    touched.push_back(&edit);
    places.push_back({edit.advisory, edit.product, edit.component});
  }
  if (places.empty()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::vector<NewConflict>> opened, turn_.view().OpenedAt(places));
  for (std::size_t i = 0; i < touched.size(); ++i) AddSteps(opened[i], touched[i]->conflicts, touched[i]->steps);
  return absl::OkStatus();
}

absl::Status RecordKeeper::NoteQueue(std::span<const RecordEdit> edits) {
  const auto touches = [](const RecordEdit& edit) { return edit.before.queued != 0 || !edit.conflicts.empty(); };
  if (!turn_.observing() || queue_before_.has_value() || std::none_of(edits.begin(), edits.end(), touches)) {
    return absl::OkStatus();
  }
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<QueuedConflict> queue, turn_.view().Conflicts(shared_.tenant));
  queue_before_.emplace();
  for (const QueuedConflict& conflict : queue) queue_before_->insert(conflict.id);
  return absl::OkStatus();
}

}  // namespace vexlens::workspace
