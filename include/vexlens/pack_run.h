// Pack runs: what a run of a pipeline was asked for, did and made, written down in a manifest that can be signed.
#ifndef VEXLENS_PACK_RUN_H_
#define VEXLENS_PACK_RUN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"

namespace vexlens {

// PackRunKey names a run.
struct PackRunKey {
  std::string tenant;
  std::string run_id;

  friend bool operator==(const PackRunKey&, const PackRunKey&) = default;
};

// CheckPackRunKey is OK when the tenant may be called so (CheckTenant), and the run too: by the same rule, in at most
// kMaxRunIdBytes and without `$`. INVALID_ARGUMENT says what is wrong.
inline constexpr std::size_t kMaxRunIdBytes = 250;
absl::Status CheckPackRunKey(const PackRunKey& run);

// CheckArtifactName is OK for a path in a folder, in at most kMaxArtifactNameBytes: segments with `/` between them,
// each by the rule of CheckTenant, so that none is empty, `.` or `..`. INVALID_ARGUMENT says what is wrong.
inline constexpr std::size_t kMaxArtifactNameBytes = 1024;
absl::Status CheckArtifactName(std::string_view name);

// PackRunStatus is how a run, or a step, ended.
enum class PackRunStatus : std::uint8_t { kSucceeded, kFailed, kCancelled, kSkipped };
std::string_view PackRunStatusName(PackRunStatus status);  // "succeeded"
std::optional<PackRunStatus> ParsePackRunStatus(std::string_view name);

// PackRunStep is one step of a run.
struct PackRunStep {
  std::string name;
  PackRunStatus status = PackRunStatus::kSucceeded;
  Instant started_at;  // undated when unknown, as all instants here
  Instant finished_at;

  friend bool operator==(const PackRunStep&, const PackRunStep&) = default;
};

// PackRunArtifact is one file that a run made.
struct PackRunArtifact {
  std::string name;        // CheckArtifactName
  std::string media_type;  // "" when unknown
  std::uint64_t size = 0;
  Digest digest;
  std::string location;  // where it is kept, "" when unknown

  friend bool operator==(const PackRunArtifact&, const PackRunArtifact&) = default;
};

// PackRunManifest is what is written down of a run. All texts are UTF-8.
struct PackRunManifest {
  PackRunKey run;
  Digest plan_hash;  // of the plan that was run
  Instant requested_at;
  Instant started_at;
  Instant finished_at;
  PackRunStatus status = PackRunStatus::kSucceeded;
  std::string parameters = "{}";  // a JSON object, nested at most kMaxPackRunDepth deep
  std::vector<PackRunStep> steps;
  std::vector<PackRunArtifact> artifacts;  // in any order, no name twice
  std::string builder;                     // who ran it: a URI, "" when unknown

  friend bool operator==(const PackRunManifest&, const PackRunManifest&) = default;
};

// PackRunLimits bound what is taken; beyond one is RESOURCE_EXHAUSTED.
struct PackRunLimits {
  std::size_t max_artifacts = 100'000;
  std::uint64_t max_artifact_bytes = std::uint64_t{1} << 40;
  std::size_t max_manifest_bytes = std::size_t{64} << 20;
};
inline constexpr std::size_t kMaxPackRunDepth = 32;
inline constexpr std::size_t kMaxPackRunSteps = 10'000;

// kPackRunSchema is the manifest's member `schema`.
inline constexpr std::string_view kPackRunSchema = "vexlens/pack-run/v1";

// PackRunText is a manifest in canonical JSON (RFC 8785) with its `manifestDigest`, which is the digest of the
// canonical manifest without that member.
struct PackRunText {
  std::string json;
  Digest manifest_digest;
};

// WritePackRun writes a manifest, its artifacts in byte order of their names: the same run is the same bytes.
// INVALID_ARGUMENT names what may not be written.
absl::StatusOr<PackRunText> WritePackRun(const PackRunManifest& manifest, const PackRunLimits& limits = {});

// ParsePackRun reads what WritePackRun writes, and nothing else: INVALID_ARGUMENT names the place of an unknown
// member, or tells that the text is not canonical. DATA_LOSS when `manifestDigest` is not that of the rest.
absl::StatusOr<PackRunManifest> ParsePackRun(std::string_view json, const PackRunLimits& limits = {});

// ParsePackRunSteps reads a JSON array of steps {name, status, startedAt, finishedAt}, as they stand in a manifest
// but in any spelling. INVALID_ARGUMENT names the place of a fault.
absl::StatusOr<std::vector<PackRunStep>> ParsePackRunSteps(std::string_view json);

// ArtifactDifference is an artifact that is not as a manifest says.
struct ArtifactDifference {
  const PackRunArtifact* expected;  // null for one that the manifest does not have
  const PackRunArtifact* found;     // null for one that is missing
};

// CompareArtifacts gives the differences in name, size and digest, in order of the names; both lists are in that
// order. The result points into them.
std::vector<ArtifactDifference> CompareArtifacts(std::span<const PackRunArtifact> expected,
                                                 std::span<const PackRunArtifact> found);

}  // namespace vexlens

#endif  // VEXLENS_PACK_RUN_H_
