// ListPool: every distinct list of ids once, named by a small integer.
#ifndef VEXLENS_SUPPORT_LIST_POOL_H_
#define VEXLENS_SUPPORT_LIST_POOL_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vexlens/support/value_pool.h"

namespace vexlens {

// ListPool keeps each distinct list of ids once. List 0 is the empty one.
// Compatible: const members may run concurrently; others need exclusive access.
class ListPool {
 public:
  ListPool() : lists_(1) {}

  // Returns the number of the list of these ids in this order; copies it if it is new.
  std::uint32_t Intern(std::span<const std::uint32_t> ids);

  // Returns a list, valid until the next Intern. Requires: the number came from this pool.
  std::span<const std::uint32_t> At(std::uint32_t list) const {
    return std::span(ids_).subspan(lists_[list].first, lists_[list].count);
  }

  // Returns the number of distinct lists, with the empty one.
  std::size_t size() const { return lists_.size(); }

 private:
  struct Place {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };

  std::vector<Place> lists_;
  std::vector<std::uint32_t> ids_;
  IdTable table_;
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_LIST_POOL_H_
