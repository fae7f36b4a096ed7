// PostgresTurn: one tenant's events in a transaction of PostgreSQL.
#ifndef VEXLENS_DRIVERS_POSTGRES_TIMELINE_TURN_H_
#define VEXLENS_DRIVERS_POSTGRES_TIMELINE_TURN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/postgres/months.h"
#include "drivers/postgres/pool.h"
#include "vexlens/timeline_store.h"

namespace vexlens::postgres {

// It is a view, too: of a transaction that only reads.
class PostgresTurn final : public TimelineTurn {
 public:
  PostgresTurn(Session session, Months& months, std::string_view tenant)
      : session_(std::move(session)), months_(months), tenant_(tenant) {}

  absl::StatusOr<TimelineHead> Head() override;
  absl::StatusOr<std::vector<std::optional<TimelineLeaf>>> Known(std::span<const std::string_view> event_ids) override;
  absl::StatusOr<std::vector<TimelineLeaf>> Leaves(std::uint64_t first, std::uint64_t end) override;
  absl::StatusOr<std::vector<MerkleNode>> Nodes(unsigned height, std::uint64_t first, std::size_t count) override;
  absl::Status Events(std::uint64_t first, std::uint64_t end, TimelineRowSink sink) override;
  absl::Status List(const TimelineFilter& filter, const std::optional<TimelinePosition>& after, std::size_t count,
                    TimelineRowSink sink) override;
  absl::StatusOr<std::optional<std::uint64_t>> Next(std::uint64_t first) override;
  absl::StatusOr<std::optional<std::uint64_t>> FirstEvent() override;
  absl::StatusOr<std::vector<TimelineCheckpoint>> Checkpoints(std::uint64_t first, std::size_t count) override;

  absl::Status Append(std::span<const TimelineRow> rows, std::span<const MerkleNode> nodes) override;
  absl::Status Drop(std::uint64_t end) override;
  absl::Status SetHead(const TimelineHead& head, const TimelineCheckpoint& checkpoint) override;
  absl::Status Commit() override { return session_.Commit(); }

 private:
  // Runs a statement, whose $1 is the tenant.
  template <typename... Values>
  absl::StatusOr<Result> Run(const std::string& sql, const Values&... values) {
    return session_.connection().Run(sql, Parameters(std::string_view(tenant_), values...));
  }
  absl::Status AppendLeaves(std::span<const TimelineRow> rows);
  absl::Status AppendEvents(std::span<const TimelineRow> rows);
  absl::Status AppendDetails(std::span<const TimelineRow> rows);
  absl::Status AppendNodes(std::span<const MerkleNode> nodes);

  Session session_;
  Months& months_;
  const std::string tenant_;
};

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_TIMELINE_TURN_H_
