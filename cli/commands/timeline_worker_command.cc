#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/ending_signals.h"
#include "cli/exit_code.h"
#include "cli/store_address.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/timelines.h"
#include "vexlens/driver.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline_worker.h"

namespace vexlens::cli {
namespace {

constexpr std::chrono::seconds kBetweenLines{10};

absl::StatusOr<std::unique_ptr<TimelineEventSource>> OpenSource(const Options& options) {
  const std::string_view name = DriverOf(options.queue);
  if (name.empty()) return absl::InvalidArgumentError("--source: expected a URL, such as nats://localhost:4222");
  VEXLENS_ASSIGN_OR_RETURN(const StoreAddress address, QueueAddressOf(options));
  TimelineSourceOptions source;
  source.stream = options.stream;
  source.consumer = options.consumer;
  source.parked = options.parked;
  VEXLENS_ASSIGN_OR_RETURN(const Driver driver, Driver::Load(name));
  return driver.OpenTimelineSource(address, source);
}

std::string CountsText(const WorkerReport& report) {
  return absl::StrCat(report.stored, " stored, ", report.duplicates, " there already, ", report.rejected, " rejected, ",
                      report.parked, " parked, ", report.failed, " failed");
}

// Log says on standard error how the work goes: now and then, and whenever trouble begins or ends.
class Log {
 public:
  explicit Log(TimelineEventSource& source) : source_(source) {}

  void Add(const WorkerReport& report) {
    const std::string trouble(report.trouble.message());
    if (trouble != trouble_) {
      std::fprintf(stderr, "stella: %s\n", trouble.empty() ? "all is well again" : Safe(trouble).c_str());
      trouble_ = trouble;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!report.trouble.ok() || now - last_ < kBetweenLines) return;
    last_ = now;
    const std::string counts = CountsText(report);
    if (counts == counts_) return;
    counts_ = counts;
    const absl::StatusOr<SourceCounts> source = source_.Counts();
    if (!source.ok()) return;  // the next step tells
    std::fprintf(stderr, "stella: %s; %llu to come, %llu parked in all\n", counts.c_str(),
                 static_cast<unsigned long long>(source->lag()), static_cast<unsigned long long>(source->parked));
  }

 private:
  TimelineEventSource& source_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::string counts_;
  std::string trouble_;
};

int WriteReport(const WorkerReport& report, const Options& options) {
  const bool table = options.form() == Output::kTable;
  if (!Write(absl::StrCat(table ? CountsText(report) : report.Json(), "\n"))) return kFailed;
  return options.until_empty && report.parked > 0 ? kBadInput : kOk;
}

}  // namespace

int RunTimelineWorker(const Options& options) {
  const EndingSignals signals;
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kCreate);
  if (!timeline.ok()) return Fail(timeline.status());
  const absl::StatusOr<std::unique_ptr<TimelineEventSource>> source = OpenSource(options);
  if (!source.ok()) return Fail(source.status());
  TimelineWorkerOptions terms;
  terms.batch = options.batch;
  terms.max_deliveries = options.max_deliveries;
  terms.until_empty = options.until_empty;
  Log log(**source);
  TimelineWorker worker(**source, (*timeline)->ingestion(), terms,
                        [&](const WorkerReport& report) { log.Add(report); });
  const OnEndingSignal stopping(signals, [&worker] { worker.Stop(); });
  const absl::Status end = worker.Run();
  const int code = WriteReport(worker.report(), options);
  return end.ok() ? code : Fail(end);
}

}  // namespace vexlens::cli
