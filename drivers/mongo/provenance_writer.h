// MongoPackRunProvenanceWriter: manifests of pack runs in the collection pack_run_provenance.
#ifndef VEXLENS_DRIVERS_MONGO_PROVENANCE_WRITER_H_
#define VEXLENS_DRIVERS_MONGO_PROVENANCE_WRITER_H_

#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "drivers/mongo/clients.h"
#include "drivers/mongo/mongoc.h"
#include "vexlens/driver.h"
#include "vexlens/pack_run_provenance.h"

namespace vexlens::mongo {

// MongoPackRunProvenanceWriter inserts and finds, nothing else. A manifest is written when a majority of the servers
// has it in their journals. Beside the errors of its base:
//   RESOURCE_EXHAUSTED  its document is larger than a server takes, told before anything is sent
//   UNAVAILABLE         it is not known whether the manifest is kept; writing it again is safe
//   DATA_LOSS           of Write: what is kept for the run has been altered
// and those of Fault. Safe.
class MongoPackRunProvenanceWriter final : public PackRunProvenanceWriter {
 public:
  static absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> Open(const StoreAddress& address,
                                                                       const PackRunLimits& limits);

  // A manifest that this call may have written before its answer was lost counts as written by it.
  absl::StatusOr<PackRunReceipt> Write(const PackRunManifest& manifest) override;
  absl::StatusOr<PackRunManifest> Read(const PackRunKey& run) override;

 private:
  MongoPackRunProvenanceWriter(std::unique_ptr<Clients> clients, const PackRunLimits& limits)
      : clients_(std::move(clients)), limits_(limits) {}

  // Checks that a majority of the servers keeps this document for the run. Errors: NOT_FOUND, ALREADY_EXISTS if it
  // keeps another.
  absl::Status CheckKept(Clients::Lent& client, const PackRunKey& run, const Document& document) const;

  const std::unique_ptr<Clients> clients_;
  const PackRunLimits limits_;
};

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_PROVENANCE_WRITER_H_
