#include "drivers/postgres/timeline_store.h"

#include "drivers/postgres/schema.h"
#include "drivers/postgres/timeline_turn.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {
namespace {

constexpr char kRead[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
constexpr char kWrite[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
constexpr char kAsTenant[] = "SELECT set_config('app.current_tenant', $1, true)";
// The row-level security of all that follows, and the turn, until the transaction ends.
constexpr char kTakeTurn[] =
    "SELECT set_config('app.current_tenant', $1, true),"
    " pg_advisory_xact_lock(hashtextextended('vexlens timeline of ' || $1, 0))";

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresTimelineStore>> PostgresTimelineStore::Open(const StoreAddress& address) {
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Connection::Open(address));
  VEXLENS_RETURN_IF_ERROR(CheckTimeline(*connection));
  return std::unique_ptr<PostgresTimelineStore>(new PostgresTimelineStore(address, std::move(connection)));
}

absl::StatusOr<std::unique_ptr<TimelineView>> PostgresTimelineStore::Read(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Session session, pool_.Begin(kRead));
  VEXLENS_RETURN_IF_ERROR(session.connection().Run(kAsTenant, Parameters(tenant)).status());
  return std::make_unique<PostgresTurn>(std::move(session), months_, tenant);
}

absl::StatusOr<std::unique_ptr<TimelineTurn>> PostgresTimelineStore::Write(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Session session, pool_.Begin(kWrite));
  VEXLENS_RETURN_IF_ERROR(session.connection().Run(kTakeTurn, Parameters(tenant)).status());
  return std::make_unique<PostgresTurn>(std::move(session), months_, tenant);
}

absl::StatusOr<std::vector<std::string>> PostgresTimelineStore::Tenants() {
  VEXLENS_ASSIGN_OR_RETURN(Session session, pool_.Begin(kRead));
  VEXLENS_ASSIGN_OR_RETURN(const Result rows, session.connection().Run("SELECT timeline.tenants()", Parameters()));
  std::vector<std::string> tenants;
  for (int i = 0; i < rows.size(); ++i) tenants.emplace_back(rows.Text(i, 0));
  return tenants;
}

}  // namespace vexlens::postgres
