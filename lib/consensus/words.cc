// The words of records.
#include "vexlens/consensus.h"

namespace vexlens {

std::string_view StateName(State state) {
  constexpr std::string_view kNames[] = {"AFFECTED", "UNDER_INVESTIGATION", "NOT_AFFECTED", "FIXED",
                                         "DISPUTED", "INCONCLUSIVE"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view ReasonName(Reason reason) {
  constexpr std::string_view kNames[] = {"",
                                         "withdrawn",
                                         "superseded",
                                         "signature_failed",
                                         "issuer_revoked",
                                         "signature_required",
                                         "may_not_clear",
                                         "justification_required",
                                         "no_weight",
                                         "not_voice",
                                         "crowd",
                                         "outranked"};
  return kNames[static_cast<std::size_t>(reason)];
}

}  // namespace vexlens
