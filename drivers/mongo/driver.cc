// The driver "mongo": what is kept about pack runs, in MongoDB.
#include "absl/status/statusor.h"
#include "drivers/mongo/artifact_reader.h"
#include "drivers/mongo/mongoc.h"
#include "drivers/mongo/provenance_writer.h"
#include "lib/driver/table.h"

namespace vexlens::mongo {
namespace {

// Prepares libmongoc once. It is silent: all that it could say is in an error, too.
void Prepare() {
  static const bool kReady = [] {
    mongoc_init();
    mongoc_log_set_handler([](mongoc_log_level_t, const char*, const char*, void*) {}, nullptr);
    return true;
  }();
  static_cast<void>(kReady);
}

absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> OpenArtifacts(const StoreAddress& address) {
  Prepare();
  return MongoPackRunArtifactReader::Open(address);
}

absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> OpenProvenance(const StoreAddress& address,
                                                                        const PackRunLimits& limits) {
  Prepare();
  return MongoPackRunProvenanceWriter::Open(address, limits);
}

}  // namespace
}  // namespace vexlens::mongo

std::uint32_t vexlens_driver_init(vexlens::driver::Table* table) {
  vexlens::driver::Table offered;
  offered.open_pack_run_artifacts = vexlens::mongo::OpenArtifacts;
  offered.open_pack_run_provenance = vexlens::mongo::OpenProvenance;
  return vexlens::driver::Offer(offered, table);
}
