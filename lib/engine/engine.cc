#include "vexlens/engine.h"

#include <utility>

#include "vexlens/signature.h"
#include "vexlens/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {
namespace {

// Answers are the consensus over evidence that may be shared with others.
class Answers : public Slice {
 public:
  Answers(std::shared_ptr<const Evidence> evidence, IssuerDirectory directory, Policy policy, Instant as_of)
      : evidence_(std::move(evidence)),
        directory_(std::move(directory)),
        policy_(std::move(policy)),
        as_of_(as_of),
        consensus_(Consensus::Build(*evidence_, directory_, policy_, as_of_)) {}

  const Evidence& evidence() const override { return *evidence_; }
  const Consensus& consensus() const override { return consensus_; }
  const IssuerDirectory& directory() const override { return directory_; }
  const Policy& policy() const override { return policy_; }
  Instant as_of() const override { return as_of_; }

 private:
  std::shared_ptr<const Evidence> evidence_;
  IssuerDirectory directory_;
  Policy policy_;
  Instant as_of_;
  Consensus consensus_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Engine>> Engine::Create(std::string tenant, IssuerDirectory directory) {
  VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  return std::unique_ptr<Engine>(new Engine(std::move(tenant), std::move(directory)));
}

Engine::Engine(std::string tenant, IssuerDirectory directory)
    : tenant_(std::move(tenant)), directory_(std::move(directory)), keys_(VerifiersOf(directory_)) {}

absl::StatusOr<std::vector<Ingested>> Engine::Ingest(std::span<const std::string_view> documents,
                                                     const Progress& progress) {
  auto piece = std::make_shared<Piece>();
  std::vector<Ingested> ingested;
  ingested.reserve(documents.size());
  const auto stopped = [&] { return progress != nullptr && !progress(ingested.size()); };
  const absl::Status cancelled = absl::CancelledError("stopped as asked for: none of the documents was taken");
  for (const std::string_view bytes : documents) {
    if (stopped()) return cancelled;
    ingested.push_back(Read(bytes, keys_, piece->evidence));
    if (ingested.back().report.envelope.has_value()) piece->enveloped.emplace_back(bytes);
  }
  if (stopped()) return cancelled;
  Keep(std::move(piece), ingested);
  return ingested;
}

Ingested Engine::Read(std::string_view bytes, std::span<const DsseVerifier> keys, Evidence& evidence) const {
  ReadOptions options;
  options.tenant = tenant_;
  options.keys = keys;
  return {ReadDocument(bytes, options, evidence), false};
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
    whole->enveloped.insert(whole->enveloped.end(), piece->enveloped.begin(), piece->enveloped.end());
  }
  if (!pieces_.empty()) pieces_.assign(1, whole);
  return whole;
}

// What is judged or linked for this question is done on a copy; evidence without signatures and links needs none.
std::shared_ptr<const Slice> Engine::Answer(Question question) {
  const std::shared_ptr<const Piece> whole = Whole();
  const IssuerDirectory& directory = question.directory.has_value() ? *question.directory : directory_;
  const Instant as_of = question.as_of.has_value() ? *question.as_of : EndOfDay(SystemNow());
  std::shared_ptr<const Evidence> evidence(whole, &whole->evidence);
  if (!whole->evidence.sightings().empty() || !whole->evidence.bom_elements().empty()) {
    auto own = std::make_shared<Evidence>();
    own->Merge(whole->evidence);
    if (question.directory.has_value()) {
      const std::vector<DsseVerifier> keys = VerifiersOf(directory);
      for (const std::string& bytes : whole->enveloped) Read(bytes, keys, *own);
    }
    JudgeSignatures(directory, as_of, *own);
    own->ConnectBomLinks();
    evidence = std::move(own);
  }
  return std::make_shared<Answers>(std::move(evidence), directory, std::move(question.policy), as_of);
}

}  // namespace vexlens
