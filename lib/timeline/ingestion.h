// Ingestion: events are checked, hashed and committed, a tenant at a time.
#ifndef VEXLENS_LIB_TIMELINE_INGESTION_H_
#define VEXLENS_LIB_TIMELINE_INGESTION_H_

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
#include "lib/timeline/signer.h"
#include "vexlens/timeline.h"

namespace vexlens::timeline {

class Ingestion final : public TimelineIngestionService {
 public:
  // `store` and `signer` must outlive it.
  Ingestion(TimelineEventStore& store, const Signer& signer, TimelineLimits limits, std::function<Instant()> clock)
      : store_(store), signer_(signer), limits_(limits), clock_(std::move(clock)) {}

  std::vector<IngestedEvent> Ingest(std::span<const std::string_view> events) override;
  std::vector<IngestedEvent> IngestEvents(std::vector<TimelineEvent> events) override;

 private:
  struct Arrival;  // an event of a call, and what became of it
  std::vector<IngestedEvent> KeepAll(std::vector<Arrival> arrivals);
  void Keep(std::string_view tenant, std::span<Arrival* const> arrivals);
  absl::Status KeepIn(TimelineTurn& turn, std::string_view tenant, std::span<Arrival* const> arrivals);
  using Leaves = absl::flat_hash_map<std::string_view, TimelineLeaf>;  // by event id
  static absl::StatusOr<Leaves> KnownOf(TimelineTurn& turn, std::span<Arrival* const> arrivals);
  static void CompareWith(const TimelineLeaf& leaf, std::string_view tenant, Arrival& arrival);

  TimelineEventStore& store_;
  const Signer& signer_;
  const TimelineLimits limits_;
  const std::function<Instant()> clock_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_INGESTION_H_
