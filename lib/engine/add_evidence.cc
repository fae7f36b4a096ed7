// Engine::AddEvidence: evidence in normal form, which anybody can write, and how much of it is believed.
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vexlens/engine.h"

namespace vexlens {
namespace {

// Removes from a document what evidence is not believed to know, and counts it.
void Disbelieve(const Evidence& evidence, Document& document, SetAside& set_aside) {
  const bool is_signed = document.signature != SignatureState::kMissing || !evidence.Text(document.key_id).empty() ||
                         !evidence.Text(document.signer).empty() || !evidence.Text(document.signature_reason).empty();
  set_aside.signatures += is_signed;
  set_aside.withdrawals += document.withdrawn;
  document.signature = SignatureState::kMissing;
  document.key_id = document.signer = document.signature_reason = 0;
  document.withdrawn = false;
}

void Refuse(const Evidence& evidence, std::uint32_t index, const Document& document, AddedEvidence& added) {
  SignatureVerdict verdict;
  const bool missing = document.signature == SignatureState::kMissing;
  verdict.state = document.signature;
  verdict.reason = missing ? "there is no signature around it" : evidence.Text(document.signature_reason);
  added.failures.Add(missing ? SignatureStage::kEnvelope : SignatureStage::kSignature);
  added.report.Add(Finding::Kind::kRefused, absl::StrCat("/documents/", index),
                   absl::StrCat(evidence.Text(document.id), ": ", NotVerified(verdict).message()));
}

}  // namespace

AddedEvidence Engine::AddEvidence(const Evidence& evidence, const EvidenceTerms& terms) {
  AddedEvidence added;
  std::vector<bool> ingested(evidence.documents().size(), false);  // their own bytes say what they are
  if (!terms.believe) {
    absl::MutexLock lock(&mutex_);
    for (std::size_t i = 0; i < ingested.size(); ++i) {
      const Document& document = evidence.documents()[i];
      ingested[i] = evidence.Text(document.tenant) == tenant_ && known_.contains(document.digest);
    }
  }
  Piece piece;
  piece.evidence.MergeChosen(evidence, [&](std::uint32_t i) -> std::optional<Document> {
    Document document = evidence.documents()[i];
    if (!terms.believe) Disbelieve(evidence, document, added.set_aside);
    if (ingested[i]) return std::nullopt;
    if (terms.require_verified && document.signature != SignatureState::kVerified) {
      Refuse(evidence, i, document, added);
      return std::nullopt;
    }
    added.documents.push_back(document.digest);
    return document;
  });
  if (Report& report = added.report; report.refused != 0) {
    report.outcome = Outcome::kRejected;
    report.status = absl::UnauthenticatedError(
        absl::StrCat(report.refused, " of ", evidence.documents().size(), " documents not verified"));
    report.refused = 0;  // a count of statements
  }
  absl::MutexLock lock(&mutex_);
  pieces_.push_back(std::move(piece));
  return added;
}

}  // namespace vexlens
