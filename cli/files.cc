#include "cli/files.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

namespace vexlens::cli {
namespace {

namespace fs = std::filesystem;

using Visited = std::set<std::pair<dev_t, ino_t>>;

absl::Status Cannot(std::string_view do_what, int error) {
  return absl::InvalidArgumentError(absl::StrCat("cannot ", do_what, ": ", std::strerror(error)));
}

// Entry is a path met while listing; `listed` when a folder led to it.
void List(const std::string& root, bool listed, Visited& visited, std::vector<InputFile>& files,
          const OnFailure& on_failure) {
  std::vector<std::pair<std::string, bool>> pending{{root, listed}};  // no recursion: depth costs memory only
  while (!pending.empty()) {
    const auto [path, from_folder] = std::move(pending.back());
    pending.pop_back();
    struct stat info;
    if (stat(path.c_str(), &info) != 0) {
      on_failure(path, Cannot("read", errno));
      continue;
    }
    if (!S_ISDIR(info.st_mode)) {
      if (S_ISREG(info.st_mode) || !from_folder) {
        files.push_back({path, static_cast<std::uint64_t>(info.st_size), from_folder});
      }
      continue;
    }
    if (!visited.insert({info.st_dev, info.st_ino}).second) continue;
    std::error_code error;
    fs::directory_iterator entries(path, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      pending.push_back({entries->path().string(), true});
    }
    if (error) on_failure(path, Cannot("list the folder", error.value()));
  }
}

}  // namespace

std::uint64_t TotalSize(const std::vector<InputFile>& files) {
  std::uint64_t total = 0;
  for (const InputFile& file : files) total += file.size;
  return total;
}

void ListFiles(const std::string& path, std::vector<InputFile>& files, const OnFailure& on_failure) {
  Visited visited;
  List(path, false, visited, files, on_failure);
}

absl::StatusOr<PaddedFile> PaddedFile::Read(const std::string& path, std::uint64_t expected) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (file == nullptr) return Cannot("open", errno);
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  PaddedFile padded;
  const std::size_t room = static_cast<std::size_t>(expected) + 1;
  padded.bytes_.reset(new char[room + kPadding]);
  padded.size_ = std::fread(padded.bytes_.get(), 1, room, file.get());
  if (std::ferror(file.get()) != 0) return Cannot("read", errno);
  std::memset(padded.bytes_.get() + padded.size_, 0, kPadding);
  return padded;
}

absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t most) {
  const bool standard_input = path == "-";
  const std::string name = standard_input ? "standard input" : path;
  const auto fail = [&](std::string_view do_what) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": ", Cannot(do_what, errno).message()));
  };
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(standard_input ? nullptr : std::fopen(path.c_str(), "rb"),
                                                         std::fclose);
  std::FILE* const file = standard_input ? stdin : opened.get();
  if (file == nullptr) return fail("open");
  // A pipe does not know its size.
  std::string text;
  char buffer[1 << 16];
  while (const std::size_t read = std::fread(buffer, 1, sizeof buffer, file)) {
    text.append(buffer, read);
    if (text.size() > most) return absl::ResourceExhaustedError(absl::StrCat(name, ": more than ", most, " bytes"));
  }
  if (std::ferror(file) != 0) return fail("read");
  return text;
}

}  // namespace vexlens::cli
