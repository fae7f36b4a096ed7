/* vexlens_decision: an operator's word about a conflict of a workspace. */
#ifndef VEXLENS_DECISION_C_H_
#define VEXLENS_DECISION_C_H_

#include "vexlens.h"

#ifdef __cplusplus
extern "C" {
#endif

/* vexlens_judgement is what an operator says. A justification (one of OpenVEX, such as "vulnerable_code_not_present")
 * or an impact goes with VEXLENS_STATUS_NOT_AFFECTED, and only there; an action with VEXLENS_STATUS_AFFECTED, and only
 * there. */
typedef struct vexlens_judgement {
  uint32_t struct_size;
  int32_t status;     /* VEXLENS_STATUS_…: needed */
  vexlens_str issuer; /* an operator of the tenant, by any name of its entry: needed */
  vexlens_str justification;
  vexlens_str impact;
  vexlens_str action;
  vexlens_str decided_at; /* when it is said; default: now */
} vexlens_judgement;

/* vexlens_workspace_decide writes the judgement on a conflict of the tenant, waived or not, as a document of its own
 * and records it as vexlens_workspace_ingest_decision does. `conflict_id` is that of vexlens_workspace_conflicts.
 * Whether the word decides shows in the record, whose reason is then "operator". `report` and `revisions`, which may be
 * NULL, are those of vexlens_workspace_ingest. NOT_FOUND when there is no such conflict; INVALID_ARGUMENT names what
 * the judgement lacks, or a key that no document can speak about exactly; FAILED_PRECONDITION when the issuer is no
 * operator of the tenant, or a revoked one, and when `decided_at` is after the workspace's own instant: what is dated
 * after that does not exist. */
VEXLENS_API vexlens_error *vexlens_workspace_decide(vexlens_workspace *workspace, vexlens_str tenant,
                                                    vexlens_str conflict_id, const vexlens_judgement *judgement,
                                                    const vexlens_audit *audit, vexlens_bytes **report,
                                                    uint64_t *revisions);

#ifdef __cplusplus
}
#endif

#endif /* VEXLENS_DECISION_C_H_ */
