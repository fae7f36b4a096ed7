// BestVerdict: whose statement a document is.
#ifndef VEXLENS_LIB_INTAKE_BEST_VERDICT_H_
#define VEXLENS_LIB_INTAKE_BEST_VERDICT_H_

#include "vexlens/evidence.h"
#include "vexlens/signature.h"

namespace vexlens::intake {

// Returns the best verdict on the signatures of the one document in `evidence`. Requires: it was just read.
SignatureVerdict BestVerdict(const Evidence& evidence, SignatureJudge& judge);

}  // namespace vexlens::intake

#endif  // VEXLENS_LIB_INTAKE_BEST_VERDICT_H_
