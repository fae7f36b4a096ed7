// Names of enumerators in the API.
#include "vexlens/outbox.h"
#include "vexlens/workspace.h"

namespace vexlens {

std::string_view TriggerName(Trigger trigger) {
  switch (trigger) {
    case Trigger::kIngestionDelta:
      return "ingestion_delta";
    case Trigger::kIssuerUpdate:
      return "issuer_update";
    case Trigger::kPolicyChange:
      return "policy_change";
    case Trigger::kAsOfChange:
      return "as_of_change";
  }
  return "";
}

std::string_view ConflictStepName(ConflictStep step) {
  constexpr std::string_view kNames[] = {"opened", "closed", "waived"};
  return kNames[static_cast<std::size_t>(step)];
}

}  // namespace vexlens
