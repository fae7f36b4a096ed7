// Queries: what was, and the proof of it.
#ifndef VEXLENS_LIB_TIMELINE_QUERIES_H_
#define VEXLENS_LIB_TIMELINE_QUERIES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/timeline/signer.h"
#include "vexlens/timeline.h"

namespace vexlens::timeline {

class Queries final : public TimelineQueryService {
 public:
  // `store` and `signer` must outlive it.
  Queries(TimelineEventStore& store, const Signer& signer) : store_(store), signer_(signer) {}

  absl::StatusOr<TimelinePage> List(std::string_view tenant, const TimelineFilter& filter, std::string_view cursor,
                                    std::size_t limit) override;
  absl::StatusOr<std::vector<TimelineEntry>> Follow(std::string_view tenant, std::uint64_t first,
                                                    std::size_t limit) override;
  absl::StatusOr<TimelineEntry> Get(std::string_view tenant, std::string_view event_id) override;
  absl::StatusOr<TimelineCheckpoint> LastCheckpoint(std::string_view tenant) override;
  absl::StatusOr<std::string> LastCheckpointText(std::string_view tenant) override;
  absl::StatusOr<TimelineProof> Prove(std::string_view tenant, std::string_view event_id) override;
  absl::StatusOr<TimelineConsistency> ProveConsistency(std::string_view tenant, std::uint64_t before) override;
  absl::StatusOr<TimelineVerdict> Verify(std::string_view tenant, const std::optional<Checkpoint>& since) override;
  absl::StatusOr<std::vector<std::string>> Tenants() override { return store_.Tenants(); }

 private:
  TimelineEventStore& store_;
  const Signer& signer_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_QUERIES_H_
