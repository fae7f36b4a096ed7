// Relationships: products that a CSAF product tree makes of others (2.0 relationships, 2.1 product_paths).
#ifndef VEXLENS_LIB_FORMATS_CSAF_RELATIONSHIPS_H_
#define VEXLENS_LIB_FORMATS_CSAF_RELATIONSHIPS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lib/formats/csaf/product_tree.h"
#include "lib/formats/nesting.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// Relationships reads them into a ProductTree that has all other products. Both kinds are a list of references,
// innermost first. A reference may be a relationship again, and then means all that it nests:
//   lib:app = lib in app,  app:os = app in os        references      product  through  component
//   P = lib:app in os                                lib:app, os     os       app      lib
//   Q = lib in app:os                                lib, app:os     os       app      lib
class Relationships {
 public:
  // Requires: `place` is that of the product tree, and outlives this.
  Relationships(ProductTree& tree, const Place& place);

  // Defines all of them, then looks up their references, which may point forward.
  void Read(json::Value product_tree);

  // Follows the references, each once and without recursion, and finds cycles.
  void Resolve();

  // Passes on flaws that were found after Resolve.
  void InheritFlaws();

 private:
  enum class State : std::uint8_t { kNew, kOpen, kDone };

  struct Relationship {
    json::Value value;
    std::uint32_t element = 0;  // of its list
    std::uint32_t first = 0;    // of its references
    std::uint32_t count = 0;
    bool is_path = false;
    State state = State::kNew;
  };
  struct Visit {
    std::size_t relationship;
    std::uint32_t next = 0;  // reference to follow
  };

  void Define(json::Value list, const Place& place, bool is_path);
  void LookUp(Relationship& relationship, Product& product);
  void LookUpPath(json::Value path, const Place& place, Product& product);
  void AddReference(std::string_view id, const Place& place);
  TextId ReadCategory(json::Value value, const Place& place);
  void ResolveFrom(std::size_t start, std::vector<Visit>& way);
  void Settle(std::size_t index);
  Names ComponentEnd(std::size_t index);

  // Puts the references of a relationship into nesting_. Returns false if they are nested too deep.
  bool Nest(const Relationship& relationship);
  Flaw WorstReference(const Relationship& relationship) const;

  std::span<const ProductIndex> References(const Relationship& relationship) const {
    return std::span(references_).subspan(relationship.first, relationship.count);
  }
  const Place& ListOf(const Relationship& relationship) const { return relationship.is_path ? paths_ : relationships_; }
  Product& ProductOf(std::size_t index) { return tree_.products_[base_ + index]; }

  ProductTree& tree_;
  Findings& findings_;
  const Place& place_;
  const Place relationships_;
  const Place paths_;
  const ProductIndex base_;  // the first relationship's product; the others follow
  std::vector<Relationship> list_;
  std::vector<ProductIndex> references_;
  std::vector<std::size_t> settled_;  // every relationship after those that it refers to
  Nesting nesting_;                   // of the relationship settled last
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_RELATIONSHIPS_H_
