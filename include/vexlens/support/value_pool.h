// ValuePool: every distinct value once, named by a small integer; and IdTable, which finds such integers.
#ifndef VEXLENS_SUPPORT_VALUE_POOL_H_
#define VEXLENS_SUPPORT_VALUE_POOL_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"

namespace vexlens {

// IdTable finds an id by what it stands for, which the caller keeps. Open addressing, four bytes a slot, at least a
// quarter of the slots empty.
// Compatible: const members may run concurrently; others need exclusive access.
class IdTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // Returns the id that was added with `hash` and for which `is(id)` holds; kNone if there is none.
  template <typename Is>
  std::uint32_t Find(std::size_t hash, Is is) const {
    if (slots_.empty()) return kNone;
    std::size_t slot = hash & Mask();
    while (slots_[slot] != kNone && !is(slots_[slot])) slot = (slot + 1) & Mask();
    return slots_[slot];
  }

  // Adds an id. Requires: Find did not find it, `hash_of(id)` returns the hash of any id that was added.
  template <typename HashOf>
  void Add(std::uint32_t id, HashOf hash_of) {
    if (++size_ > slots_.size() - slots_.size() / 4) {
      std::vector<std::uint32_t> old(slots_.empty() ? 16 : slots_.size() * 2, kNone);
      old.swap(slots_);
      for (const std::uint32_t known : old) {
        if (known != kNone) Place(known, hash_of(known));
      }
    }
    Place(id, hash_of(id));
  }

 private:
  std::size_t Mask() const { return slots_.size() - 1; }
  void Place(std::uint32_t id, std::size_t hash) {
    std::size_t slot = hash & Mask();
    while (slots_[slot] != kNone) slot = (slot + 1) & Mask();
    slots_[slot] = id;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t size_ = 0;
};

// ValuePool keeps each distinct value once. Ids are dense and in order of arrival. Requires: absl::Hash<T>.
// Compatible: const members may run concurrently; others need exclusive access.
template <typename T>
class ValuePool {
 public:
  std::uint32_t Intern(const T& value) {
    if (last_ < values_.size() && values_[last_] == value) return last_;  // neighbours are often alike
    last_ = table_.Find(absl::HashOf(value), [&](std::uint32_t id) { return values_[id] == value; });
    if (last_ == IdTable::kNone) {
      last_ = static_cast<std::uint32_t>(values_.size());
      values_.push_back(value);
      table_.Add(last_, [&](std::uint32_t id) { return absl::HashOf(values_[id]); });
    }
    return last_;
  }

  const T& operator[](std::uint32_t id) const { return values_[id]; }
  std::span<const T> values() const { return values_; }

 private:
  std::vector<T> values_;
  IdTable table_;
  std::uint32_t last_ = 0;
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_VALUE_POOL_H_
