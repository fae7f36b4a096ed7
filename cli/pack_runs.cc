#include "cli/pack_runs.h"

#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cli/store_address.h"
#include "vexlens/driver.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

absl::Status In(std::string_view option, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(option, ": ", status.message()));
}

}  // namespace

PackRunKey RunOf(const Options& options) { return {options.tenant, options.run}; }

absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> OpenManifests(const Options& options) {
  if (!IsUrl(options.manifests)) {
    auto writer = FilesystemPackRunProvenanceWriter::Open(options.manifests);
    if (!writer.ok()) return In("--store", writer.status());
    return writer;
  }
  VEXLENS_ASSIGN_OR_RETURN(const StoreAddress address, StoreAddressOf(options, options.manifests));
  VEXLENS_ASSIGN_OR_RETURN(const Driver driver, DriverFor(options.manifests));
  return driver.OpenPackRunProvenance(address);
}

absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> OpenArtifacts(const Options& options) {
  if (!options.artifacts.empty()) {
    auto reader = FilesystemPackRunArtifactReader::OpenRun(options.artifacts, RunOf(options), options.location);
    if (!reader.ok()) return In("--artifacts", reader.status());
    return reader;
  }
  if (!IsUrl(options.manifests)) {
    return absl::InvalidArgumentError("--artifacts: required, since a folder of manifests lists no artifacts");
  }
  if (!options.location.empty()) return absl::InvalidArgumentError("--location: belongs to --artifacts");
  VEXLENS_ASSIGN_OR_RETURN(const StoreAddress address, StoreAddressOf(options, options.manifests));
  VEXLENS_ASSIGN_OR_RETURN(const Driver driver, DriverFor(options.manifests));
  return driver.OpenPackRunArtifacts(address);
}

}  // namespace vexlens::cli
