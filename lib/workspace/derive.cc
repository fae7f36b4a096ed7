#include "lib/workspace/derive.h"

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/workspace/document_writer.h"
#include "lib/workspace/envelopes.h"
#include "lib/workspace/recompute.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {
namespace {

// Derives one document, or adds to the report why it is left out.
absl::Status DeriveDocument(Turn& turn, const HeldDocument& held, const std::string& tenant, RebuildReport& report) {
  const absl::StatusOr<std::string> bytes = turn.RawBytes(held.digest);
  if (absl::IsDataLoss(bytes.status())) {
    report.damaged.push_back({tenant, held.digest, bytes.status()});
    return absl::OkStatus();
  }
  if (!bytes.ok()) return bytes.status();
  DocumentWriter writer(turn, tenant, held.tenant);
  VEXLENS_ASSIGN_OR_RETURN(const Report read, writer.Derive(held.id, *bytes));
  if (read.outcome == Outcome::kRejected) {
    report.damaged.push_back({tenant, held.digest,
                              absl::DataLossError(absl::StrCat("document ", DigestText(held.digest),
                                                               " was read once: ", read.status.message()))});
    return absl::OkStatus();
  }
  ++report.documents;
  return absl::OkStatus();
}

}  // namespace

absl::Status DeriveAll(Turn& turn, RebuildReport& report) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> tenants, turn.view().AllNames(NameKind::kTenant, 0));
  absl::flat_hash_map<RowId, std::string> name_of;
  for (const NamedRow& tenant : tenants) name_of.emplace(tenant.id, tenant.name);
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<HeldDocument> documents, turn.view().ListDocuments({}));
  for (const HeldDocument& held : documents) {
    VEXLENS_RETURN_IF_ERROR(DeriveDocument(turn, held, name_of[held.tenant], report));
  }
  turn.ForgetDocuments();
  return DeriveEnvelopes(turn, report.damaged);
}

absl::Status DeriveAnew(Turn& turn) {
  RebuildReport report;
  VEXLENS_RETURN_IF_ERROR(turn.edit().DeleteDerived(/*replace=*/false));
  VEXLENS_RETURN_IF_ERROR(DeriveAll(turn, report));
  return RecomputeAll(turn, {Trigger::kPolicyChange, turn.recorded_at(), /*queue_anew=*/true}).status();
}

}  // namespace vexlens::workspace
