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
#include "vexlens/observer.h"
#include "vexlens/slice.h"
#include "vexlens/trust.h"

namespace vexlens {

// EngineOptions are what an engine keeps, and who observes it.
struct EngineOptions {
  // Keep the bytes of signed documents, so that an answer by another directory can try the keys of that. Without them,
  // all answers must be by the engine's own directory.
  bool keep_signed = true;

  Observer* observer = nullptr;   // must outlive the engine; null: nothing is observed
  MonotonicClock monotonic = {};  // by which work is timed for it
};

// EvidenceTerms are the terms on which evidence in normal form is taken.
struct EvidenceTerms {
  bool believe = false;           // what it says about signatures and withdrawals
  bool require_verified = false;  // refuse documents that are not verified, as far as believed
};

// SetAside counts documents with a signature or a withdrawal that is not believed.
struct SetAside {
  std::size_t signatures = 0;
  std::size_t withdrawals = 0;
};

// AddedEvidence is what became of evidence in normal form.
struct AddedEvidence {
  std::vector<Digest> documents;  // that were taken
  SetAside set_aside;
  SignatureFailures failures;  // of documents that were refused
  Report report;               // rejected (UNAUTHENTICATED) if any was refused, with a finding for each
};

// Engine keeps what was read, a piece for each call. Pieces are merged when an answer is asked for, into a new whole:
// answers that live on do not change. Safe for concurrent use.
class Engine {
 public:
  // Makes an engine without documents. Errors: INVALID_ARGUMENT for a name that no tenant may have (CheckTenant).
  static absl::StatusOr<std::unique_ptr<Engine>> Create(std::string tenant, IssuerDirectory directory,
                                                        const EngineOptions& options = {});

  // Reads documents, each by itself: a rejected one does not affect the others. A loaded document is released as soon
  // as it is read, so that memory has no more of them than there are threads. Errors: CANCELLED by progress; none was
  // taken.
  absl::StatusOr<std::vector<Ingested>> Ingest(std::span<const Incoming> documents, const IngestOptions& options = {});
  absl::StatusOr<std::vector<Ingested>> Ingest(std::size_t count, const Loader& load,
                                               const IngestOptions& options = {});

  // Adds evidence in normal form, of any tenants. Anybody can write such evidence. Unless it is believed, its documents
  // count as unsigned and not withdrawn, and those that were ingested before are left as they are.
  AddedEvidence AddEvidence(const Evidence& evidence, const EvidenceTerms& terms = {});

  // Builds the slice of all that was read, weighed and indexed; it may outlive the engine. Requires:
  // EngineOptions::keep_signed, or the directory is that of DefaultBasis.
  std::shared_ptr<const Slice> Build(Basis basis);

  // Returns the evidence of such an answer: signatures are judged, and BOM-Links connected.
  std::shared_ptr<const Evidence> EvidenceBy(const Basis& basis);

  // Returns the engine's tenant and directory, the default policy, and the end of this day, UTC.
  Basis DefaultBasis() const;

  const std::string& tenant() const { return tenant_; }

 private:
  // Signed is a document with an envelope or a detached signature, to be read again with other keys.
  struct Signed {
    std::string bytes;
    std::string signature;
  };

  // Piece is documents as they were read.
  struct Piece {
    Evidence evidence;
    std::vector<std::shared_ptr<const Signed>> signed_documents;

    void Add(const Piece& other);
  };

  // Whole is all that an answer used: judged by the engine's directory as of an instant, and linked.
  struct Whole : Piece {
    Instant as_of;
  };

  Engine(std::string tenant, IssuerDirectory directory, const EngineOptions& options);
  void Keep(Piece piece, std::vector<Ingested>& documents);
  std::shared_ptr<const Whole> WholeAsOf(Instant as_of);

  const std::string tenant_;
  const std::shared_ptr<const IssuerDirectory> directory_;
  const std::vector<DsseVerifier> keys_;  // of the directory
  const EngineOptions options_;
  absl::Mutex mutex_;
  std::vector<Piece> pieces_ ABSL_GUARDED_BY(mutex_);           // newer than whole_
  std::shared_ptr<const Whole> whole_ ABSL_GUARDED_BY(mutex_);  // null before the first answer
  absl::flat_hash_set<Digest> known_ ABSL_GUARDED_BY(mutex_);   // of the documents that were ingested
};

}  // namespace vexlens

#endif  // VEXLENS_ENGINE_H_
