#include "lib/formats/csaf/product_groups.h"

namespace vexlens::formats {

void ProductGroups::Read(json::Value product_tree, const Place& place) {
  const Place list(place, "product_groups");
  std::size_t index = 0;
  for (const json::Value group : findings_.Array(product_tree, place, "product_groups").elements()) {
    const Place here(list, index++);
    if (!findings_.IsObject(group, here)) continue;
    const std::size_t first = members_.size();
    ReadMembers(group, here);
    const std::string_view id = findings_.RequiredText(group, here, "group_id");
    if (id.empty() || groups_.try_emplace(id, first, members_.size() - first).second) continue;
    findings_.Warn(Place(here, "group_id"), "6.1.5", "group id ", Quoted(id), " is defined twice");
  }
}

void ProductGroups::ReadMembers(json::Value group, const Place& place) {
  const Place list(place, "product_ids");
  std::size_t index = 0;
  for (const json::Value value : findings_.Array(group, place, "product_ids").elements()) {
    const ProductIndex product = tree_.Find(value, Place(list, index++));
    if (product != kNoProduct) members_.push_back(product);
  }
}

std::optional<std::span<const ProductIndex>> ProductGroups::Find(std::string_view group_id) const {
  const auto group = groups_.find(group_id);
  if (group == groups_.end()) return std::nullopt;
  return std::span(members_).subspan(group->second.first, group->second.second);
}

}  // namespace vexlens::formats
