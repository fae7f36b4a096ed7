#include "lib/formats/csaf/relationships.h"

#include <algorithm>

namespace vexlens::formats {
namespace {

constexpr std::string_view kCategories[] = {
    "default_component_of", "external_component_of", "installed_on", "installed_with", "optional_component_of",
};

}  // namespace

Relationships::Relationships(ProductTree& tree, const Place& place)
    : tree_(tree),
      findings_(tree.findings_),
      place_(place),
      relationships_(place, "relationships"),
      paths_(place, "product_paths"),
      base_(static_cast<ProductIndex>(tree.size())) {}

void Relationships::Read(json::Value product_tree) {
  const json::Value relationships = findings_.Array(product_tree, place_, "relationships");
  const json::Value paths = findings_.Array(product_tree, place_, "product_paths");
  tree_.by_id_.reserve(tree_.size() + relationships.count() + paths.count());
  Define(relationships, relationships_, false);
  Define(paths, paths_, true);
  for (std::size_t i = 0; i < list_.size(); ++i) LookUp(list_[i], ProductOf(i));
}

void Relationships::Define(json::Value list, const Place& place, bool is_path) {
  std::uint32_t element = 0;
  for (const json::Value value : list.elements()) {
    const Place here(place, element++);
    if (!findings_.IsObject(value, here)) continue;
    const json::Value full_product_name = findings_.Object(value, here, "full_product_name");
    if (tree_.Define(full_product_name, Place(here, "full_product_name")) == kNoProduct) continue;
    list_.push_back({.value = value, .element = element - 1, .is_path = is_path});
  }
}

void Relationships::LookUp(Relationship& relationship, Product& product) {
  const Place here(ListOf(relationship), relationship.element);
  relationship.first = static_cast<std::uint32_t>(references_.size());
  if (relationship.is_path) {
    LookUpPath(relationship.value, here, product);
  } else {
    AddReference(findings_.RequiredText(relationship.value, here, "product_reference"),
                 Place(here, "product_reference"));
    AddReference(findings_.RequiredText(relationship.value, here, "relates_to_product_reference"),
                 Place(here, "relates_to_product_reference"));
    product.relationship = ReadCategory(relationship.value, here);
  }
  relationship.count = static_cast<std::uint32_t>(references_.size()) - relationship.first;
}

void Relationships::LookUpPath(json::Value path, const Place& place, Product& product) {
  AddReference(findings_.RequiredText(path, place, "beginning_product_reference"),
               Place(place, "beginning_product_reference"));
  const json::Value subpaths = findings_.Array(path, place, "subpaths");
  const Place list(place, "subpaths");
  std::size_t index = 0;
  for (const json::Value subpath : subpaths.elements()) {
    const Place here(list, index++);
    const bool sound = findings_.IsObject(subpath, here);
    AddReference(sound ? findings_.RequiredText(subpath, here, "next_product_reference") : "",
                 Place(here, "next_product_reference"));
    if (sound) product.relationship = ReadCategory(subpath, here);
  }
  if (index > 0) return;
  findings_.Warn(place, "", "has no subpaths");
  references_.push_back(kNoProduct);
}

// Missing references are reported already; those to undefined products are reported here.
void Relationships::AddReference(std::string_view id, const Place& place) {
  references_.push_back(id.empty() ? kNoProduct : tree_.Find(id));
  if (id.empty() || references_.back() != kNoProduct) return;
  findings_.Warn(place, "6.1.1", "product id ", Quoted(id), " is not defined");
}

TextId Relationships::ReadCategory(json::Value value, const Place& place) {
  const std::string_view category = findings_.RequiredText(value, place, "category");
  if (!category.empty() && std::ranges::find(kCategories, category) == std::end(kCategories)) {
    findings_.Warn(Place(place, "category"), "", Quoted(category), " is no relationship category");
  }
  return findings_.draft().Intern(category);
}

void Relationships::Resolve() {
  settled_.reserve(list_.size());
  std::vector<Visit> way;
  for (std::size_t i = 0; i < list_.size(); ++i) {
    if (list_[i].state == State::kNew) ResolveFrom(i, way);
  }
  for (std::size_t i = 0; i < list_.size(); ++i) {
    const Flaw flaw = ProductOf(i).flaw;
    if (flaw != Flaw::kCircular && flaw != Flaw::kTooDeep) continue;
    findings_.Warn(Place(ListOf(list_[i]), list_[i].element), FlawCode(flaw), "product id ", Quoted(ProductOf(i).id),
                   " ", FlawWords(flaw));
  }
}

void Relationships::ResolveFrom(std::size_t start, std::vector<Visit>& way) {
  list_[start].state = State::kOpen;
  way.push_back({start});
  while (!way.empty()) {
    const std::size_t here = way.back().relationship;
    if (way.back().next == list_[here].count) {
      Settle(here);
      way.pop_back();
      continue;
    }
    const ProductIndex target = references_[list_[here].first + way.back().next++];
    if (target == kNoProduct || target < base_) continue;
    Relationship& next = list_[target - base_];
    if (next.state == State::kOpen) {
      ProductOf(here).flaw = Flaw::kCircular;
    } else if (next.state == State::kNew) {
      next.state = State::kOpen;
      way.push_back({target - base_});
    }
  }
}

void Relationships::Settle(std::size_t index) {
  Relationship& relationship = list_[index];
  relationship.state = State::kDone;
  settled_.push_back(index);
  Product& product = ProductOf(index);
  product.flaw = std::max(product.flaw, WorstReference(relationship));
  if (product.flaw == Flaw::kNone && !Nest(relationship)) product.flaw = Flaw::kTooDeep;
  if (product.flaw != Flaw::kNone) return;
  product.through = nesting_.Through(findings_.draft().evidence);
  product.products = tree_.products_[References(relationship).back()].products;
  product.components = ComponentEnd(index);
}

bool Relationships::Nest(const Relationship& relationship) {
  const Evidence& evidence = findings_.draft().evidence;
  const std::span<const ProductIndex> references = References(relationship);
  nesting_.Clear();
  for (auto reference = references.rbegin(); reference != references.rend() && !nesting_.too_deep(); ++reference) {
    const Product& product = tree_.products_[*reference];
    nesting_.Add(product.products.best);
    for (const SubjectId between : evidence.Through(product.through)) nesting_.Add(between);
    if (product.components.count > 0) nesting_.Add(product.components.best);
  }
  return !nesting_.too_deep();
}

// The helper of the relationship itself describes the component as found there, and names it if nothing else does.
Names Relationships::ComponentEnd(std::size_t index) {
  const Relationship& relationship = list_[index];
  const Product& component = tree_.products_[References(relationship).front()];
  const Names end = component.components.count > 0 ? component.components : component.products;
  if (!end.opaque) return end;
  const Place here(ListOf(relationship), relationship.element);
  const Identified own = tree_.identifiers_.Read(relationship.value["full_product_name"],
                                                 Place(here, "full_product_name"), BranchVersions());
  return own.all.empty() ? end : tree_.Keep(own, false);
}

Flaw Relationships::WorstReference(const Relationship& relationship) const {
  Flaw worst = Flaw::kNone;
  for (const ProductIndex reference : References(relationship)) {
    worst = std::max(worst, reference == kNoProduct ? Flaw::kUndefined : tree_.product(reference).flaw);
  }
  return worst;
}

void Relationships::InheritFlaws() {
  for (const std::size_t index : settled_) {
    ProductOf(index).flaw = std::max(ProductOf(index).flaw, WorstReference(list_[index]));
  }
}

}  // namespace vexlens::formats
