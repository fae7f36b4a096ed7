// ProductGroups: the product_groups of a CSAF product tree.
#ifndef VEXLENS_LIB_FORMATS_CSAF_PRODUCT_GROUPS_H_
#define VEXLENS_LIB_FORMATS_CSAF_PRODUCT_GROUPS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/formats/csaf/product_tree.h"
#include "lib/formats/findings.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// ProductGroups has the products of each group id. Of several definitions the first counts.
class ProductGroups {
 public:
  ProductGroups(const ProductTree& tree, Findings& findings) : tree_(tree), findings_(findings) {}

  // Reads the groups of the product tree at `place`. Undefined products in them are warnings.
  void Read(json::Value product_tree, const Place& place);

  // Returns the products of a group; nothing if it is not defined.
  std::optional<std::span<const ProductIndex>> Find(std::string_view group_id) const;

 private:
  void ReadMembers(json::Value group, const Place& place);

  const ProductTree& tree_;
  Findings& findings_;
  std::vector<ProductIndex> members_;
  absl::flat_hash_map<std::string_view, std::pair<std::size_t, std::size_t>> groups_;  // first member, their count
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_PRODUCT_GROUPS_H_
