#include "tests/provenance/file_calls.h"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <utility>

using vexlens::testing::FileCall;
using vexlens::testing::FileCalls;

namespace {

FileCalls* present = nullptr;

// PathOf is where `name` in an open folder, or with "" the open file itself, is below the folder that is watched.
std::optional<std::string> PathOf(int file, const std::string& name) {
  if (present == nullptr) return std::nullopt;
  char target[PATH_MAX];
  const ssize_t size = readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), target, sizeof target);
  std::string path(target, static_cast<std::size_t>(size < 0 ? 0 : size));
  if (!name.empty()) path += "/" + name;
  const std::string& folder = present->folder();
  if (path == folder) return "";
  if (path.compare(0, folder.size() + 1, folder + "/") != 0) return std::nullopt;
  return path.substr(folder.size() + 1);
}

// Watched makes the call between Before and After.
template <typename Call>
auto Watched(FileCall::Kind kind, std::optional<std::string> path, std::string bytes, Call call) -> decltype(call()) {
  if (!path.has_value()) return call();
  const FileCall seen = {kind, *std::move(path), std::move(bytes)};
  if (const int refused = present->Before(seen); refused != 0) {
    errno = refused;
    return -1;
  }
  const auto result = call();
  if (result >= 0) present->After(seen);
  return result;
}

}  // namespace

namespace vexlens::testing {

FileCalls::FileCalls(std::string folder) : folder_(std::move(folder)) { present = this; }
FileCalls::~FileCalls() { present = nullptr; }

}  // namespace vexlens::testing

// The linker's names (ld, --wrap).
extern "C" {
int __real_fsync(int file);
int __real_linkat(int from, const char* name, int to, const char* other, int flags);
int __real_mkdirat(int folder, const char* name, mode_t mode);
int __real_openat(int folder, const char* name, int flags, ...);
int __real_unlinkat(int folder, const char* name, int flags);
ssize_t __real_write(int file, const void* bytes, std::size_t size);

int __wrap_fsync(int file);
int __wrap_linkat(int from, const char* name, int to, const char* other, int flags);
int __wrap_mkdirat(int folder, const char* name, mode_t mode);
int __wrap_openat(int folder, const char* name, int flags, ...);
int __wrap_unlinkat(int folder, const char* name, int flags);
ssize_t __wrap_write(int file, const void* bytes, std::size_t size);

int __wrap_fsync(int file) {
  return Watched(FileCall::Kind::kSync, PathOf(file, ""), "", [&] { return __real_fsync(file); });
}

int __wrap_linkat(int from, const char* name, int to, const char* other, int flags) {
  return Watched(FileCall::Kind::kLink, PathOf(from, name), PathOf(to, other).value_or(""),
                 [&] { return __real_linkat(from, name, to, other, flags); });
}

int __wrap_mkdirat(int folder, const char* name, mode_t mode) {
  return Watched(FileCall::Kind::kMakeFolder, PathOf(folder, name), "",
                 [&] { return __real_mkdirat(folder, name, mode); });
}

int __wrap_openat(int folder, const char* name, int flags, ...) {
  if ((flags & O_CREAT) == 0) return __real_openat(folder, name, flags);
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return Watched(FileCall::Kind::kCreate, PathOf(folder, name), "",
                 [&] { return __real_openat(folder, name, flags, mode); });
}

int __wrap_unlinkat(int folder, const char* name, int flags) {
  return Watched(FileCall::Kind::kUnlink, PathOf(folder, name), "",
                 [&] { return __real_unlinkat(folder, name, flags); });
}

ssize_t __wrap_write(int file, const void* bytes, std::size_t size) {
  return Watched(FileCall::Kind::kWrite, PathOf(file, ""), std::string(static_cast<const char*>(bytes), size),
                 [&] { return __real_write(file, bytes, size); });
}
}
