// Decision documents: an operator's decision about one key, as a VEX document.
#ifndef VEXLENS_LIB_PROVENANCE_DECISION_DOCUMENT_H_
#define VEXLENS_LIB_PROVENANCE_DECISION_DOCUMENT_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/decision.h"
#include "vexlens/instant.h"

namespace vexlens::provenance {

// OperatorDecision is what is decided.
struct OperatorDecision {
  std::string id;  // of the document, an IRI
  std::string issuer;
  RecordKey key;
  const Judgement& judgement;
  std::string_view reason;
  Instant decided_at;
};

// Returns the decision as OpenVEX or, where the key has a version range, as CycloneDX. Errors: INVALID_ARGUMENT for a
// key that the format cannot express.
absl::StatusOr<std::string> DecisionDocument(const OperatorDecision& decision);

}  // namespace vexlens::provenance

#endif  // VEXLENS_LIB_PROVENANCE_DECISION_DOCUMENT_H_
