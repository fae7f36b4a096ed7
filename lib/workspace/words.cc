// Names of enumerators in the API.
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

}  // namespace vexlens
