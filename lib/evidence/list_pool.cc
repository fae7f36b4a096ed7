#include "vexlens/support/list_pool.h"

#include <algorithm>
#include <string_view>

#include "absl/hash/hash.h"

namespace vexlens {
namespace {

std::size_t HashOf(std::span<const std::uint32_t> ids) {
  return absl::HashOf(std::string_view(reinterpret_cast<const char*>(ids.data()), ids.size_bytes()));
}

}  // namespace

std::uint32_t ListPool::Intern(std::span<const std::uint32_t> ids) {
  if (ids.empty()) return 0;
  const std::uint32_t known = table_.Find(HashOf(ids), [&](std::uint32_t list) {
    const std::span<const std::uint32_t> has = At(list);
    return std::equal(has.begin(), has.end(), ids.begin(), ids.end());
  });
  if (known != IdTable::kNone) return known;
  const auto list = static_cast<std::uint32_t>(lists_.size());
  lists_.push_back({static_cast<std::uint32_t>(ids_.size()), static_cast<std::uint32_t>(ids.size())});
  ids_.insert(ids_.end(), ids.begin(), ids.end());
  table_.Add(list, [&](std::uint32_t of) { return HashOf(At(of)); });
  return list;
}

}  // namespace vexlens
