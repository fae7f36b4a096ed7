#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/provenance/files.h"
#include "vexlens/pack_run_artifacts.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using provenance::Descriptor;
using provenance::ErrnoFault;
using provenance::OpenFileIn;
using provenance::OpenFolder;
using provenance::OpenFolderBelow;
using provenance::ReadSome;

namespace {

// kPiece is small enough to stay in the cache until the sink has read it.
constexpr std::size_t kPiece = std::size_t{128} << 10;

std::string_view MediaType(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kTypes = {{
      {".gz", "application/gzip"},
      {".html", "text/html"},
      {".json", "application/json"},
      {".log", "text/plain"},
      {".ndjson", "application/x-ndjson"},
      {".tar", "application/x-tar"},
      {".txt", "text/plain"},
      {".xml", "application/xml"},
      {".zip", "application/zip"},
  }};
  for (const auto& [end, type] : kTypes) {
    if (absl::EndsWith(name, end)) return type;
  }
  return "application/octet-stream";
}

bool SameFile(const struct stat& a, const struct stat& b) {
  const auto same = [](const timespec& x, const timespec& y) { return x.tv_sec == y.tv_sec && x.tv_nsec == y.tv_nsec; };
  return a.st_size == b.st_size && same(a.st_mtim, b.st_mtim) && same(a.st_ctim, b.st_ctim);
}

// Returns the folder of a path, "" for none, and its last segment.
std::pair<std::string_view, std::string_view> Split(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {"", path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace

struct FilesystemPackRunArtifactReader::State {
  // Returns where a run's artifacts are, below the root.
  absl::StatusOr<std::string> FolderOf(const PackRunKey& asked) const {
    VEXLENS_RETURN_IF_ERROR(CheckPackRunKey(asked));
    if (!run.has_value()) return absl::StrCat(asked.tenant, "/", asked.run_id);
    if (*run == asked) return std::string();
    return absl::NotFoundError(absl::StrCat("no artifacts of run ", asked.run_id, " of ", asked.tenant));
  }

  // Opens a folder below the root. The last one stays open, since neighbours are read one after another.
  absl::StatusOr<int> Folder(std::string path) {
    if (last_folder.get() < 0 || path != last_path) {
      VEXLENS_ASSIGN_OR_RETURN(last_folder, OpenFolderBelow(root.get(), path));
      last_path = std::move(path);
    }
    return last_folder.get();
  }

  // Adds the files in a folder to `files` and its folders to `folders`, by their paths below that of the run.
  absl::Status ListFolder(const std::string& base, const std::string& path, std::size_t most,
                          std::vector<std::string>& folders, std::vector<ListedArtifact>& files) {
    VEXLENS_ASSIGN_OR_RETURN(Descriptor opened, OpenFolderBelow(root.get(), Below(base, path)));
    const int number = opened.get();
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(fdopendir(number), closedir);
    if (entries == nullptr) return ErrnoFault(path);
    opened.Release();
    while (true) {
      errno = 0;
      const dirent* const entry = readdir(entries.get());
      if (entry == nullptr) return errno == 0 ? absl::OkStatus() : ErrnoFault(path);
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      std::string whole = Below(path, name);
      if (absl::Status status = CheckArtifactName(whole); !status.ok()) {
        return absl::InvalidArgumentError(absl::StrCat(whole, ": ", status.message()));
      }
      struct stat info;
      if (fstatat(number, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) return ErrnoFault(whole);
      if (S_ISDIR(info.st_mode)) {
        folders.push_back(std::move(whole));
      } else if (!S_ISREG(info.st_mode)) {
        return absl::InvalidArgumentError(absl::StrCat(whole, ": neither a regular file nor a folder"));
      } else if (files.size() == most) {
        return absl::ResourceExhaustedError(absl::StrCat("more than ", most, " artifacts"));
      } else {
        std::string place = location.empty() ? "" : absl::StrCat(location, Below(base, whole));
        files.push_back({std::move(whole), std::string(MediaType(name)), std::move(place), {}, {}});
      }
    }
  }

  static std::string Below(std::string_view folder, std::string_view name) {
    if (name.empty()) return std::string(folder);
    return folder.empty() ? std::string(name) : absl::StrCat(folder, "/", name);
  }

  Descriptor root;
  std::optional<PackRunKey> run;  // the only one, if the root is its folder
  std::string location;
  std::string last_path = {};
  Descriptor last_folder = Descriptor(-1);
  std::unique_ptr<char[]> buffer = std::make_unique<char[]>(kPiece);
};

FilesystemPackRunArtifactReader::FilesystemPackRunArtifactReader(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
FilesystemPackRunArtifactReader::~FilesystemPackRunArtifactReader() = default;

absl::StatusOr<std::unique_ptr<FilesystemPackRunArtifactReader>> FilesystemPackRunArtifactReader::Open(
    const std::string& folder, std::string location) {
  VEXLENS_ASSIGN_OR_RETURN(Descriptor root, OpenFolder(folder));
  std::unique_ptr<State> state(new State{std::move(root), std::nullopt, std::move(location)});
  return std::unique_ptr<FilesystemPackRunArtifactReader>(new FilesystemPackRunArtifactReader(std::move(state)));
}

absl::StatusOr<std::unique_ptr<FilesystemPackRunArtifactReader>> FilesystemPackRunArtifactReader::OpenRun(
    const std::string& folder, PackRunKey run, std::string location) {
  auto reader = Open(folder, std::move(location));
  if (reader.ok()) (*reader)->state_->run = std::move(run);
  return reader;
}

absl::StatusOr<std::vector<ListedArtifact>> FilesystemPackRunArtifactReader::List(const PackRunKey& run,
                                                                                  std::size_t most) {
  VEXLENS_ASSIGN_OR_RETURN(const std::string base, state_->FolderOf(run));
  std::vector<ListedArtifact> files;
  std::vector<std::string> folders = {""};  // no recursion: depth costs memory only
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    VEXLENS_RETURN_IF_ERROR(state_->ListFolder(base, folder, most, folders, files));
    // Bounded, since a tree of empty folders has no artifacts that would count.
    if (folders.size() > most) return absl::ResourceExhaustedError(absl::StrCat("more than ", most, " folders"));
  }
  return files;
}

absl::Status FilesystemPackRunArtifactReader::Read(const PackRunKey& run, std::string_view name, const Sink& sink) {
  VEXLENS_RETURN_IF_ERROR(CheckArtifactName(name));
  VEXLENS_ASSIGN_OR_RETURN(const std::string base, state_->FolderOf(run));
  const auto [path, last] = Split(name);
  VEXLENS_ASSIGN_OR_RETURN(const int folder, state_->Folder(State::Below(base, path)));
  VEXLENS_ASSIGN_OR_RETURN(const Descriptor file, OpenFileIn(folder, std::string(last)));
  struct stat before, after;
  if (fstat(file.get(), &before) != 0) return ErrnoFault("cannot read");
  const auto size = static_cast<std::uint64_t>(before.st_size);
  for (std::uint64_t done = 0; done < size;) {
    VEXLENS_ASSIGN_OR_RETURN(const std::size_t got, ReadSome(file, state_->buffer.get(), kPiece));
    if (got == 0) break;
    done += got;
    VEXLENS_RETURN_IF_ERROR(sink({state_->buffer.get(), got}));
  }
  if (fstat(file.get(), &after) != 0) return ErrnoFault("cannot read");
  if (!SameFile(before, after)) return absl::AbortedError("changed while it was read");
  return absl::OkStatus();
}

}  // namespace vexlens
