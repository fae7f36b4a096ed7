#include "vexlens/engine.h"

#include <utility>

#include "lib/base/parallel.h"
#include "lib/intake/intake.h"
#include "vexlens/signature.h"
#include "vexlens/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {
absl::StatusOr<std::unique_ptr<Engine>> Engine::Create(std::string tenant, IssuerDirectory directory) {
  VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  return std::unique_ptr<Engine>(new Engine(std::move(tenant), std::move(directory)));
}

Engine::Engine(std::string tenant, IssuerDirectory directory)
    : tenant_(std::move(tenant)),
      directory_(std::make_shared<const IssuerDirectory>(std::move(directory))),
      keys_(VerifiersOf(*directory_)) {}

Basis Engine::DefaultBasis() const {
  return {tenant_, directory_, std::make_shared<const Policy>(), EndOfDay(SystemNow()), std::nullopt};
}

absl::StatusOr<std::vector<Ingested>> Engine::Ingest(std::span<const Incoming> documents,
                                                     const IngestOptions& options) {
  const Instant as_of = options.admission.as_of.has_value() ? *options.admission.as_of : EndOfDay(SystemNow());
  const std::size_t workers = WorkersFor(documents.size(), options.threads);
  std::vector<Intake> intakes(workers, Intake(tenant_, *directory_, keys_, as_of, options.admission));
  std::vector<Evidence> read(workers);
  std::vector<Ingested> ingested(documents.size());
  const bool all = ForEachInParallel(
      documents.size(), workers, options.progress,
      [&](std::size_t worker, std::size_t i) { ingested[i] = intakes[worker].Take(documents[i], read[worker]); });
  if (!all) return NoneTaken();
  auto piece = std::make_shared<Piece>();
  piece->evidence = std::move(read[0]);
  for (std::size_t i = 1; i < workers; ++i) piece->evidence.Merge(read[i]);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const Report& report = ingested[i].report;
    if (!report.envelope.has_value() && !report.detached.has_value()) continue;
    piece->signed_documents.push_back({std::string(documents[i].bytes), std::string(documents[i].signature)});
  }
  Keep(std::move(piece), ingested);
  return ingested;
}

// Room is made before anything changes, so that a lack of memory leaves the engine as it was.
void Engine::Keep(std::shared_ptr<const Piece> piece, std::vector<Ingested>& documents) {
  absl::MutexLock lock(&mutex_);
  pieces_.reserve(pieces_.size() + 1);
  known_.reserve(known_.size() + documents.size());
  for (Ingested& each : documents) {
    if (each.report.outcome <= Outcome::kAcceptedWithWarnings) each.added = known_.insert(each.report.digest).second;
  }
  pieces_.push_back(std::move(piece));
}

std::shared_ptr<const Engine::Piece> Engine::Whole() {
  absl::MutexLock lock(&mutex_);
  if (pieces_.size() == 1) return pieces_.front();
  auto whole = std::make_shared<Piece>();
  for (const std::shared_ptr<const Piece>& piece : pieces_) {
    whole->evidence.Merge(piece->evidence);
    whole->signed_documents.insert(whole->signed_documents.end(), piece->signed_documents.begin(),
                                   piece->signed_documents.end());
  }
  if (!pieces_.empty()) pieces_.assign(1, whole);
  return whole;
}

// What is judged or linked for this basis is done on a copy; evidence without signatures and links needs none.
std::shared_ptr<const Slice> Engine::Answer(Basis basis) {
  const std::shared_ptr<const Piece> whole = Whole();
  std::shared_ptr<const Evidence> evidence(whole, &whole->evidence);
  if (!whole->evidence.sightings().empty() || !whole->evidence.bom_elements().empty()) {
    auto own = std::make_shared<Evidence>();
    own->Merge(whole->evidence);
    if (basis.directory != directory_) {
      const std::vector<DsseVerifier> keys = VerifiersOf(*basis.directory);
      Intake intake(tenant_, *basis.directory, keys, basis.as_of, {});
      for (const Signed& each : whole->signed_documents) intake.Take(Incoming(each.bytes, each.signature), *own);
    }
    JudgeSignatures(*basis.directory, basis.as_of, *own);
    own->ConnectBomLinks();
    evidence = std::move(own);
  }
  return std::make_shared<WholeSlice>(std::move(evidence), std::move(basis));
}

}  // namespace vexlens
