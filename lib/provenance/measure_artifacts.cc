#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/digest/sha256_stream.h"
#include "lib/provenance/at.h"
#include "vexlens/pack_run_artifacts.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using digest::Sha256Stream;
using provenance::At;

namespace {

absl::Status CheckNames(const std::vector<ListedArtifact>& sorted) {
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const std::string& name = sorted[i].name;
    if (absl::Status status = CheckArtifactName(name); !status.ok()) return At(name, status);
    if (i > 0 && sorted[i - 1].name == name) return absl::InvalidArgumentError(absl::StrCat(name, ": listed twice"));
  }
  return absl::OkStatus();
}

// Errors: DATA_LOSS if an artifact has another size or digest than listed.
absl::Status AsListed(const ListedArtifact& listed, const PackRunArtifact& found) {
  if (listed.size.has_value() && *listed.size != found.size) {
    return absl::DataLossError(absl::StrCat(listed.name, ": expected ", *listed.size, " bytes, found ", found.size));
  }
  if (listed.digest.has_value() && *listed.digest != found.digest) {
    return absl::DataLossError(
        absl::StrCat(listed.name, ": expected ", DigestText(*listed.digest), ", found ", DigestText(found.digest)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<PackRunArtifact>> MeasureArtifacts(PackRunArtifactReader& reader, const PackRunKey& run,
                                                              const PackRunLimits& limits) {
  VEXLENS_ASSIGN_OR_RETURN(std::vector<ListedArtifact> listed, reader.List(run, limits.max_artifacts));
  std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  VEXLENS_RETURN_IF_ERROR(CheckNames(listed));
  std::vector<PackRunArtifact> artifacts;
  artifacts.reserve(listed.size());
  Sha256Stream digest;
  for (ListedArtifact& each : listed) {
    std::uint64_t size = 0;
    const absl::Status read = reader.Read(run, each.name, [&](std::string_view piece) {
      size += piece.size();
      if (size > limits.max_artifact_bytes) {
        return absl::ResourceExhaustedError(absl::StrCat("more than ", limits.max_artifact_bytes, " bytes"));
      }
      digest.Add(piece);
      return absl::OkStatus();
    });
    if (!read.ok()) return At(each.name, read);
    PackRunArtifact found = {each.name, std::move(each.media_type), size, digest.Finish(), std::move(each.location)};
    VEXLENS_RETURN_IF_ERROR(AsListed(each, found));
    artifacts.push_back(std::move(found));
  }
  return artifacts;
}

}  // namespace vexlens
