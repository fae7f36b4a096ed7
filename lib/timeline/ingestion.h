// Ingestion: events are checked, hashed and committed, a tenant at a time.
#ifndef VEXLENS_LIB_TIMELINE_INGESTION_H_
#define VEXLENS_LIB_TIMELINE_INGESTION_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/observing.h"
#include "lib/timeline/signer.h"
#include "vexlens/observer.h"
#include "vexlens/timeline.h"

namespace vexlens::timeline {

class Ingestion final : public TimelineIngestionService {
 public:
  // `store`, `signer` and `observer` must outlive it.
  Ingestion(TimelineEventStore& store, const Signer& signer, TimelineLimits limits, std::function<Instant()> clock,
            Observer* observer, MonotonicClock monotonic)
      : store_(store),
        signer_(signer),
        limits_(limits),
        clock_(std::move(clock)),
        observer_(observer),
        monotonic_(std::move(monotonic)) {}

  std::vector<IngestedEvent> Ingest(std::span<const std::string_view> events) override;
  std::vector<IngestedEvent> IngestEvents(std::vector<TimelineEvent> events) override;

  // Appends an event of the timeline's own in a turn of the caller, and sets the head. Its id must be new.
  absl::Status Append(TimelineTurn& turn, TimelineEvent event);

 private:
  struct Arrival;  // an event of a call, and what became of it
  base::Observing Observed() const { return {observer_, &monotonic_}; }
  std::vector<IngestedEvent> KeepAll(std::vector<Arrival> arrivals, std::chrono::nanoseconds begun);
  void Tell(std::span<const Arrival> arrivals, std::chrono::nanoseconds begun) const;
  void Keep(std::string_view tenant, std::span<Arrival* const> arrivals);
  // Appends those that are new.
  absl::Status KeepIn(TimelineTurn& turn, std::string_view tenant, std::span<Arrival* const> arrivals);
  using Leaves = absl::flat_hash_map<std::string_view, TimelineLeaf>;  // by event id
  static absl::StatusOr<Leaves> KnownOf(TimelineTurn& turn, std::span<Arrival* const> arrivals);
  static void CompareWith(const TimelineLeaf& leaf, std::string_view tenant, Arrival& arrival);

  TimelineEventStore& store_;
  const Signer& signer_;
  const TimelineLimits limits_;
  const std::function<Instant()> clock_;
  Observer* const observer_;
  const MonotonicClock monotonic_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_INGESTION_H_
