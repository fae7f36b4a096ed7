// BOM-Links: statements about an element of a BOM, whose identifier only the BOM knows.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "vexlens/evidence.h"

namespace vexlens {

void Evidence::ConnectBomLinks() {
  linked_.clear();
  std::sort(bom_elements_.begin(), bom_elements_.end());
  bom_elements_.erase(std::unique(bom_elements_.begin(), bom_elements_.end()), bom_elements_.end());
  if (bom_elements_.empty()) return;
  absl::flat_hash_map<TextId, std::vector<std::size_t>> elements;  // by link
  for (std::size_t i = 0; i < bom_elements_.size(); ++i) elements[bom_elements_[i].link].push_back(i);
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    const SubjectId product = statements_.product(i);
    if (statements_.component(i) != 0 || linked_.contains(product)) continue;
    const SubjectEntry entry = subjects_[product];
    const auto place = elements.find(entry.identifier);
    if (place == elements.end()) continue;
    std::vector<BomElement>& meanings = linked_[product];
    const std::string range(Text(entry.range));
    for (const std::size_t number : place->second) {
      BomElement meaning = bom_elements_[number];
      SubjectId& narrower = meaning.component != 0 ? meaning.component : meaning.product;
      if (!range.empty()) narrower = Narrow(narrower, range);
      meanings.push_back(meaning);
    }
  }
}

std::span<const Evidence::BomElement> Evidence::ElementsOf(SubjectId product) const {
  const auto place = linked_.find(product);
  return place == linked_.end() ? std::span<const BomElement>() : place->second;
}

}  // namespace vexlens
