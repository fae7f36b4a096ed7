// Retention: the oldest events of a log are dropped, and the log says so.
#ifndef VEXLENS_LIB_TIMELINE_RETENTION_H_
#define VEXLENS_LIB_TIMELINE_RETENTION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/timeline/ingestion.h"
#include "vexlens/timeline.h"

namespace vexlens::timeline {

class Retention final : public TimelineRetentionService {
 public:
  // `store` and `ingestion` must outlive it.
  Retention(TimelineEventStore& store, Ingestion& ingestion, std::function<Instant()> clock)
      : store_(store), ingestion_(ingestion), clock_(std::move(clock)) {}

  absl::StatusOr<TimelineRetained> Retain(std::string_view tenant, Instant before) override;

 private:
  // Drops what one turn may drop, and adds it. Nothing from the index `bound` on is dropped, which is lowered to the
  // size of the log: what the log says meanwhile stays. Returns whether there may be more.
  absl::StatusOr<bool> DropSome(std::string_view tenant, Instant before, std::uint64_t& bound,
                                TimelineRetained& retained);

  TimelineEventStore& store_;
  Ingestion& ingestion_;
  const std::function<Instant()> clock_;
};

// Returns how many events a log says were dropped from its beginning, 0 for an event that does not say it.
std::uint64_t DroppedBefore(const TimelineRow& row);

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_RETENTION_H_
