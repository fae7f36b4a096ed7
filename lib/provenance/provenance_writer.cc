#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/provenance/at.h"
#include "lib/provenance/files.h"
#include "vexlens/pack_run_provenance.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using provenance::At;
using provenance::Descriptor;
using provenance::ErrnoFault;
using provenance::OpenFileIn;
using provenance::OpenFolder;
using provenance::OpenFolderBelow;
using provenance::ReadAll;
using provenance::WriteAll;

namespace {

// kUnfinished is the name of a manifest that is being written. No run's file has it.
constexpr const char* kUnfinished = ".unfinished";

std::string FileOf(const PackRunKey& run) { return absl::StrCat(run.run_id, ".json"); }

absl::Status Sync(int file, std::string_view name) {
  return fsync(file) == 0 ? absl::OkStatus() : ErrnoFault(absl::StrCat("cannot sync ", name));
}

// Opens a tenant's folder, made if it is missing, and waits for its other writers. Closing it lets them in.
absl::StatusOr<Descriptor> TenantFolder(int root, const std::string& tenant) {
  if (mkdirat(root, tenant.c_str(), 0777) != 0 && errno != EEXIST) return ErrnoFault(tenant);
  absl::StatusOr<Descriptor> folder = OpenFolderBelow(root, tenant);
  if (!folder.ok()) return folder;
  while (flock(folder->get(), LOCK_EX) != 0) {
    if (errno != EINTR) return ErrnoFault(absl::StrCat("cannot lock ", tenant));
  }
  return folder;
}

// Writes the file kUnfinished. Removes it if that fails.
absl::Status PutUnfinished(int folder, std::string_view bytes) {
  const Descriptor file(openat(folder, kUnfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (file.get() < 0) return ErrnoFault("cannot create a file");
  absl::Status status = WriteAll(file, bytes);
  if (status.ok()) status = Sync(file.get(), "the file");
  if (!status.ok()) unlinkat(folder, kUnfinished, 0);
  return status;
}

// Reports whether the file has these bytes. Errors: ALREADY_EXISTS when it has others.
absl::StatusOr<bool> IsKept(int folder, const std::string& name, std::string_view bytes) {
  const absl::StatusOr<Descriptor> file = OpenFileIn(folder, name);
  if (absl::IsNotFound(file.status())) return false;
  if (!file.ok()) return file.status();
  const absl::StatusOr<std::string> kept = ReadAll(*file, bytes.size());
  if (!kept.ok() && !absl::IsResourceExhausted(kept.status())) return kept.status();
  if (kept.ok() && *kept == bytes) return true;
  return absl::AlreadyExistsError(absl::StrCat(name, ": another manifest is kept for this run"));
}

// Writes `bytes` under that name, unless it has them. Returns whether it wrote. Errors: as IsKept.
absl::StatusOr<bool> Put(int folder, const std::string& name, std::string_view bytes) {
  if (unlinkat(folder, kUnfinished, 0) != 0 && errno != ENOENT) return ErrnoFault(kUnfinished);
  const absl::StatusOr<bool> kept = IsKept(folder, name, bytes);
  if (!kept.ok() || *kept) return kept.ok() ? absl::StatusOr<bool>(false) : kept.status();
  if (absl::Status status = PutUnfinished(folder, bytes); !status.ok()) return At(name, status);
  // Unlike a rename, a link never replaces a file, even if somebody ignores the lock.
  const bool linked = linkat(folder, kUnfinished, folder, name.c_str(), 0) == 0;
  const absl::Status status = linked ? absl::OkStatus() : ErrnoFault(name);
  unlinkat(folder, kUnfinished, 0);
  if (!linked) return status;
  return true;
}

}  // namespace

struct FilesystemPackRunProvenanceWriter::State {
  Descriptor root;
  PackRunLimits limits;
};

FilesystemPackRunProvenanceWriter::FilesystemPackRunProvenanceWriter(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
FilesystemPackRunProvenanceWriter::~FilesystemPackRunProvenanceWriter() = default;

absl::StatusOr<std::unique_ptr<FilesystemPackRunProvenanceWriter>> FilesystemPackRunProvenanceWriter::Open(
    const std::string& folder, const PackRunLimits& limits) {
  VEXLENS_ASSIGN_OR_RETURN(Descriptor root, OpenFolder(folder));
  std::unique_ptr<State> state(new State{std::move(root), limits});
  return std::unique_ptr<FilesystemPackRunProvenanceWriter>(new FilesystemPackRunProvenanceWriter(std::move(state)));
}

absl::StatusOr<PackRunReceipt> FilesystemPackRunProvenanceWriter::Write(const PackRunManifest& manifest) {
  VEXLENS_ASSIGN_OR_RETURN(const PackRunText text, WritePackRun(manifest, state_->limits));
  VEXLENS_ASSIGN_OR_RETURN(const Descriptor folder, TenantFolder(state_->root.get(), manifest.run.tenant));
  VEXLENS_ASSIGN_OR_RETURN(const bool written, Put(folder.get(), FileOf(manifest.run), text.json));
  // Even if the file was there: its writer may have been killed before this.
  VEXLENS_RETURN_IF_ERROR(Sync(folder.get(), manifest.run.tenant));
  VEXLENS_RETURN_IF_ERROR(Sync(state_->root.get(), "the folder"));
  return PackRunReceipt{text.manifest_digest, written};
}

absl::StatusOr<PackRunManifest> FilesystemPackRunProvenanceWriter::Read(const PackRunKey& run) {
  VEXLENS_RETURN_IF_ERROR(CheckPackRunKey(run));
  VEXLENS_ASSIGN_OR_RETURN(const Descriptor folder, OpenFolderBelow(state_->root.get(), run.tenant));
  const std::string name = FileOf(run);
  VEXLENS_ASSIGN_OR_RETURN(const Descriptor file, OpenFileIn(folder.get(), name));
  const absl::StatusOr<std::string> json = ReadAll(file, state_->limits.max_manifest_bytes);
  if (!json.ok()) return At(name, json.status());
  absl::StatusOr<PackRunManifest> manifest = ParsePackRun(*json, state_->limits);
  // It could be read when it was written, so anything else is damage.
  if (absl::IsInvalidArgument(manifest.status())) {
    return absl::DataLossError(absl::StrCat(name, ": ", manifest.status().message()));
  }
  if (!manifest.ok()) return At(name, manifest.status());
  if (manifest->run != run) return absl::DataLossError(absl::StrCat(name, ": the manifest of another run"));
  return manifest;
}

}  // namespace vexlens
