#include "lib/intake/best_verdict.h"

namespace vexlens::intake {

SignatureVerdict BestVerdict(const Evidence& evidence, SignatureJudge& judge) {
  const auto seen = evidence.sightings().find(0);
  if (seen == evidence.sightings().end()) {
    SignatureVerdict none;
    none.reason = "there is no signature around it";
    return none;
  }
  const Document& document = evidence.documents()[0];
  return judge.Best(evidence.Text(document.tenant), evidence.Text(document.issuer), document.latest_at,
                    seen->second.envelopes, nullptr);
}

}  // namespace vexlens::intake
