// SqliteTurn: one tenant's events in a transaction over an SQLite file.
#ifndef VEXLENS_LIB_TIMELINE_SQLITE_TURN_H_
#define VEXLENS_LIB_TIMELINE_SQLITE_TURN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/database.h"
#include "lib/sqlite/file.h"
#include "vexlens/timeline_store.h"

namespace vexlens::timeline {

// SqliteTurn is a view, too: of a transaction that only reads.
class SqliteTurn final : public TimelineTurn {
 public:
  // `tenant` is the row of the tenant, 0 if it has none.
  SqliteTurn(sqlite::File::Use use, std::int64_t tenant)
      : use_(std::move(use)), database_(use_.database()), tenant_(tenant) {}

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
  absl::Status Commit() override { return use_.Commit(); }

 private:
  // Returns the id of the leaf and the event with an index; the last of the tenant for one beyond all.
  std::int64_t IdOf(std::uint64_t index) const;
  // Returns the index of the first row of a statement whose parameters are two ids and the tenant.
  absl::StatusOr<std::optional<std::uint64_t>> Least(const char* sql, std::uint64_t first);
  absl::Status AppendEvent(const TimelineRow& row);

  sqlite::File::Use use_;
  sqlite::Database& database_;
  const std::int64_t tenant_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_SQLITE_TURN_H_
