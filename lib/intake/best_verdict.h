// BestVerdict: whose word the one document of an evidence is.
#ifndef VEXLENS_LIB_INTAKE_BEST_VERDICT_H_
#define VEXLENS_LIB_INTAKE_BEST_VERDICT_H_

#include "vexlens/evidence.h"
#include "vexlens/signature.h"

namespace vexlens {

// Requires: the evidence has one document, which was just read.
SignatureVerdict BestVerdict(const Evidence& evidence, SignatureJudge& judge);

}  // namespace vexlens

#endif  // VEXLENS_LIB_INTAKE_BEST_VERDICT_H_
