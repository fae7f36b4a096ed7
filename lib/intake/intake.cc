#include "lib/intake/intake.h"

#include <utility>

#include "lib/base/parallel.h"
#include "lib/intake/best_verdict.h"

namespace vexlens::intake {

using base::ForEachInParallel;
using base::Observing;
using base::Span;
using base::WorkersFor;

namespace {

// Returns the report of a document that was read but is not admitted.
Ingested NotAdmitted(Ingested ingested, const SignatureVerdict& verdict) {
  ingested.failed_at = verdict.stage;
  ingested.report.outcome = Outcome::kRejected;
  ingested.report.statements = 0;
  ingested.report.status = NotVerified(verdict);
  return ingested;
}

}  // namespace

Ingested Intake::Read(const Incoming& incoming, Evidence& evidence) const {
  ReadOptions options;
  options.tenant = tenant_;
  options.keys = keys_;
  options.padding = incoming.padding;
  options.detached = incoming.signature;
  return {ReadDocument(incoming.bytes, options, evidence)};
}

Ingested Intake::Take(const Incoming& incoming, Evidence& evidence, SignatureVerdict* verdict) {
  if (!require_verified_ && verdict == nullptr) return Read(incoming, evidence);
  Evidence alone;
  Ingested ingested = Read(incoming, alone);
  if (alone.documents().empty()) return ingested;
  const SignatureVerdict best = BestVerdict(alone, judge_);
  if (verdict != nullptr) *verdict = best;
  if (require_verified_ && best.state != SignatureState::kVerified) return NotAdmitted(std::move(ingested), best);
  evidence.Merge(alone);
  return ingested;
}

absl::StatusOr<std::vector<Prepared>> Prepare(std::span<const Incoming> documents, const Intake& intake,
                                              const IngestOptions& options, const Observing& observing) {
  Span read(observing, "read");
  std::vector<Prepared> prepared;
  prepared.reserve(documents.size());
  for (const Incoming& incoming : documents) prepared.push_back({incoming, {}, {}, {}});
  const std::size_t workers = WorkersFor(documents.size(), options.threads);
  std::vector<Intake> intakes(workers, intake);
  const bool all =
      ForEachInParallel(documents.size(), workers, options.progress, [&](std::size_t worker, std::size_t i) {
        prepared[i].ingested =
            intakes[worker].Take(documents[i], prepared[i].evidence, observing ? &prepared[i].verdict : nullptr);
      });
  if (!all) return NoneTaken();
  read.End(true);
  return prepared;
}

Arrival::Arrival(std::string_view tenant, const Ingested& ingested, const SignatureVerdict& verdict)
    : tenant_(tenant),
      digest_(ingested.report.digest == Digest{} ? "" : DigestText(ingested.report.digest)),
      format_(ingested.report.format.has_value() ? FormatName(*ingested.report.format) : ""),
      outcome_(OutcomeName(ingested.report.outcome)),
      statements_(ingested.report.statements),
      failed_(verdict.state == SignatureState::kFailed || ingested.failed_at != SignatureStage::kNone),
      stage_(SignatureStageName(verdict.stage)),
      reason_(verdict.reason) {}

void Arrival::Tell(Observer& observer, const Trace& trace, bool added, std::chrono::nanoseconds elapsed) const {
  if (failed_) observer.OnSignatureFailed({tenant_, digest_, stage_, reason_}, trace);
  observer.OnDocumentIngested({tenant_, digest_, format_, outcome_, statements_, added, elapsed}, trace);
}

absl::Status NoneTaken() { return absl::CancelledError("stopped as asked for: none of the documents was taken"); }

}  // namespace vexlens::intake
