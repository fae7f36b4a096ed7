// PostgresTimelineStore: the events of a timeline in a PostgreSQL database.
#ifndef VEXLENS_DRIVERS_POSTGRES_TIMELINE_STORE_H_
#define VEXLENS_DRIVERS_POSTGRES_TIMELINE_STORE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "drivers/postgres/months.h"
#include "drivers/postgres/pool.h"
#include "vexlens/driver.h"
#include "vexlens/timeline_store.h"

namespace vexlens::postgres {

// A writer holds a lock of its tenant; readers see one snapshot and wait for nobody. Each of them has a connection.
class PostgresTimelineStore final : public TimelineEventStore {
 public:
  // Errors: those of Connection::Open and CheckTimeline.
  static absl::StatusOr<std::unique_ptr<PostgresTimelineStore>> Open(const StoreAddress& address);

  std::string name() const override { return name_; }
  absl::StatusOr<std::unique_ptr<TimelineView>> Read(std::string_view tenant) override;
  absl::StatusOr<std::unique_ptr<TimelineTurn>> Write(std::string_view tenant) override;
  // Errors: also PERMISSION_DENIED for roles other than the tables' owner.
  absl::StatusOr<std::vector<std::string>> Tenants() override;

 private:
  PostgresTimelineStore(const StoreAddress& address, std::unique_ptr<Connection> connection)
      : name_(connection->name()), pool_(address, std::move(connection)) {}

  const std::string name_;
  Pool pool_;
  Months months_;
};

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_TIMELINE_STORE_H_
