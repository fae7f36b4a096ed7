// Artifacts of pack runs where they are kept: listed, streamed and measured.
#ifndef VEXLENS_PACK_RUN_ARTIFACTS_H_
#define VEXLENS_PACK_RUN_ARTIFACTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/pack_run.h"

namespace vexlens {

// ListedArtifact is what its keeper says of an artifact, before anybody read it.
struct ListedArtifact {
  std::string name;
  std::string media_type;             // "" when unknown
  std::string location;               // "" when unknown
  std::optional<std::uint64_t> size;  // what it should be, when the keeper knows
  std::optional<Digest> digest;
};

// PackRunArtifactReader lists and streams what runs made. Not safe for concurrent use: one reader per thread.
class PackRunArtifactReader {
 public:
  // Sink takes the pieces of an artifact in their order; what it returns ends the reading unless it is OK.
  using Sink = std::function<absl::Status(std::string_view piece)>;

  virtual ~PackRunArtifactReader() = default;

  // List gives all artifacts of a run in any order. NOT_FOUND when there is no such run, RESOURCE_EXHAUSTED when it
  // has more than `most`.
  virtual absl::StatusOr<std::vector<ListedArtifact>> List(const PackRunKey& run, std::size_t most) = 0;

  // Read streams one in pieces of bounded size. NOT_FOUND when there is none, ABORTED when it changed meanwhile.
  virtual absl::Status Read(const PackRunKey& run, std::string_view name, const Sink& sink) = 0;
};

// FilesystemPackRunArtifactReader takes the regular files in and below a folder, each named by its path there. It
// follows no link below the folder: that, and whatever else is neither file nor folder, is INVALID_ARGUMENT. A file
// whose size or time of change differs before and after it was read is ABORTED.
class FilesystemPackRunArtifactReader final : public PackRunArtifactReader {
 public:
  // Open serves all runs, each from the folder <folder>/<tenant>/<runId>; OpenRun one run, from the folder itself.
  // The location of an artifact is `location` with the artifact's path below `folder` behind it, "" without a
  // `location`. NOT_FOUND when there is no such folder.
  static absl::StatusOr<std::unique_ptr<FilesystemPackRunArtifactReader>> Open(const std::string& folder,
                                                                               std::string location = "");
  static absl::StatusOr<std::unique_ptr<FilesystemPackRunArtifactReader>> OpenRun(const std::string& folder,
                                                                                  PackRunKey run,
                                                                                  std::string location = "");
  ~FilesystemPackRunArtifactReader() override;

  absl::StatusOr<std::vector<ListedArtifact>> List(const PackRunKey& run, std::size_t most) override;
  absl::Status Read(const PackRunKey& run, std::string_view name, const Sink& sink) override;

 private:
  struct State;
  explicit FilesystemPackRunArtifactReader(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// MeasureArtifacts reads all artifacts of a run and gives them in byte order of their names, sizes and digests as
// they were found. Memory does not grow with their sizes. An error names the artifact: DATA_LOSS when a size or
// digest is not what was listed, INVALID_ARGUMENT for a name that is none or comes twice, and those of the reader.
absl::StatusOr<std::vector<PackRunArtifact>> MeasureArtifacts(PackRunArtifactReader& reader, const PackRunKey& run,
                                                              const PackRunLimits& limits = {});

}  // namespace vexlens

#endif  // VEXLENS_PACK_RUN_ARTIFACTS_H_
