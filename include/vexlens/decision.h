// Decisions: an operator's word about a conflict, recorded by the workspace itself.
#ifndef VEXLENS_DECISION_H_
#define VEXLENS_DECISION_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/workspace.h"

namespace vexlens {

// Judgement is what an operator says. Texts are UTF-8, those that do not apply "": a justification (of kJustifications)
// or an impact goes with not_affected, and only there; an action with affected, and only there.
struct Judgement {
  std::string issuer;  // an operator of the tenant, by any name of its entry
  VexStatus status = VexStatus::kAffected;
  std::string justification;
  std::string impact;
  std::string action;
};

// Writes the judgement on a conflict of the tenant's, one of Conflicts or WaivedConflicts, as a document of its own,
// dated `decided_at`, or now by the workspace's clock, and records it (Workspace::IngestDecision): OpenVEX, and where
// the key has a version range CycloneDX, for only that can say it. Whether the word decides shows in the record, whose
// reason is then "operator". Errors: INVALID_ARGUMENT names what the judgement lacks, or a key that no document can
// speak about exactly; FAILED_PRECONDITION when the issuer is no operator of the tenant or is revoked, and when that is
// after the workspace's asOf: what is dated after that does not exist.
absl::StatusOr<IngestResult> DecideConflict(Workspace& workspace, std::string_view tenant,
                                            const QueuedConflict& conflict, const Judgement& judgement,
                                            const Audit& audit, std::optional<Instant> decided_at = std::nullopt);

}  // namespace vexlens

#endif  // VEXLENS_DECISION_H_
