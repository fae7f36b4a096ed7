#include "lib/formats/csaf/product_tree.h"

#include <algorithm>
#include <deque>

#include "lib/formats/csaf/relationships.h"

namespace vexlens::formats {
namespace {

constexpr std::string_view kBranchCategories[] = {
    "product_version", "product_name", "architecture", "vendor",    "product_family", "product_version_range",
    "service_pack",    "patch_level",  "language",     "host_name", "legacy",         "platform",
    "specification",
};

// Siblings is the branches of one array, on the way down from the root. `parent` and `list` point to each other, so
// Siblings are never moved.
struct Siblings {
  Siblings(const Place& parent_place, json::Value branches, const BranchVersions& inherited)
      : parent(parent_place),
        list(parent, "branches"),
        next(branches.elements().begin()),
        end(branches.elements().end()),
        said(inherited) {}
  Siblings(const Siblings&) = delete;

  Place parent;
  Place list;
  json::Value::Elements::Iterator next;
  json::Value::Elements::Iterator end;
  std::size_t index = 0;
  BranchVersions said;
};

}  // namespace

std::string_view FlawCode(Flaw flaw) {
  switch (flaw) {
    case Flaw::kNone:
    case Flaw::kTooDeep:
      return "";
    case Flaw::kAmbiguous:
      return "6.1.2";
    case Flaw::kUndefined:
      return "6.1.1";
    case Flaw::kCircular:
      return "6.1.3";
  }
  return "";
}

std::string_view FlawWords(Flaw flaw) {
  switch (flaw) {
    case Flaw::kNone:
      return "";
    case Flaw::kAmbiguous:
      return "rests on a product id with two meanings";
    case Flaw::kTooDeep:
      return "lies too deep in other products";
    case Flaw::kUndefined:
      return "rests on a product id that is not defined";
    case Flaw::kCircular:
      return "ends up in a circle";
  }
  return "";
}

void ProductTree::Read(json::Value tree, const Place& place) {
  ReadBranches(findings_.Array(tree, place, "branches"), place);
  ReadFullProductNames(findings_.Array(tree, place, "full_product_names"), Place(place, "full_product_names"));
  Relationships relationships(*this, place);
  relationships.Read(tree);
  relationships.Resolve();
  if (MarkAmbiguous()) relationships.InheritFlaws();
}

ProductIndex ProductTree::Find(json::Value element, const Place& place) const {
  const std::string_view id = findings_.Element(element, place);
  if (id.empty()) return kNoProduct;
  const ProductIndex product = Find(id);
  if (product == kNoProduct) findings_.Warn(place, "6.1.1", "product id ", Quoted(id), " is not defined");
  return product;
}

// Does not recurse: a document decides how deep its branches are.
void ProductTree::ReadBranches(json::Value branches, const Place& place) {
  std::deque<Siblings> way;
  way.emplace_back(place, branches, BranchVersions());
  while (!way.empty() && !budget_.spent()) {
    Siblings& siblings = way.back();
    if (!(siblings.next != siblings.end)) {
      way.pop_back();
      continue;
    }
    const json::Value branch = *siblings.next;
    ++siblings.next;
    const Place here(siblings.list, siblings.index++);
    if (!findings_.IsObject(branch, here)) continue;
    const std::string_view category = findings_.RequiredText(branch, here, "category");
    if (!category.empty() && std::ranges::find(kBranchCategories, category) == std::end(kBranchCategories)) {
      findings_.Warn(Place(here, "category"), "", Quoted(category), " is no branch category");
    }
    const BranchVersions said = identifiers_.versions().Below(siblings.said, category, branch, here);
    const json::Value product = findings_.Object(branch, here, "product");
    if (product.exists()) AddLeaf(product, Place(here, "product"), said);
    const json::Value below = findings_.Array(branch, here, "branches");
    if (below.exists()) way.emplace_back(here, below, said);
  }
}

void ProductTree::ReadFullProductNames(json::Value list, const Place& place) {
  std::size_t index = 0;
  for (const json::Value full_product_name : list.elements()) {
    const Place here(place, index++);
    if (findings_.IsObject(full_product_name, here)) AddLeaf(full_product_name, here, BranchVersions());
  }
}

void ProductTree::AddLeaf(json::Value full_product_name, const Place& place, const BranchVersions& said) {
  const ProductIndex index = Define(full_product_name, place);
  if (index == kNoProduct) return;
  const Identified found = identifiers_.Read(full_product_name, place, said);
  if (!found.all.empty()) {
    products_[index].products = Keep(found, false);
  } else {
    const SubjectId opaque = identifiers_.Opaque(products_[index].id);
    products_[index].products = Keep({.all = {&opaque, 1}, .best = opaque}, true);
  }
}

ProductIndex ProductTree::Define(json::Value full_product_name, const Place& place) {
  const std::string_view id = findings_.RequiredText(full_product_name, place, "product_id");
  findings_.RequiredText(full_product_name, place, "name");
  if (id.empty()) return kNoProduct;
  const auto index = static_cast<ProductIndex>(products_.size());
  products_.push_back({.id = id});
  full_product_names_.push_back(full_product_name);
  const auto [known, added] = by_id_.try_emplace(id, index);
  if (!added) {
    repeated_.push_back({known->second, index});
    findings_.Warn(Place(place, "product_id"), "6.1.2", "product id ", Quoted(id), " is defined twice");
  }
  return index;
}

Names ProductTree::Keep(const Identified& identified, bool opaque) {
  const Names names{static_cast<std::uint32_t>(subjects_.size()), static_cast<std::uint32_t>(identified.all.size()),
                    identified.best, opaque};
  subjects_.insert(subjects_.end(), identified.all.begin(), identified.all.end());
  return names;
}

bool ProductTree::SameNames(const Names& a, const Names& b) {
  if (a.count != b.count) return false;
  if (a.first == b.first) return true;
  return budget_.TakeVisits(a.count) && std::ranges::equal(Subjects(a), Subjects(b));
}

// Two products with only a product id differ if their names differ.
bool ProductTree::SameMeaning(ProductIndex a, ProductIndex b) {
  const Product& one = products_[a];
  const Product& other = products_[b];
  if (one.relationship != other.relationship || one.through != other.through || one.flaw != other.flaw ||
      !SameNames(one.products, other.products) || !SameNames(one.components, other.components)) {
    return false;
  }
  return one.components.count > 0 || !one.products.opaque ||
         full_product_names_[a]["name"].text() == full_product_names_[b]["name"].text();
}

bool ProductTree::MarkAmbiguous() {
  bool any = false;
  for (const auto& [first, later] : repeated_) {
    if (SameMeaning(first, later)) continue;
    products_[first].flaw = std::max(products_[first].flaw, Flaw::kAmbiguous);
    any = true;
  }
  return any;
}

}  // namespace vexlens::formats
