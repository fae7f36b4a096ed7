#include "vexlens/engine.h"

#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "lib/base/observing.h"
#include "lib/base/parallel.h"
#include "lib/intake/intake.h"
#include "vexlens/signature.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {

using base::ForEachInParallel;
using base::Observing;
using base::Span;
using base::WorkersFor;
using intake::Arrival;
using intake::Intake;
using intake::NoneTaken;

namespace {

bool IsTaken(const Report& report) { return report.outcome <= Outcome::kAcceptedWithWarnings; }

}  // namespace

absl::StatusOr<std::unique_ptr<Engine>> Engine::Create(std::string tenant, IssuerDirectory directory,
                                                       const EngineOptions& options) {
  VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  return std::unique_ptr<Engine>(new Engine(std::move(tenant), std::move(directory), options));
}

Engine::Engine(std::string tenant, IssuerDirectory directory, const EngineOptions& options)
    : tenant_(std::move(tenant)),
      directory_(std::make_shared<const IssuerDirectory>(std::move(directory))),
      keys_(VerifiersOf(*directory_)),
      options_(options) {}

Basis Engine::DefaultBasis() const {
  return {tenant_, directory_, std::make_shared<const Policy>(), EndOfDay(SystemNow()), std::nullopt};
}

absl::StatusOr<std::vector<Ingested>> Engine::Ingest(std::span<const Incoming> documents,
                                                     const IngestOptions& options) {
  return Ingest(
      documents.size(),
      [&](std::size_t i) {
        return Loaded{documents[i], nullptr};
      },
      options);
}

absl::StatusOr<std::vector<Ingested>> Engine::Ingest(std::size_t count, const Loader& load,
                                                     const IngestOptions& options) {
  const Instant as_of = options.admission.as_of.has_value() ? *options.admission.as_of : EndOfDay(SystemNow());
  const Observing observing{options_.observer, &options_.monotonic, &options.trace};
  const std::chrono::nanoseconds began = observing.Now();
  Span call(observing, "ingest");
  Span reading(call.inside(), "read");
  const std::size_t workers = WorkersFor(count, options.threads);
  std::vector<Intake> intakes(workers, Intake(tenant_, *directory_, keys_, as_of, options.admission));
  std::vector<Piece> read(workers);
  std::vector<Ingested> ingested(count);
  std::vector<SignatureVerdict> verdicts(observing ? count : 0);
  const bool all = ForEachInParallel(count, workers, options.progress, [&](std::size_t worker, std::size_t i) {
    std::variant<Loaded, Report> loaded = load(i);
    Report& report = ingested[i].report;
    if (Report* const instead = std::get_if<Report>(&loaded)) {
      report = std::move(*instead);
      return;
    }
    const Incoming& incoming = std::get<Loaded>(loaded).incoming;
    ingested[i] = intakes[worker].Take(incoming, read[worker].evidence, observing ? &verdicts[i] : nullptr);
    const bool is_signed = report.envelope.has_value() || report.detached.has_value();
    if (!options_.keep_signed || !is_signed || !IsTaken(report)) return;
    read[worker].signed_documents.push_back(
        std::make_shared<const Signed>(Signed{std::string(incoming.bytes), std::string(incoming.signature)}));
  });
  if (!all) return NoneTaken();
  reading.End(true);
  for (std::size_t i = 1; i < workers; ++i) read[0].Add(std::exchange(read[i], {}));
  std::vector<Arrival> arrivals;
  for (std::size_t i = 0; i < verdicts.size(); ++i) arrivals.emplace_back(tenant_, ingested[i], verdicts[i]);
  Keep(std::move(read[0]), ingested);
  call.End(true);
  const std::chrono::nanoseconds elapsed = observing.Now() - began;
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    arrivals[i].Tell(*observing.observer, options.trace, ingested[i].added, elapsed);
  }
  return ingested;
}

// Memory is reserved before anything changes, so that an allocation that fails leaves the engine as it was.
void Engine::Keep(Piece piece, std::vector<Ingested>& documents) {
  absl::MutexLock lock(&mutex_);
  pieces_.reserve(pieces_.size() + 1);
  known_.reserve(known_.size() + documents.size());
  for (Ingested& each : documents) {
    if (IsTaken(each.report)) each.added = known_.insert(each.report.digest).second;
  }
  pieces_.push_back(std::move(piece));
}

void Engine::Piece::Add(const Piece& other) {
  evidence.Merge(other.evidence);
  signed_documents.insert(signed_documents.end(), other.signed_documents.begin(), other.signed_documents.end());
}

// Pieces are ours alone: they are merged in place, in order, and each is freed once merged. A whole that answers share
// is copied. If memory runs out nothing is lost: a piece that is merged twice counts once.
std::shared_ptr<const Engine::Whole> Engine::WholeAsOf(Instant as_of) {
  absl::MutexLock lock(&mutex_);
  if (whole_ != nullptr && pieces_.empty()) return whole_;
  Piece seen;
  if (whole_ != nullptr) seen.Add(*whole_);
  if (whole_ != nullptr || pieces_.empty()) pieces_.insert(pieces_.begin(), std::move(seen));
  whole_ = nullptr;
  Piece& all = pieces_.front();
  for (std::size_t i = 1; i < pieces_.size(); ++i) {
    all.Add(pieces_[i]);
    pieces_[i] = {};
  }
  JudgeSignatures(*directory_, as_of, all.evidence);
  all.evidence.ConnectBomLinks();
  const auto whole = std::make_shared<Whole>();
  static_cast<Piece&>(*whole) = std::move(all);
  whole->as_of = as_of;
  pieces_.clear();
  whole_ = whole;
  return whole;
}

std::shared_ptr<const Evidence> Engine::EvidenceBy(const Basis& basis) {
  const std::shared_ptr<const Whole> whole = WholeAsOf(basis.as_of);
  const bool is_ours = basis.directory == directory_;
  if ((is_ours && whole->as_of == basis.as_of) || whole->evidence.sightings().empty()) {
    return {whole, &whole->evidence};
  }
  auto own = std::make_shared<Evidence>();
  own->Merge(whole->evidence);
  if (!is_ours) {
    const std::vector<DsseVerifier> keys = VerifiersOf(*basis.directory);
    Intake intake(tenant_, *basis.directory, keys, basis.as_of, {});
    for (const auto& each : whole->signed_documents) intake.Take(Incoming(each->bytes, each->signature), *own);
  }
  JudgeSignatures(*basis.directory, basis.as_of, *own);
  own->ConnectBomLinks();
  return own;
}

std::shared_ptr<const Slice> Engine::Build(Basis basis) {
  Span build({options_.observer, &options_.monotonic}, "build");
  std::shared_ptr<const Evidence> evidence = EvidenceBy(basis);
  auto slice = std::make_shared<const WholeSlice>(std::move(evidence), std::move(basis));
  build.End(true);
  return slice;
}

}  // namespace vexlens
