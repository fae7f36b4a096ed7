// Manifests of pack runs as they are kept: written once, and never replaced.
#ifndef VEXLENS_PACK_RUN_PROVENANCE_H_
#define VEXLENS_PACK_RUN_PROVENANCE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/pack_run.h"

namespace vexlens {

// PackRunReceipt says what is kept now.
struct PackRunReceipt {
  Digest manifest_digest;
  bool written = false;  // false when the same manifest was there already
};

// PackRunProvenanceWriter keeps one manifest for each run. Safe.
class PackRunProvenanceWriter {
 public:
  virtual ~PackRunProvenanceWriter() = default;

  // Write keeps a manifest, wholly or not at all; once it returned OK, no crash loses it. The same manifest again is
  // OK. ALREADY_EXISTS when another one is kept for the run, which stays; and the errors of WritePackRun.
  virtual absl::StatusOr<PackRunReceipt> Write(const PackRunManifest& manifest) = 0;

  // Read gives what is kept for a run. NOT_FOUND when nothing is, DATA_LOSS when it is no longer what was written.
  virtual absl::StatusOr<PackRunManifest> Read(const PackRunKey& run) = 0;
};

// FilesystemPackRunProvenanceWriter keeps the canonical bytes of each manifest in <folder>/<tenant>/<runId>.json, and
// follows no link below the folder. Writers of one tenant wait for one another, in whatever process they are. What a
// killed writer left is removed by the tenant's next. A full disk is RESOURCE_EXHAUSTED and leaves no file.
class FilesystemPackRunProvenanceWriter final : public PackRunProvenanceWriter {
 public:
  // Open takes a folder that exists, else NOT_FOUND.
  static absl::StatusOr<std::unique_ptr<FilesystemPackRunProvenanceWriter>> Open(const std::string& folder,
                                                                                 const PackRunLimits& limits = {});
  ~FilesystemPackRunProvenanceWriter() override;

  absl::StatusOr<PackRunReceipt> Write(const PackRunManifest& manifest) override;
  absl::StatusOr<PackRunManifest> Read(const PackRunKey& run) override;

 private:
  struct State;
  explicit FilesystemPackRunProvenanceWriter(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace vexlens

#endif  // VEXLENS_PACK_RUN_PROVENANCE_H_
