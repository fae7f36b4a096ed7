// MakeTimeline: a timeline is put together here, and nowhere else.
#include <memory>
#include <utility>

#include "lib/timeline/ingestion.h"
#include "lib/timeline/queries.h"
#include "lib/timeline/retention.h"
#include "lib/timeline/signer.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace timeline {
namespace {

class OwnedTimeline final : public Timeline {
 public:
  OwnedTimeline(TimelineParts parts, Signer signer, const TimelineLimits& limits)
      : store_(std::move(parts.store)),
        signer_(std::move(signer)),
        ingestion_(*store_, signer_, limits, parts.clock, parts.observer, std::move(parts.monotonic)),
        queries_(*store_, signer_),
        retention_(*store_, ingestion_, std::move(parts.clock)) {}

  TimelineIngestionService& ingestion() override { return ingestion_; }
  TimelineQueryService& queries() override { return queries_; }
  TimelineRetentionService& retention() override { return retention_; }

 private:
  const std::unique_ptr<TimelineEventStore> store_;
  const Signer signer_;
  Ingestion ingestion_;
  Queries queries_;
  Retention retention_;
};

}  // namespace
}  // namespace timeline

absl::StatusOr<std::unique_ptr<Timeline>> MakeTimeline(TimelineOptions options, TimelineParts parts) {
  VEXLENS_ASSIGN_OR_RETURN(timeline::Signer signer,
                           timeline::Signer::Make(std::move(options.origin), std::move(parts.key)));
  if (parts.store == nullptr) {
    VEXLENS_ASSIGN_OR_RETURN(parts.store, OpenTimelineStore(options.directory, options.create));
  }
  if (!parts.clock) parts.clock = SystemNow;
  return std::make_unique<timeline::OwnedTimeline>(std::move(parts), std::move(signer), options.limits);
}

}  // namespace vexlens
