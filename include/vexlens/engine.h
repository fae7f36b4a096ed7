// Engine: one tenant's documents in memory, and answers about them.
#ifndef VEXLENS_ENGINE_H_
#define VEXLENS_ENGINE_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "vexlens/basis.h"
#include "vexlens/digest.h"
#include "vexlens/dsse.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/intake.h"
#include "vexlens/slice.h"
#include "vexlens/trust.h"

namespace vexlens {

// EngineOptions bound what an engine keeps.
struct EngineOptions {
  // The bytes of signed documents, so that an answer by another directory than the engine's can try the keys of that.
  // Without them all answers are by the engine's own directory.
  bool keep_signed = true;
};

// EvidenceTerms are the terms on which evidence in normal form is taken.
struct EvidenceTerms {
  bool believe = false;           // what it says of signatures and withdrawals
  bool require_verified = false;  // refuse documents that are not verified, by what is believed
};

// SetAside counts what evidence says of documents and is not believed.
struct SetAside {
  std::size_t signatures = 0;
  std::size_t withdrawals = 0;
};

// AddedEvidence tells what became of evidence in normal form.
struct AddedEvidence {
  std::vector<Digest> documents;  // that were taken
  SetAside set_aside;
  SignatureFailures failures;  // of documents that were refused
  Report report;               // rejected (UNAUTHENTICATED) when any was, with a finding for each
};

// Engine keeps what was read, each call's documents as a piece of their own; pieces are merged when an answer is asked
// for, so that answers which live on see nothing of what comes later. Safe for concurrent use.
class Engine {
 public:
  // Makes an engine without documents.
  // Errors: INVALID_ARGUMENT for a tenant that cannot be one (CheckTenant).
  static absl::StatusOr<std::unique_ptr<Engine>> Create(std::string tenant, IssuerDirectory directory,
                                                        const EngineOptions& options = {});

  // Reads documents, each by itself: one that is rejected keeps the others from nothing. What a loader fetches is let
  // go when it is read: no more of it is in memory than threads read. Progress is asked before documents and at the
  // end. Errors: CANCELLED; none was taken.
  absl::StatusOr<std::vector<Ingested>> Ingest(std::span<const Incoming> documents, const IngestOptions& options = {});
  absl::StatusOr<std::vector<Ingested>> Ingest(std::size_t count, const Loader& load,
                                               const IngestOptions& options = {});

  // Adds evidence in normal form, of any tenants. Anybody can write such evidence: unless it is believed, its documents
  // are unsigned and not withdrawn, and it adds nothing to a document that was ingested before.
  AddedEvidence AddEvidence(const Evidence& evidence, const EvidenceTerms& terms = {});

  // Returns all that was read, weighed and indexed; the answer outlives the engine. Requires: the directory is that of
  // DefaultBasis, unless EngineOptions::keep_signed.
  std::shared_ptr<const Slice> Answer(Basis basis);

  // Returns all that was read as Answer has it: signatures are judged, and BOM-Links connected.
  std::shared_ptr<const Evidence> EvidenceBy(const Basis& basis);

  // Returns the basis of a question that says no more: the engine's tenant and directory, the default policy, the end
  // of this day, UTC.
  Basis DefaultBasis() const;

  const std::string& tenant() const { return tenant_; }

 private:
  // Signed is a document in an envelope or with a signature beside it, to be read again for other keys.
  struct Signed {
    std::string bytes;
    std::string signature;
  };

  // Piece is some documents as they were read.
  struct Piece {
    Evidence evidence;
    std::vector<std::shared_ptr<const Signed>> signed_documents;

    void Add(const Piece& other);
  };

  // Whole is all that an answer saw: judged by the engine's directory as of that instant, and linked.
  struct Whole : Piece {
    Instant as_of;
  };

  Engine(std::string tenant, IssuerDirectory directory, const EngineOptions& options);
  void Keep(Piece piece, std::vector<Ingested>& documents);
  std::shared_ptr<const Whole> WholeAsOf(Instant as_of);

  const std::string tenant_;
  const std::shared_ptr<const IssuerDirectory> directory_;
  const std::vector<DsseVerifier> keys_;  // of the directory
  const bool keep_signed_;
  absl::Mutex mutex_;
  std::vector<Piece> pieces_ ABSL_GUARDED_BY(mutex_);           // that came after whole_
  std::shared_ptr<const Whole> whole_ ABSL_GUARDED_BY(mutex_);  // null before the first answer
  absl::flat_hash_set<Digest> known_ ABSL_GUARDED_BY(mutex_);   // documents that were ingested
};

}  // namespace vexlens

#endif  // VEXLENS_ENGINE_H_
