// What the driver for PostgreSQL offers.
#include <memory>
#include <string>
#include <vector>

#include "drivers/postgres/connection.h"
#include "drivers/postgres/schema.h"
#include "drivers/postgres/timeline_store.h"
#include "lib/driver/table.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {
namespace {

absl::StatusOr<std::unique_ptr<TimelineEventStore>> OpenTimelineStore(const StoreAddress& address) {
  return PostgresTimelineStore::Open(address);
}

absl::StatusOr<std::vector<std::string>> MigrateTimelineAt(const StoreAddress& address) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection, Connection::Open(address));
  return MigrateTimeline(*connection);
}

}  // namespace
}  // namespace vexlens::postgres

std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) {
  vexlens::driver::Table offered;
  offered.open_timeline_store = vexlens::postgres::OpenTimelineStore;
  offered.migrate_timeline = vexlens::postgres::MigrateTimelineAt;
  return vexlens::driver::Offer(offered, table);
}
