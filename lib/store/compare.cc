#include "lib/store/compare.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/store/document_writer.h"
#include "lib/store/envelopes.h"
#include "lib/store/sqlite_workspace.h"
#include "lib/store/windows.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {

absl::Status Compare(const Side& before, const Side& after, const std::function<bool(const Delta&)>& visit) {
  Windows windows(after.connection.database(), after.world.tenant_id);
  while (true) {
    const absl::StatusOr<std::optional<NameRange>> window = windows.Next();
    if (!window.ok() || !window->has_value()) return window.status();
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<LoadedSlice> old,
                             LoadWindow(before.connection, before.world, **window));
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<LoadedSlice> now,
                             LoadWindow(after.connection, after.world, **window));
    const bool more = CompareConsensus(old->consensus(), now->consensus(), after.world.tenant, visit, **window);
    if (!more) return absl::OkStatus();
  }
}

absl::Status SqliteWorkspace::Diff(std::string_view tenant, const PointInTime& from, const PointInTime& to,
                                   const std::function<bool(const Delta&)>& visit) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_ASSIGN_OR_RETURN(World before, WorldOf(*lease, tenant, from));
  VEXLENS_ASSIGN_OR_RETURN(World after, WorldOf(*lease, tenant, to));
  return Compare({*lease, std::move(before)}, {*lease, std::move(after)}, visit);
}

absl::Status SqliteWorkspace::Simulate(std::string_view tenant, const Simulation& simulation,
                                       const std::function<bool(const Delta&)>& visit) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_ASSIGN_OR_RETURN(World before, WorldOf(*lease, tenant, {}));
  const auto compare = [&](Connection& connection) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(World after, WorldOf(connection, tenant, {}));
    if (simulation.policy.has_value()) after.policy = std::make_shared<const Policy>(*simulation.policy);
    if (simulation.directory.has_value()) {
      after.directory = std::make_shared<const IssuerDirectory>(*simulation.directory);
    }
    return Compare({*lease, before}, {connection, std::move(after)}, visit);
  };
  absl::StatusOr<bool> writes = !simulation.documents.empty();
  if (!*writes && simulation.directory.has_value()) writes = HasNewKeys(*lease, *simulation.directory);
  if (!writes.ok()) return writes.status();
  if (!*writes) return compare(*lease);
  return Try([&](Connection& connection, Instant recorded_at) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t tenant_id, AddTenant(connection.database(), tenant));
    if (simulation.directory.has_value()) {
      VEXLENS_RETURN_IF_ERROR(NoteKeys(connection, *simulation.directory));
    }
    DocumentWriter writer(connection, std::string(tenant), tenant_id, recorded_at);
    // Not those that are remembered: the supposed keys are tried, too.
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Terms> terms, TermsOf(connection));
    VEXLENS_ASSIGN_OR_RETURN(std::vector<Prepared> prepared,
                             vexlens::Prepare(simulation.documents, terms->IntakeFor(tenant, {}), {}));
    for (Prepared& each : prepared) {
      if (each.ingested.report.outcome == Outcome::kRejected) return each.ingested.report.status;
      VEXLENS_RETURN_IF_ERROR(writer.Add(each));
    }
    return compare(connection);
  });
}

}  // namespace vexlens::store
