#include "vexlens/verdict.h"

#include <vector>

#include "lib/intake/best_verdict.h"
#include "vexlens/support/json_text.h"

namespace vexlens {

using intake::BestVerdict;

std::string DocumentVerdict::Json(std::string_view file) const {
  const bool any = report.outcome <= Outcome::kAcceptedWithWarnings;
  std::vector<std::string_view> signers;
  if (report.envelope.has_value()) signers.assign(report.envelope->signers.begin(), report.envelope->signers.end());
  JsonObject object;
  object.Add("documentDigest", any ? DigestText(report.digest) : "");
  if (!file.empty()) object.Add("file", file);
  return object.Add("issuer", issuer)
      .Add("keyId", verdict.key_id)
      .Add("payloadType", report.envelope.has_value() ? report.envelope->payload_type : "")
      .Add("reason", any ? std::string_view(verdict.reason) : report.status.message())
      .Add("signer", verdict.signer)
      .AddJson("signers", JsonStrings(signers))
      .Add("state", any ? SignatureStateName(verdict.state) : OutcomeName(report.outcome))
      .Text();
}

DocumentVerdict JudgeDocument(std::string_view bytes, const ReadOptions& options, const IssuerDirectory& directory,
                              Instant as_of) {
  Evidence evidence;
  DocumentVerdict judged{ReadDocument(bytes, options, evidence), "", {}};
  if (evidence.documents().empty()) return judged;
  judged.issuer = evidence.Text(evidence.documents()[0].issuer);
  SignatureJudge judge(directory, as_of);
  judged.verdict = BestVerdict(evidence, judge);
  return judged;
}

}  // namespace vexlens
