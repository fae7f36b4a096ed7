// LargeVector: a vector for random access to many elements.
#ifndef VEXLENS_SUPPORT_LARGE_VECTOR_H_
#define VEXLENS_SUPPORT_LARGE_VECTOR_H_

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace vexlens {

// LargeAllocator asks for huge pages for large memory, where random access spends its time on address translation. If
// the system has none, the memory is ordinary.
template <typename T>
class LargeAllocator {
 public:
  using value_type = T;

  LargeAllocator() = default;
  template <typename Other>
  LargeAllocator(const LargeAllocator<Other>&) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < kLarge) return static_cast<T*>(::operator new(bytes));
    void* const memory = ::operator new (bytes, std::align_val_t{kPage});
    madvise(memory, bytes, MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < kLarge) {
      ::operator delete(memory);
    } else {
      ::operator delete (memory, std::align_val_t{kPage});
    }
  }

  friend bool operator==(const LargeAllocator&, const LargeAllocator&) { return true; }

 private:
  static constexpr std::size_t kPage = std::size_t{2} << 20;
  static constexpr std::size_t kLarge = 16 * kPage;  // so that the last page's rest is little
};

template <typename T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_LARGE_VECTOR_H_
