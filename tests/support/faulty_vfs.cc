#include "tests/support/faulty_vfs.h"

#include <mutex>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace vexlens::testing {
namespace {

using Kind = VfsOperation::Kind;

int FailureOf(Kind kind) {
  switch (kind) {
    case Kind::kCreate:
      return SQLITE_CANTOPEN;
    case Kind::kWrite:
      return SQLITE_IOERR_WRITE;
    case Kind::kTruncate:
      return SQLITE_IOERR_TRUNCATE;
    case Kind::kSync:
    case Kind::kFailedSync:
      return SQLITE_IOERR_FSYNC;
    case Kind::kDelete:
      return SQLITE_IOERR_DELETE;
  }
  return SQLITE_IOERR;
}

}  // namespace

void FaultyVfs::FillAfter(std::int64_t bytes) {
  const std::scoped_lock lock(mutex());
  room_ = bytes;
}

void FaultyVfs::FailAt(Kind kind, std::int64_t n) {
  const std::scoped_lock lock(mutex());
  kind_ = kind;
  until_failure_ = n;
}

void FaultyVfs::Repair() {
  const std::scoped_lock lock(mutex());
  room_ = until_failure_ = kNever;
}

int FaultyVfs::Before(const VfsOperation& operation) {
  const int refusal = Refusal(operation);
  if (refusal != SQLITE_OK) ++failures_;
  return refusal;
}

int FaultyVfs::Refusal(const VfsOperation& operation) {
  if (operation.kind == kind_ && --until_failure_ == 0) return FailureOf(kind_);
  const auto size = static_cast<std::int64_t>(operation.bytes.size());
  if (size > room_) return SQLITE_FULL;
  room_ -= size;
  return SQLITE_OK;
}

void ForEachFault(Kind kind, const std::filesystem::path& folder, const std::function<void(FaultyVfs&)>& run) {
  for (std::int64_t n = 1;; ++n) {
    SCOPED_TRACE(absl::StrCat("failure at operation ", n, " of kind ", static_cast<int>(kind)));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    FaultyVfs vfs(folder);
    vfs.FailAt(kind, n);
    run(vfs);
    if (vfs.failures() == 0) return;
  }
}

}  // namespace vexlens::testing
