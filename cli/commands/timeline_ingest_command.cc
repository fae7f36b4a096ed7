#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/timelines.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kAtOnce = 1000;
constexpr std::size_t kOutcomes = 4;

// Lines are the lines of one file that are not empty, with their numbers.
struct Lines {
  std::vector<std::string_view> texts;
  std::vector<std::size_t> numbers;  // from 1
};

Lines LinesOf(std::string_view text) {
  Lines lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    lines.texts.push_back(line);
    lines.numbers.push_back(number);
  }
  return lines;
}

// Intake counts what became of events, and tells of those that were not taken.
class Intake {
 public:
  explicit Intake(Output form) : form_(form) {}

  void Add(std::string_view path, std::size_t line, const IngestedEvent& event) {
    ++counts_[static_cast<std::size_t>(event.outcome)];
    if (form_ != Output::kTable) json_.push_back(event.Json());
    if (event.status.ok()) return;
    std::fprintf(stderr, "%s:%zu: %s\n", Safe(path).c_str(), line, Safe(event.status.message()).c_str());
  }

  bool Write() const {
    if (form_ != Output::kTable) return cli::Write(JoinJson(json_, form_));
    return cli::Write(absl::StrCat(Count(EventOutcome::kStored), " stored, ", Count(EventOutcome::kDuplicate),
                                   " there already, ", Count(EventOutcome::kRejected), " rejected, ",
                                   Count(EventOutcome::kFailed), " failed\n"));
  }

  int ExitCode() const {
    if (Count(EventOutcome::kFailed) > 0) return kTransient;
    return Count(EventOutcome::kRejected) > 0 ? kBadInput : kOk;
  }

 private:
  std::size_t Count(EventOutcome outcome) const { return counts_[static_cast<std::size_t>(outcome)]; }

  const Output form_;
  std::array<std::size_t, kOutcomes> counts_{};
  std::vector<std::string> json_;
};

void IngestFile(TimelineIngestionService& service, std::string_view path, std::string_view text, Intake& intake) {
  const Lines lines = LinesOf(text);
  for (std::size_t first = 0; first < lines.texts.size(); first += kAtOnce) {
    const auto batch = std::span(lines.texts).subspan(first, std::min(kAtOnce, lines.texts.size() - first));
    const std::vector<IngestedEvent> became = service.Ingest(batch);
    for (std::size_t i = 0; i < became.size(); ++i) intake.Add(path, lines.numbers[first + i], became[i]);
  }
}

}  // namespace

int RunTimelineIngest(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kCreate);
  if (!timeline.ok()) return Fail(timeline.status());
  Intake intake(options.form());
  for (const std::string& path : options.events) {
    const absl::StatusOr<std::string> text = ReadFile(path);
    if (!text.ok()) return Fail(text.status());
    IngestFile((*timeline)->ingestion(), path, *text, intake);
  }
  return intake.Write() ? intake.ExitCode() : kFailed;
}

}  // namespace vexlens::cli
