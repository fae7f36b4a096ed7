// MongoPackRunArtifactReader: artifacts of pack runs that the collection pack_artifacts lists.
#ifndef VEXLENS_DRIVERS_MONGO_ARTIFACT_READER_H_
#define VEXLENS_DRIVERS_MONGO_ARTIFACT_READER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/mongo/clients.h"
#include "drivers/mongo/mongoc.h"
#include "vexlens/driver.h"
#include "vexlens/pack_run_artifacts.h"

namespace vexlens::mongo {

// MongoPackRunArtifactReader lists in order of the names, page by page. The bytes of an artifact are in its document,
// in GridFS, or in a file below the folder that the address names (docs/pack-runs.md). Beside the errors of its base:
//   DATA_LOSS            an entry is not of the form that the page describes, or a chunk is missing
//   PERMISSION_DENIED    a file that is not below that folder
//   FAILED_PRECONDITION  the bytes are somewhere else: nothing here reads them
// and those of Fault. A run without artifacts is NOT_FOUND. Not safe: one reader per thread.
class MongoPackRunArtifactReader final : public PackRunArtifactReader {
 public:
  static absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> Open(const StoreAddress& address);

  absl::StatusOr<std::vector<ListedArtifact>> List(const PackRunKey& run, std::size_t most) override;
  absl::Status Read(const PackRunKey& run, std::string_view name, const Sink& sink) override;

 private:
  MongoPackRunArtifactReader(std::unique_ptr<Clients> clients, std::string folder)
      : clients_(std::move(clients)), folder_(std::move(folder)) {}

  absl::Status ReadGridFs(Clients::Lent& client, const bson_value_t& id, const Sink& sink) const;
  absl::Status ReadLocation(const PackRunKey& run, std::string_view location, const Sink& sink) const;

  const std::unique_ptr<Clients> clients_;
  const std::string folder_;
};

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_ARTIFACT_READER_H_
