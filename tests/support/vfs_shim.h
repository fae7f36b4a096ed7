// VfsShim: an SQLite VFS that sees, and may refuse, what changes the files of one folder.
#ifndef VEXLENS_TESTS_SUPPORT_VFS_SHIM_H_
#define VEXLENS_TESTS_SUPPORT_VFS_SHIM_H_

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>

#include "sqlite3.h"

namespace vexlens::testing {

// VfsOperation is one change of a file, or a sync.
struct VfsOperation {
  enum class Kind { kCreate, kWrite, kTruncate, kSync, kFailedSync, kDelete };

  Kind kind;
  std::string file;         // its name in the folder
  std::int64_t offset = 0;  // where a write begins; the new size of a truncated file
  std::string bytes = {};   // of a write
  // The names of the folder's files are synced after it, in the same call: the unix VFS does so when it first
  // syncs a journal or a log, and when SQLite asks for it with a deletion.
  bool syncs_folder = false;
};

// VfsShim stands over the default VFS, in the list of SQLite as long as it lives. Databases reach it by its name,
// or all do once MakeDefault was called. Files elsewhere, temporary files and shared memory (-shm) are passed on
// unseen. Memory is mapped for no database, and no file grows by SQLite's hints, so that nothing happens behind
// its back. Safe: operations come one after the other, in the order in which they happen.
class VfsShim {
 public:
  VfsShim(const VfsShim&) = delete;
  VfsShim& operator=(const VfsShim&) = delete;

  void MakeDefault();

 protected:
  VfsShim(std::string name, const std::filesystem::path& folder);
  virtual ~VfsShim();

  // Before decides about an operation: anything but SQLITE_OK is answered instead of doing it.
  virtual int Before(const VfsOperation&) { return SQLITE_OK; }
  // After sees an operation that succeeded, and a kFailedSync in place of a kSync that did not.
  virtual void After(const VfsOperation&) {}

  // The lock is held around Before, the operation and After.
  std::mutex& mutex() { return mutex_; }

 private:
  struct Methods;
  bool Sees(const char* path) const;

  const std::string name_;
  const std::string folder_;
  sqlite3_vfs* const real_;
  sqlite3_vfs vfs_;
  std::mutex mutex_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_VFS_SHIM_H_
