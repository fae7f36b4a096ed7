#include "lib/driver/trusted_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::driver {
namespace {

namespace fs = std::filesystem;

// Returns whether a line of /proc/self/maps, "559e0c600000-559e0c622000 r-xp 00001000 fe:01 12345   /usr/bin/cat", is
// of the mapping around an address.
bool Covers(std::string_view line, std::uintptr_t address) {
  const std::pair<std::string_view, std::string_view> range = absl::StrSplit(line, absl::MaxSplits('-', 1));
  const std::string_view end = range.second.substr(0, range.second.find(' '));
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  return absl::SimpleHexAtoi(range.first, &from) && absl::SimpleHexAtoi(end, &to) && from <= address && address < to;
}

absl::Status Missing(const std::string& path, const std::error_code& why) {
  return absl::Status(
      why == std::errc::permission_denied ? absl::StatusCode::kPermissionDenied : absl::StatusCode::kNotFound,
      absl::StrCat(path, ": ", why.message()));
}

absl::StatusOr<struct stat> StatOf(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) == 0) return found;
  return Missing(path, std::error_code(errno, std::generic_category()));
}

absl::Status Refused(const std::string& what, std::string_view why, std::string_view where) {
  return absl::PermissionDeniedError(absl::StrCat(what, " is not loaded: ", where, " ", why));
}

// Owners is who may own what is loaded.
class Owners {
 public:
  explicit Owners(const std::string& own_file) {
    struct stat own {};
    if (!own_file.empty() && stat(own_file.c_str(), &own) == 0) ids_.push_back(own.st_uid);
    // Where a namespace has not all users, those that it does not know, such as root outside, are one.
    std::ifstream map("/proc/self/uid_map");
    std::ifstream unknown("/proc/sys/kernel/overflowuid");
    std::uint64_t inside = 0, outside = 0, count = 0, id = 0;
    const bool all = map >> inside >> outside >> count && count >= 0xffffffff;
    if (!all && unknown >> id) ids_.push_back(static_cast<uid_t>(id));
  }

  bool Has(uid_t id) const { return std::find(ids_.begin(), ids_.end(), id) != ids_.end(); }

 private:
  std::vector<uid_t> ids_ = {0, geteuid()};
};

// Checks who may change `place`, the file itself or a folder above. In a `far` folder the sticky bit is enough.
absl::Status CheckPlace(const std::string& file, const std::string& place, const Owners& owners, bool far) {
  VEXLENS_ASSIGN_OR_RETURN(const struct stat found, StatOf(place));
  if (!owners.Has(found.st_uid)) return Refused(file, absl::StrCat("belongs to user ", found.st_uid), place);
  if (far && (found.st_mode & S_ISVTX) != 0) return absl::OkStatus();
  if ((found.st_mode & S_IWOTH) != 0) return Refused(file, "can be written by everybody", place);
  if ((found.st_mode & S_IWGRP) != 0 && found.st_gid != 0) {
    return Refused(file, absl::StrCat("can be written by group ", found.st_gid), place);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> OwnFile() {
  const auto here = reinterpret_cast<std::uintptr_t>(&Covers);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::size_t path = line.find('/');
    if (!Covers(line, here)) continue;
    if (path == std::string::npos) break;
    return line.substr(path);
  }
  return absl::NotFoundError("/proc/self/maps does not say in which folder the library is");
}

absl::StatusOr<std::string> TrustedFile(const std::string& path, const std::string& own_file) {
  std::error_code error;
  const fs::path file = fs::canonical(path, error);
  if (error) return Missing(path, error);
  VEXLENS_ASSIGN_OR_RETURN(const struct stat found, StatOf(file));
  if (!S_ISREG(found.st_mode)) return absl::FailedPreconditionError(absl::StrCat(path, " is no file"));
  const Owners owners(own_file);
  VEXLENS_RETURN_IF_ERROR(CheckPlace(path, file, owners, /*far=*/false));
  fs::path folder = file.parent_path();
  VEXLENS_RETURN_IF_ERROR(CheckPlace(path, folder, owners, /*far=*/false));
  while (folder.has_relative_path()) {
    folder = folder.parent_path();
    VEXLENS_RETURN_IF_ERROR(CheckPlace(path, folder, owners, /*far=*/true));
  }
  return file.native();
}

}  // namespace vexlens::driver
