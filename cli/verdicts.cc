#include "cli/verdicts.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace vexlens::cli {

FileVerdict JudgeFile(std::string_view bytes, const ReadOptions& options, const IssuerDirectory& directory,
                      Instant as_of) {
  Evidence evidence;
  FileVerdict judged{ReadDocument(bytes, options, evidence), "", {}};
  if (evidence.documents().empty()) return judged;
  const Document& document = evidence.documents()[0];
  judged.issuer = evidence.Text(document.issuer);
  const auto seen = evidence.sightings().find(0);
  if (seen == evidence.sightings().end()) {
    judged.verdict.reason = "there is no signature around it";
    return judged;
  }
  SignatureJudge judge(directory, as_of);
  judged.verdict = judge.Best(options.tenant, judged.issuer, document.updated_at, seen->second.envelopes, nullptr);
  return judged;
}

absl::Status Unverified(const SignatureVerdict& verdict) {
  return absl::UnauthenticatedError(
      absl::StrCat("its signature is ", SignatureStateName(verdict.state), ": ", verdict.reason));
}

std::string SignatureFailures::Text() const {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    parts.push_back(absl::StrCat(counts_[i], " by ", SignatureStageName(static_cast<SignatureStage>(i))));
  }
  return parts.empty() ? "" : absl::StrCat("not verified: ", absl::StrJoin(parts, ", "), "\n");
}

}  // namespace vexlens::cli
