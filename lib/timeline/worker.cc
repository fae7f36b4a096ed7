#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline_worker.h"

namespace vexlens {

std::string WorkerReport::Json() const {
  JsonObject json;
  json.AddJson("duplicates", absl::StrCat(duplicates))
      .AddJson("failed", absl::StrCat(failed))
      .AddJson("parked", absl::StrCat(parked))
      .AddJson("rejected", absl::StrCat(rejected))
      .AddJson("stored", absl::StrCat(stored));
  if (!trouble.ok()) json.Add("trouble", trouble.message());
  return json.Text();
}

TimelineWorker::TimelineWorker(TimelineEventSource& source, TimelineIngestionService& ingestion,
                               TimelineWorkerOptions options, OnStep on_step)
    : source_(source),
      ingestion_(ingestion),
      options_(options),
      on_step_(std::move(on_step)),
      pause_(options.shortest_pause) {}

absl::Status TimelineWorker::Run() {
  while (!Stopped()) {
    const absl::StatusOr<bool> last = Step();
    if (last.ok() && *last) break;
    if (last.ok()) continue;
    Tell(last.status());
    if (!absl::IsUnavailable(last.status())) return last.status();
    Pause();
  }
  return absl::OkStatus();
}

void TimelineWorker::Stop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
  }
  stopping_.notify_all();
}

bool TimelineWorker::Stopped() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return stopped_;
}

void TimelineWorker::Pause() {
  std::unique_lock<std::mutex> lock(mutex_);
  stopping_.wait_for(lock, pause_, [this] { return stopped_; });
  pause_ = std::min(2 * pause_, options_.longest_pause);
}

absl::StatusOr<bool> TimelineWorker::Step() {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<TimelineMessage> messages, source_.Fetch(options_.batch, options_.wait));
  if (messages.empty()) {
    Tell(absl::OkStatus());
    if (!options_.until_empty) return false;
    return IsEmpty();
  }
  absl::Status trouble;
  const std::vector<MessageEnd> ends = Take(messages, trouble);
  const absl::Status settled = source_.Settle(ends);
  if (settled.ok()) {
    report_.parked += static_cast<std::uint64_t>(std::count_if(
        ends.begin(), ends.end(), [](const MessageEnd& end) { return end.kind == MessageEnd::Kind::kParked; }));
  }
  trouble.Update(settled);
  Tell(trouble);
  if (!trouble.ok()) Pause();
  return false;
}

absl::StatusOr<bool> TimelineWorker::IsEmpty() {
  VEXLENS_ASSIGN_OR_RETURN(const SourceCounts counts, source_.Counts());
  return counts.lag() == 0;
}

std::vector<MessageEnd> TimelineWorker::Take(std::span<const TimelineMessage> messages, absl::Status& trouble) {
  std::vector<std::string_view> texts;
  texts.reserve(messages.size());
  for (const TimelineMessage& message : messages) texts.push_back(message.text);
  const std::vector<IngestedEvent> became = ingestion_.Ingest(texts);
  std::vector<MessageEnd> ends;
  ends.reserve(messages.size());
  bool some = false;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    ends.push_back(EndOf(messages[i], became[i]));
    some |= ends.back().kind == MessageEnd::Kind::kTaken;
    if (became[i].outcome == EventOutcome::kFailed) trouble.Update(became[i].status);
  }
  // One tenant's log may be damaged while the others' are well: they do not wait for it.
  if (some) trouble = absl::OkStatus();
  return ends;
}

MessageEnd TimelineWorker::EndOf(const TimelineMessage& message, const IngestedEvent& became) {
  switch (became.outcome) {
    case EventOutcome::kStored:
      ++report_.stored;
      return {};
    case EventOutcome::kDuplicate:
      ++report_.duplicates;
      return {};
    case EventOutcome::kRejected:
      ++report_.rejected;
      if (message.deliveries >= options_.max_deliveries) {
        return {MessageEnd::Kind::kParked, {}, std::string(became.status.message())};
      }
      return {MessageEnd::Kind::kAgain, DelayOf(message.deliveries), ""};
    case EventOutcome::kFailed:
      ++report_.failed;
      break;
  }
  return {MessageEnd::Kind::kAgain, DelayOf(message.deliveries), ""};
}

std::chrono::milliseconds TimelineWorker::DelayOf(std::uint64_t deliveries) const {
  std::chrono::milliseconds delay = options_.shortest_pause;
  for (std::uint64_t i = 1; i < deliveries && delay < options_.longest_pause; ++i) delay *= 2;
  return std::min(delay, options_.longest_pause);
}

void TimelineWorker::Tell(absl::Status trouble) {
  if (trouble.ok()) pause_ = options_.shortest_pause;
  report_.trouble = std::move(trouble);
  if (on_step_) on_step_(report_);
}

}  // namespace vexlens
