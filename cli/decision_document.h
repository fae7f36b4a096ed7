// Decision documents: an operator's word about one key, as a VEX document.
#ifndef VEXLENS_CLI_DECISION_DOCUMENT_H_
#define VEXLENS_CLI_DECISION_DOCUMENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/workspace.h"

namespace vexlens::cli {

// OperatorDecision is what is decided. Texts are UTF-8, those that do not apply "".
struct OperatorDecision {
  std::string id;  // of the document, an IRI
  std::string issuer;
  RecordKey key;
  VexStatus status = VexStatus::kAffected;
  std::string justification;  // of kJustifications
  std::string impact;
  std::string action;
  std::string reason;
  Instant decided_at;
};

// DecisionDocument is that as OpenVEX, and where the key has a version range as CycloneDX, for only that can say it.
// INVALID_ARGUMENT for a key that neither can say.
absl::StatusOr<std::string> DecisionDocument(const OperatorDecision& decision);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_DECISION_DOCUMENT_H_
