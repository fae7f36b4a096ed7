#include "cli/sidecars.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "vexlens/checksum.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kSha256 = ".sha256";
constexpr std::string_view kSha512 = ".sha512";
constexpr std::string_view kSignature = ".asc";
constexpr std::array<std::string_view, 3> kSuffixes = {kSha256, kSha512, kSignature};
constexpr std::size_t kMostBytes = std::size_t{1} << 20;

// SubjectOf is the file that a sidecar is about; null for any other file.
InputFile* SubjectOf(std::string_view path, std::vector<InputFile>& files) {
  for (const std::string_view suffix : kSuffixes) {
    if (!absl::ConsumeSuffix(&path, suffix)) continue;
    const auto subject =
        std::lower_bound(files.begin(), files.end(), path,
                         [](const InputFile& file, std::string_view name) { return file.path < name; });
    return subject != files.end() && subject->path == path ? &*subject : nullptr;
  }
  return nullptr;
}

}  // namespace

void TakeSidecars(std::vector<InputFile>& files) {
  std::vector<bool> taken(files.size(), false);
  for (std::size_t i = 0; i < files.size(); ++i) {
    InputFile* const subject = SubjectOf(files[i].path, files);
    if (subject == nullptr) continue;
    subject->sidecars.push_back(files[i].path);
    taken[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (taken[i]) continue;
    if (kept != i) files[kept] = std::move(files[i]);
    ++kept;
  }
  files.resize(kept);
  for (InputFile& file : files) {
    if (file.listed) continue;
    for (const std::string_view suffix : kSuffixes) {
      std::string beside = absl::StrCat(file.path, suffix);
      std::error_code error;
      const bool known = std::find(file.sidecars.begin(), file.sidecars.end(), beside) != file.sidecars.end();
      if (!known && std::filesystem::is_regular_file(beside, error)) file.sidecars.push_back(std::move(beside));
    }
  }
}

absl::Status CheckSidecars(const InputFile& file, std::string_view bytes) {
  for (const std::string& path : file.sidecars) {
    if (path.ends_with(kSignature)) continue;
    VEXLENS_ASSIGN_OR_RETURN(const std::string checksum, ReadFile(path, kMostBytes));
    const ChecksumKind kind = path.ends_with(kSha256) ? ChecksumKind::kSha256 : ChecksumKind::kSha512;
    const absl::Status status = CheckChecksum(bytes, checksum, kind);
    if (!status.ok()) return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> DetachedSignature(const InputFile& file) {
  for (const std::string& path : file.sidecars) {
    if (path.ends_with(kSignature)) return ReadFile(path, kMostBytes);
  }
  return "";
}

}  // namespace vexlens::cli
