// ProductTree: what each product id of a CSAF document means.
#ifndef VEXLENS_LIB_FORMATS_CSAF_PRODUCT_TREE_H_
#define VEXLENS_LIB_FORMATS_CSAF_PRODUCT_TREE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/formats/budget.h"
#include "lib/formats/csaf/identifiers.h"
#include "lib/formats/csaf/versions.h"
#include "lib/formats/findings.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// ProductIndex is the number of a definition of a product, in order.
using ProductIndex = std::uint32_t;
inline constexpr ProductIndex kNoProduct = std::numeric_limits<ProductIndex>::max();

// Flaw is why no statement can be made about a product; larger ones are worse.
enum class Flaw : std::uint8_t { kNone, kAmbiguous, kTooDeep, kUndefined, kCircular };

// Return the test of CSAF section 6.1 that a flaw fails, and what it is in words.
std::string_view FlawCode(Flaw flaw);
std::string_view FlawWords(Flaw flaw);

// Names are subjects that mean the same thing, a range of ProductTree::Subjects.
struct Names {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  SubjectId best = 0;   // the one that is used in a statement's `through`
  bool opaque = false;  // the product has only its product id
};

// Product is one definition of a product id. Only a relationship has components, and `through` between them.
struct Product {
  std::string_view id;
  Names products{};
  Names components{};
  TextId relationship = 0;
  std::uint32_t through = 0;  // list of Evidence::Through
  Flaw flaw = Flaw::kNone;
};

// ProductTree reads /product_tree. Views point into the parsed document.
class ProductTree {
 public:
  ProductTree(Identifiers& identifiers, Findings& findings, Budget& budget)
      : identifiers_(identifiers), findings_(findings), budget_(budget) {}

  // Reads branches, full_product_names, relationships and product_paths.
  void Read(json::Value tree, const Place& place);

  // Returns the first definition of a product id; kNoProduct if there is none.
  ProductIndex Find(std::string_view id) const {
    const auto place = by_id_.find(id);
    return place == by_id_.end() ? kNoProduct : place->second;
  }

  // Returns the same for an element of a list; kNoProduct is a warning.
  ProductIndex Find(json::Value element, const Place& place) const;

  std::size_t size() const { return products_.size(); }
  const Product& product(ProductIndex index) const { return products_[index]; }
  std::span<const SubjectId> Subjects(const Names& names) const {
    return std::span(subjects_).subspan(names.first, names.count);
  }

 private:
  friend class Relationships;

  void ReadBranches(json::Value branches, const Place& place);
  void ReadFullProductNames(json::Value list, const Place& place);
  void AddLeaf(json::Value full_product_name, const Place& place, const BranchVersions& said);

  // Adds a definition and returns its index; kNoProduct with a warning if it has no product id.
  ProductIndex Define(json::Value full_product_name, const Place& place);
  Names Keep(const Identified& identified, bool opaque);
  bool SameNames(const Names& a, const Names& b);
  bool SameMeaning(ProductIndex a, ProductIndex b);

  // Marks products whose definitions differ in meaning. Returns whether there are any.
  bool MarkAmbiguous();

  Identifiers& identifiers_;
  Findings& findings_;
  Budget& budget_;
  std::vector<Product> products_;
  std::vector<json::Value> full_product_names_;  // by ProductIndex
  std::vector<SubjectId> subjects_;
  absl::flat_hash_map<std::string_view, ProductIndex> by_id_;
  std::vector<std::pair<ProductIndex, ProductIndex>> repeated_;  // the first definition, and a later one
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_PRODUCT_TREE_H_
