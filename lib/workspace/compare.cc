#include "lib/workspace/compare.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/workspace/document_writer.h"
#include "lib/workspace/envelopes.h"
#include "lib/workspace/transactions.h"
#include "lib/workspace/windows.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens::workspace {

absl::Status Compare(const Side& before, const Side& after, const std::function<bool(const Delta&)>& visit) {
  Windows windows(after.snapshot.view(), after.tenant);
  while (true) {
    const absl::StatusOr<std::optional<NameRange>> window = windows.Next();
    if (!window.ok() || !window->has_value()) return window.status();
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<BuiltSlice> old,
                             BuildWindow(before.snapshot, before.tenant, before.basis, **window));
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<BuiltSlice> now,
                             BuildWindow(after.snapshot, after.tenant, after.basis, **window));
    const bool more = CompareConsensus(old->consensus(), now->consensus(), after.basis.tenant, visit, **window);
    if (!more) return absl::OkStatus();
  }
}

absl::StatusOr<Side> SideOf(Snapshot& snapshot, std::string_view tenant, const Moment& when) {
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, snapshot.Tenant(tenant));
  VEXLENS_ASSIGN_OR_RETURN(Basis basis, snapshot.BasisOf(tenant, when));
  return Side{snapshot, tenant_id, std::move(basis)};
}

}  // namespace vexlens::workspace

namespace vexlens {

using intake::Prepare;
using intake::Prepared;
using workspace::DocumentWriter;
using workspace::NameKind;
using workspace::RowId;
using workspace::Side;
using workspace::SideOf;
using workspace::Snapshot;
using workspace::Terms;
using workspace::Turn;

absl::Status Workspace::Diff(std::string_view tenant, const Moment& from, const Moment& to,
                             const std::function<bool(const Delta&)>& visit) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const Side before, SideOf(*lease, tenant, from));
  VEXLENS_ASSIGN_OR_RETURN(const Side after, SideOf(*lease, tenant, to));
  return Compare(before, after, visit);
}

absl::Status Workspace::Simulate(std::string_view tenant, const Simulation& simulation,
                                 const std::function<bool(const Delta&)>& visit) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const Side before, SideOf(*lease, tenant, {}));
  const auto compare = [&](Snapshot& snapshot) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(Side after, SideOf(snapshot, tenant, {}));
    if (simulation.policy.has_value()) after.basis.policy = std::make_shared<const Policy>(*simulation.policy);
    if (simulation.directory.has_value()) {
      after.basis.directory = std::make_shared<const IssuerDirectory>(*simulation.directory);
    }
    return Compare(before, after, visit);
  };
  absl::StatusOr<bool> writes = !simulation.documents.empty();
  if (!*writes && simulation.directory.has_value()) {
    writes = workspace::HasNewKeys(*lease, *simulation.directory);
  }
  if (!writes.ok()) return writes.status();
  if (!*writes) return compare(*lease);
  return transactions_->Try([&](Turn& turn) -> absl::Status {
    VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
    VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, turn.Intern(NameKind::kTenant, 0, tenant));
    if (simulation.directory.has_value()) {
      VEXLENS_RETURN_IF_ERROR(workspace::NoteKeys(turn, *simulation.directory));
    }
    DocumentWriter writer(turn, std::string(tenant), tenant_id);
    // Not the cached ones: the supposed keys are tried, too.
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Terms> terms, workspace::TermsOf(turn));
    VEXLENS_ASSIGN_OR_RETURN(std::vector<Prepared> prepared,
                             Prepare(simulation.documents, terms->IntakeFor(tenant, {}), {}));
    for (Prepared& each : prepared) {
      if (each.ingested.report.outcome == Outcome::kRejected) return each.ingested.report.status;
      VEXLENS_RETURN_IF_ERROR(writer.Add(each));
    }
    return compare(turn);
  });
}

}  // namespace vexlens
