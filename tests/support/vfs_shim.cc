#include "tests/support/vfs_shim.h"

#include <string_view>
#include <utility>

namespace vexlens::testing {
namespace {

using Kind = VfsOperation::Kind;

// File is an open file. That of the real VFS lies behind it, in the same block of SQLite's.
struct File {
  sqlite3_file base;
  VfsShim* shim;
  const char* path;  // SQLite keeps it until the file is closed
  bool syncs_folder;
};

File& FileOf(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* RealOf(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(&FileOf(file) + 1); }

std::string NameOf(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

// Passed is a method that does what the real file does.
template <auto kMethod>
struct Passed;
template <typename Result, typename... Arguments, Result (*sqlite3_io_methods::*kMethod)(sqlite3_file*, Arguments...)>
struct Passed<kMethod> {
  static Result Call(sqlite3_file* file, Arguments... arguments) {
    sqlite3_file* const real = RealOf(file);
    return (real->pMethods->*kMethod)(real, arguments...);
  }
};

int FileControl(sqlite3_file* file, int request, void* argument) {
  switch (request) {
    case SQLITE_FCNTL_CHUNK_SIZE:
    case SQLITE_FCNTL_MMAP_SIZE:
    case SQLITE_FCNTL_SIZE_HINT:
      return SQLITE_NOTFOUND;
    default:
      return Passed<&sqlite3_io_methods::xFileControl>::Call(file, request, argument);
  }
}

}  // namespace

struct VfsShim::Methods {
  static VfsShim& ShimOf(sqlite3_vfs* vfs) { return *static_cast<VfsShim*>(vfs->pAppData); }

  // Watched needs the lock.
  template <typename Real>
  static int Watched(VfsShim& shim, const VfsOperation& operation, const Real& real) {
    if (const int refusal = shim.Before(operation); refusal != SQLITE_OK) return refusal;
    const int result = real();
    if (result == SQLITE_OK) shim.After(operation);
    return result;
  }

  static int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    VfsShim& shim = ShimOf(vfs);
    if (!shim.Sees(path)) return shim.real_->xOpen(shim.real_, path, file, flags, flags_out);
    constexpr int kLogs = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
    const bool may_create = (flags & SQLITE_OPEN_CREATE) != 0;
    FileOf(file) = {{nullptr}, &shim, path, may_create && (flags & kLogs) != 0};
    const auto open = [&] { return shim.real_->xOpen(shim.real_, path, RealOf(file), flags, flags_out); };

    const std::scoped_lock lock(shim.mutex_);
    const bool creates = may_create && !std::filesystem::exists(path);
    const int result = creates ? Watched(shim, {Kind::kCreate, NameOf(path)}, open) : open();
    if (result == SQLITE_OK) file->pMethods = &kMethods;
    return result;
  }

  static int Delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    VfsShim& shim = ShimOf(vfs);
    const auto remove = [&] { return shim.real_->xDelete(shim.real_, path, sync_folder); };
    if (!shim.Sees(path)) return remove();
    const std::scoped_lock lock(shim.mutex_);
    return Watched(shim, {Kind::kDelete, NameOf(path), 0, "", sync_folder != 0}, remove);
  }

  static int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const File& seen = FileOf(file);
    const std::string_view text(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    const std::scoped_lock lock(seen.shim->mutex_);
    return Watched(*seen.shim, {Kind::kWrite, NameOf(seen.path), offset, std::string(text)},
                   [&] { return Passed<&sqlite3_io_methods::xWrite>::Call(file, bytes, size, offset); });
  }

  static int Truncate(sqlite3_file* file, sqlite3_int64 size) {
    const File& seen = FileOf(file);
    const std::scoped_lock lock(seen.shim->mutex_);
    return Watched(*seen.shim, {Kind::kTruncate, NameOf(seen.path), size},
                   [&] { return Passed<&sqlite3_io_methods::xTruncate>::Call(file, size); });
  }

  static int Sync(sqlite3_file* file, int flags) {
    File& seen = FileOf(file);
    const std::scoped_lock lock(seen.shim->mutex_);
    const int result = Watched(*seen.shim, {Kind::kSync, NameOf(seen.path), 0, "", seen.syncs_folder},
                               [&] { return Passed<&sqlite3_io_methods::xSync>::Call(file, flags); });
    if (result == SQLITE_OK) {
      seen.syncs_folder = false;
    } else {
      seen.shim->After({Kind::kFailedSync, NameOf(seen.path)});
    }
    return result;
  }

  // Version 2 has shared memory, but no mapped files.
  static constexpr sqlite3_io_methods kMethods = {2,
                                                  Passed<&sqlite3_io_methods::xClose>::Call,
                                                  Passed<&sqlite3_io_methods::xRead>::Call,
                                                  Write,
                                                  Truncate,
                                                  Sync,
                                                  Passed<&sqlite3_io_methods::xFileSize>::Call,
                                                  Passed<&sqlite3_io_methods::xLock>::Call,
                                                  Passed<&sqlite3_io_methods::xUnlock>::Call,
                                                  Passed<&sqlite3_io_methods::xCheckReservedLock>::Call,
                                                  FileControl,
                                                  Passed<&sqlite3_io_methods::xSectorSize>::Call,
                                                  Passed<&sqlite3_io_methods::xDeviceCharacteristics>::Call,
                                                  Passed<&sqlite3_io_methods::xShmMap>::Call,
                                                  Passed<&sqlite3_io_methods::xShmLock>::Call,
                                                  Passed<&sqlite3_io_methods::xShmBarrier>::Call,
                                                  Passed<&sqlite3_io_methods::xShmUnmap>::Call,
                                                  nullptr,
                                                  nullptr};
};

VfsShim::VfsShim(std::string name, const std::filesystem::path& folder)
    : name_(std::move(name)),
      folder_(std::filesystem::canonical(folder).string() + "/"),
      real_(sqlite3_vfs_find(nullptr)),
      // The methods that are not replaced make no use of the sqlite3_vfs that they are given.
      vfs_(*real_) {
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = Methods::Open;
  vfs_.xDelete = Methods::Delete;
  sqlite3_vfs_register(&vfs_, 0);
}

VfsShim::~VfsShim() { sqlite3_vfs_unregister(&vfs_); }

void VfsShim::MakeDefault() { sqlite3_vfs_register(&vfs_, 1); }

bool VfsShim::Sees(const char* path) const {
  return path != nullptr && NameOf(path).size() + folder_.size() == std::string_view(path).size() &&
         std::string_view(path).starts_with(folder_);
}

}  // namespace vexlens::testing
