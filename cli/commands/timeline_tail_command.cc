#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/event_rows.h"
#include "cli/exit_code.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/timelines.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kPage = 500;
constexpr std::uint64_t kLines = 10;  // unless --limit says another number
constexpr std::chrono::seconds kPause{1};

// Tail writes events in the order of the log.
class Tail {
 public:
  Tail(TimelineQueryService& queries, std::string_view tenant, Output form)
      : queries_(queries), tenant_(tenant), form_(form) {}

  // Passes over all events but the last ones. A log that is yet to begin has none.
  absl::Status Begin(std::uint64_t lines) {
    const absl::StatusOr<TimelineCheckpoint> last = queries_.LastCheckpoint(tenant_);
    if (absl::IsNotFound(last.status())) return absl::OkStatus();
    VEXLENS_RETURN_IF_ERROR(last.status());
    next_ = last->size - std::min(lines, last->size);
    return absl::OkStatus();
  }

  // Writes what is there. Returns false where nobody reads it any more.
  absl::StatusOr<bool> WriteNew() {
    while (true) {
      VEXLENS_ASSIGN_OR_RETURN(const std::vector<TimelineEntry> entries, queries_.Follow(tenant_, next_, kPage));
      if (entries.empty()) return true;
      next_ = entries.back().index + 1;
      if (!Write(Text(entries))) return false;
    }
  }

 private:
  std::string Text(const std::vector<TimelineEntry>& entries) {
    std::string text;
    for (const TimelineEntry& entry : entries) {
      if (form_ == Output::kTable) {
        rows_.Add(EventRow(entry.event, FormatInstant(entry.event.occurred_at), Safe(entry.event.correlation_id)));
      } else {
        absl::StrAppend(&text, entry.Json(), "\n");
      }
    }
    return form_ == Output::kTable ? rows_.Take(terminal_) : text;
  }

  TimelineQueryService& queries_;
  const std::string_view tenant_;
  const Output form_;
  const Terminal terminal_ = Terminal::OfStandardOutput();
  Table rows_{EventHeader()};
  std::uint64_t next_ = 0;
};

}  // namespace

int RunTimelineTail(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kRead);
  if (!timeline.ok()) return Fail(timeline.status());
  Tail tail((*timeline)->queries(), options.tenant, options.form());
  const absl::Status begun = tail.Begin(options.limit == UINT64_MAX ? kLines : options.limit);
  if (!begun.ok()) return Fail(begun);
  while (true) {
    const absl::StatusOr<bool> written = tail.WriteNew();
    if (!written.ok()) return Fail(written.status());
    if (!*written) return kFailed;
    if (!options.follow) return kOk;
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace vexlens::cli
