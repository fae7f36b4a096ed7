#include "lib/provenance/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::provenance {
namespace {

// O_NONBLOCK keeps us from waiting for a pipe without a writer.
constexpr int kNoLink = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

absl::Status ErrnoFault(std::string_view name) { return absl::ErrnoToStatus(errno, name); }

absl::StatusOr<Descriptor> OpenFolder(const std::string& path) {
  Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0) return ErrnoFault(path);
  return folder;
}

absl::StatusOr<Descriptor> OpenFolderBelow(int folder, std::string_view path) {
  Descriptor at(openat(folder, ".", kNoLink | O_DIRECTORY));
  if (at.get() < 0) return ErrnoFault(path);
  if (path.empty()) return at;
  for (const std::string_view segment : absl::StrSplit(path, '/')) {
    Descriptor next(openat(at.get(), std::string(segment).c_str(), kNoLink | O_DIRECTORY));
    if (next.get() < 0) {
      if (errno != ENOTDIR && errno != ELOOP) return ErrnoFault(path);
      return absl::InvalidArgumentError(absl::StrCat(path, ": \"", segment, "\" is a link or a file, not a folder"));
    }
    at = std::move(next);
  }
  return at;
}

absl::StatusOr<Descriptor> OpenFileIn(int folder, const std::string& name) {
  Descriptor file(openat(folder, name.c_str(), kNoLink));
  struct stat info;
  const bool is_open = file.get() >= 0;
  if ((!is_open && errno != ELOOP && errno != ENXIO) || (is_open && fstat(file.get(), &info) != 0)) {
    return ErrnoFault(name);
  }
  if (!is_open || !S_ISREG(info.st_mode)) return absl::InvalidArgumentError(absl::StrCat(name, ": not a regular file"));
  return file;
}

absl::StatusOr<std::size_t> ReadSome(const Descriptor& file, char* at, std::size_t size) {
  while (true) {
    const ssize_t got = read(file.get(), at, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return ErrnoFault("cannot read");
  }
}

absl::StatusOr<std::string> ReadAll(const Descriptor& file, std::size_t most) {
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  std::string bytes;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kPiece);
    VEXLENS_ASSIGN_OR_RETURN(const std::size_t got, ReadSome(file, bytes.data() + before, kPiece));
    bytes.resize(before + got);
    if (bytes.size() > most) return absl::ResourceExhaustedError(absl::StrCat("more than ", most, " bytes"));
    if (got == 0) return bytes;
  }
}

absl::Status WriteAll(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) return ErrnoFault("cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(put, 0)));
  }
  return absl::OkStatus();
}

}  // namespace vexlens::provenance
