#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/event_rows.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/instants.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/timelines.h"
#include "vexlens/note.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kPage = 500;

absl::StatusOr<TimelineFilter> FilterOf(const Options& options) {
  TimelineFilter filter;
  if (!options.from.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(filter.from, InstantOf("--from", options.from));
  }
  if (!options.to.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(filter.until, InstantOf("--to", options.to));
  }
  filter.event_type = options.event_type;
  filter.source = options.source;
  filter.subject = options.subject;
  filter.actor = options.event_actor;
  filter.correlation_id = options.correlation_id;
  filter.trace_id = options.trace_id;
  if (options.severity.empty()) return filter;
  filter.at_least = ParseEventSeverity(options.severity);
  if (filter.at_least.has_value()) return filter;
  return absl::InvalidArgumentError(absl::StrCat("--severity: ", kExpectedEventSeverity));
}

// Diary is events as a person reads them: a heading for each day, and what belongs together told once.
class Diary {
 public:
  explicit Diary(Terminal terminal) : terminal_(std::move(terminal)) {}

  void Add(const TimelineEvent& event) {
    const std::string at = FormatInstant(event.occurred_at);
    if (const std::string day = at.substr(0, at.find('T')); day != day_) Turn(day);
    const bool again = !event.correlation_id.empty() && event.correlation_id == correlation_;
    correlation_ = event.correlation_id;
    table_.Add(EventRow(event, at.substr(day_.size() + 1), again ? "\"" : Safe(event.correlation_id)));
  }

  std::string Take() {
    Turn("");
    return std::exchange(text_, "");
  }

 private:
  static Table NewTable() { return Table(EventHeader()); }

  void Turn(std::string day) {
    if (!table_.empty()) {
      absl::StrAppend(&text_, text_.empty() ? "" : "\n", terminal_.Paint(Style::kBold, day_), "\n",
                      table_.Text(terminal_, "  "));
    }
    table_ = NewTable();
    correlation_.clear();
    day_ = std::move(day);
  }

  Terminal terminal_;
  Table table_ = NewTable();
  std::string day_;
  std::string correlation_;
  std::string text_;
};

int WriteEntries(const std::vector<TimelineEntry>& entries, Output form) {
  if (form == Output::kTable) {
    Diary diary(Terminal::OfStandardOutput());
    for (const TimelineEntry& entry : entries) diary.Add(entry.event);
    return Write(diary.Take()) ? kOk : kFailed;
  }
  std::vector<std::string> json;
  for (const TimelineEntry& entry : entries) json.push_back(entry.Json());
  return Write(JoinJson(json, form)) ? kOk : kFailed;
}

absl::StatusOr<std::optional<Checkpoint>> SinceOf(const Options& options) {
  if (options.checkpoint.empty()) return std::optional<Checkpoint>();
  VEXLENS_ASSIGN_OR_RETURN(const std::string text, ReadFile(options.checkpoint, kMaxNoteBytes));
  absl::StatusOr<Checkpoint> checkpoint = ParseLastCheckpointText(text);
  if (checkpoint.ok()) return *std::move(checkpoint);
  return absl::InvalidArgumentError(absl::StrCat(options.checkpoint, ": ", checkpoint.status().message()));
}

// Returns the event that the options name.
absl::StatusOr<TimelineEntry> EntryOf(const Options& options) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Timeline> timeline, OpenTimeline(options, Access::kRead));
  return timeline->queries().Get(options.tenant, options.event_id);
}

bool WriteEvidence(const std::vector<EventEvidence>& evidence, Output form) {
  Table table({"BUNDLE", "DIGEST", "SUBJECT"});
  std::vector<std::string> json;
  for (const EventEvidence& each : evidence) {
    const std::string digest = each.bundle_digest.has_value() ? DigestText(*each.bundle_digest) : "";
    table.Add({{Safe(each.bundle_id), Style::kBold}, {digest, Style::kDim}, {Safe(each.attestation_subject)}});
    json.push_back(each.Json());
  }
  if (form != Output::kTable) return Write(JoinJson(json, form));
  return Write(table.empty() ? "the event has no evidence\n" : table.Text(Terminal::OfStandardOutput()));
}

std::string VerdictText(const TimelineVerdict& verdict) {
  std::string text = absl::StrCat(Counted(verdict.events, "event"), ", ", Counted(verdict.checkpoints, "checkpoint"),
                                  ", root ", DigestText(verdict.root), "\n");
  if (verdict.ok()) return absl::StrCat(text, "all is as it was\n");
  absl::StrAppend(&text, "NOT as it was; proven are the first ", verdict.proven, ":\n");
  for (const std::string& fault : verdict.faults) absl::StrAppend(&text, "  ", Safe(fault), "\n");
  return text;
}

}  // namespace

int RunTimelineList(const Options& options) {
  const absl::StatusOr<TimelineFilter> filter = FilterOf(options);
  if (!filter.ok()) return Fail(filter.status());
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kRead);
  if (!timeline.ok()) return Fail(timeline.status());
  std::vector<TimelineEntry> entries;
  std::string cursor;
  do {
    const std::size_t count = std::min<std::uint64_t>(kPage, options.limit - entries.size());
    if (count == 0) break;
    absl::StatusOr<TimelinePage> page = (*timeline)->queries().List(options.tenant, *filter, cursor, count);
    if (!page.ok()) return Fail(page.status());
    entries.insert(entries.end(), std::make_move_iterator(page->entries.begin()),
                   std::make_move_iterator(page->entries.end()));
    cursor = std::move(page->next);
  } while (!cursor.empty());
  return WriteEntries(entries, options.form());
}

int RunTimelineShow(const Options& options) {
  const absl::StatusOr<TimelineEntry> entry = EntryOf(options);
  return entry.ok() ? WriteEntries({*entry}, options.form()) : Fail(entry.status());
}

int RunTimelineEvidence(const Options& options) {
  const absl::StatusOr<TimelineEntry> entry = EntryOf(options);
  if (!entry.ok()) return Fail(entry.status());
  return WriteEvidence(entry->event.evidence, options.form()) ? kOk : kFailed;
}

int RunTimelineCheckpoint(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kRead);
  if (!timeline.ok()) return Fail(timeline.status());
  const absl::StatusOr<std::string> text = (*timeline)->queries().LastCheckpointText(options.tenant);
  if (!text.ok()) return Fail(text.status());
  return Write(*text) ? kOk : kFailed;
}

int RunTimelineProve(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kRead);
  if (!timeline.ok()) return Fail(timeline.status());
  const absl::StatusOr<TimelineProof> proof = (*timeline)->queries().Prove(options.tenant, options.event_id);
  if (!proof.ok()) return Fail(proof.status());
  return Write(absl::StrCat(proof->Json(), "\n")) ? kOk : kFailed;
}

int RunTimelineVerify(const Options& options) {
  const absl::StatusOr<std::optional<Checkpoint>> since = SinceOf(options);
  if (!since.ok()) return Fail(since.status());
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kRead);
  if (!timeline.ok()) return Fail(timeline.status());
  const absl::StatusOr<TimelineVerdict> verdict = (*timeline)->queries().Verify(options.tenant, *since);
  if (!verdict.ok()) return Fail(verdict.status());
  const bool table = options.form() == Output::kTable;
  if (!Write(table ? VerdictText(*verdict) : absl::StrCat(verdict->Json(), "\n"))) return kFailed;
  return verdict->ok() ? kOk : kNotVerified;
}

}  // namespace vexlens::cli
