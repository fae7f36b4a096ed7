// Engine: one tenant's documents in memory, and answers about them.
#ifndef VEXLENS_ENGINE_H_
#define VEXLENS_ENGINE_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "vexlens/basis.h"
#include "vexlens/digest.h"
#include "vexlens/dsse.h"
#include "vexlens/evidence.h"
#include "vexlens/intake.h"
#include "vexlens/slice.h"
#include "vexlens/trust.h"

namespace vexlens {

// Engine keeps what was read, each call's documents as a piece of their own; pieces are merged when an answer is asked
// for, so that answers which live on see nothing of what comes later. Safe for concurrent use.
class Engine {
 public:
  // Create makes an engine without documents. INVALID_ARGUMENT for a tenant that cannot be one (CheckTenant).
  static absl::StatusOr<std::unique_ptr<Engine>> Create(std::string tenant, IssuerDirectory directory);

  // Ingest reads documents, each by itself: one that is rejected keeps the others from nothing. Progress is asked
  // before documents and at the end. CANCELLED: none was taken.
  absl::StatusOr<std::vector<Ingested>> Ingest(std::span<const Incoming> documents, const IngestOptions& options = {});

  // Returns all documents, weighed and indexed; the answer outlives the engine. Its directory may be another than the
  // engine's, and tries its own keys on what is signed.
  std::shared_ptr<const Slice> Answer(Basis basis);

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

  // Piece is some documents as they were read: nothing is judged or linked in it.
  struct Piece {
    Evidence evidence;
    std::vector<Signed> signed_documents;
  };

  Engine(std::string tenant, IssuerDirectory directory);
  std::shared_ptr<const Piece> Whole();
  void Keep(std::shared_ptr<const Piece> piece, std::vector<Ingested>& documents);

  const std::string tenant_;
  const std::shared_ptr<const IssuerDirectory> directory_;
  const std::vector<DsseVerifier> keys_;  // of the directory
  absl::Mutex mutex_;
  std::vector<std::shared_ptr<const Piece>> pieces_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_set<Digest> known_ ABSL_GUARDED_BY(mutex_);  // documents
};

}  // namespace vexlens

#endif  // VEXLENS_ENGINE_H_
