#include "tests/capi/failing_malloc.h"

#include <malloc.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>

// What glibc calls its own.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* block);
}

namespace {

std::uint64_t until_failure = 0;  // 0: no allocation fails
bool has_failed = false;
std::int64_t live_blocks = 0;

bool Fails() {
  if (until_failure == 0 || --until_failure != 0) return false;
  has_failed = true;
  errno = ENOMEM;
  return true;
}

void* Counted(void* block) {
  if (block != nullptr) ++live_blocks;
  return block;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return Fails() ? nullptr : Counted(__libc_malloc(size)); }

void* calloc(std::size_t count, std::size_t size) { return Fails() ? nullptr : Counted(__libc_calloc(count, size)); }

void* realloc(void* block, std::size_t size) {
  if (Fails()) return nullptr;
  void* const moved = __libc_realloc(block, size);
  return block == nullptr ? Counted(moved) : moved;
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return Fails() ? nullptr : Counted(__libc_memalign(alignment, size));
}

void* memalign(std::size_t alignment, std::size_t size) { return aligned_alloc(alignment, size); }

int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  *block = aligned_alloc(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}

void free(void* block) {
  if (block != nullptr) --live_blocks;
  __libc_free(block);
}

}  // extern "C"

namespace vexlens::testing {

void FailAllocation(std::uint64_t number) {
  until_failure = number;
  has_failed = false;
}

bool HasFailed() { return has_failed; }

std::int64_t LiveBlocks() { return live_blocks; }

}  // namespace vexlens::testing
