// Audit: no change of trust without an actor and a reason.
#ifndef VEXLENS_LIB_WORKSPACE_AUDIT_H_
#define VEXLENS_LIB_WORKSPACE_AUDIT_H_

#include "absl/status/status.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Errors: INVALID_ARGUMENT if the actor or the reason is empty.
inline absl::Status CheckAudit(const Audit& audit) {
  if (audit.actor.empty()) return absl::InvalidArgumentError("who makes the change is not said: give an actor");
  if (audit.reason.empty()) return absl::InvalidArgumentError("why the change is made is not said: give a reason");
  return absl::OkStatus();
}

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_AUDIT_H_
