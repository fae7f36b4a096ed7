#include "lib/formats/csaf/remarks.h"

#include <algorithm>

namespace vexlens::formats {
namespace {

constexpr std::string_view kThreatCategories[] = {"exploit_status", "impact", "target_set"};
constexpr std::string_view kRemediationCategories[] = {
    "fix_planned", "mitigation", "no_fix_planned", "none_available", "optional_patch", "vendor_fix", "workaround",
};

// Returns the member `name` of an item, with a warning if it is none of `known`.
template <class Known>
std::string_view Category(json::Value item, const Place& place, const char* name, const Known& known,
                          Findings& findings) {
  const std::string_view category = findings.RequiredText(item, place, name);
  if (category.empty() || std::ranges::find(known, category) != std::end(known)) return category;
  findings.Warn(Place(place, name), "", Quoted(category), " is no ", name, " of CSAF");
  return {};
}

}  // namespace

void Remarks::Read(json::Value vulnerability, const Place& place, Wanted wanted) {
  entries_.resize(tree_.size());
  ++vulnerability_;
  general_impact_ = 0;
  ReadFlags(findings_.Array(vulnerability, place, "flags"), Place(place, "flags"));
  ReadThreats(findings_.Array(vulnerability, place, "threats"), Place(place, "threats"), wanted.impact);
  ReadRemediations(findings_.Array(vulnerability, place, "remediations"), Place(place, "remediations"), wanted.action);
}

TextId Remarks::Justification(ProductIndex product) const {
  const Entry& entry = entries_[product];
  return entry.vulnerability == vulnerability_ ? entry.justification : 0;
}

TextId Remarks::Impact(ProductIndex product) {
  const Entry& entry = entries_[product];
  const bool own = entry.vulnerability == vulnerability_ && entry.impact != 0;
  return texts_.Join(own ? entry.impact : general_impact_);
}

TextId Remarks::Action(ProductIndex product) {
  const Entry& entry = entries_[product];
  return entry.vulnerability == vulnerability_ ? texts_.Join(entry.action) : 0;
}

void Remarks::ReadFlags(json::Value flags, const Place& place) {
  std::uint32_t count = 0;
  for (const json::Value flag : flags.elements()) {
    const Place here(place, count++);
    if (!findings_.IsObject(flag, here)) continue;
    const TextId label = findings_.draft().Intern(Category(flag, here, "label", kJustifications, findings_));
    const bool named = VisitProducts(flag, here, label != 0, [&](ProductIndex product) {
      if (label != 0) AddFlag(product, count, label, here);
    });
    if (!named) findings_.Warn(here, "6.1.32", "names no product");
  }
}

void Remarks::AddFlag(ProductIndex product, std::uint32_t flag, TextId label, const Place& place) {
  Entry& entry = EntryOf(product);
  if (entry.flag == 0) {
    entry.flag = flag;
    entry.justification = label;
  } else if (entry.flag != flag && !entry.several_flags) {
    entry.several_flags = true;
    findings_.Warn(place, "6.1.33", "product id ", Quoted(tree_.product(product).id),
                   " has another flag already, which counts");
  }
}

// Threats to all products come first, so that products without their own share one sequence.
void Remarks::ReadThreats(json::Value threats, const Place& place, bool wanted) {
  const auto is_general = [](json::Value threat) {
    return !threat["product_ids"].exists() && !threat["group_ids"].exists();
  };
  for (const json::Value threat : threats.elements()) {
    const std::string_view details = threat["details"].text();
    if (!wanted || threat["category"].text() != "impact" || !is_general(threat) || details.empty()) continue;
    general_impact_ = texts_.Append(general_impact_, findings_.draft().Intern(details));
  }
  std::uint32_t count = 0;
  for (const json::Value threat : threats.elements()) {
    const Place here(place, count++);
    if (!findings_.IsObject(threat, here)) continue;
    const bool impact = Category(threat, here, "category", kThreatCategories, findings_) == "impact" && wanted;
    const std::string_view text = findings_.RequiredText(threat, here, "details");
    const TextId details = impact ? findings_.draft().Intern(text) : 0;
    VisitProducts(threat, here, details != 0, [&](ProductIndex product) {
      if (details == 0) return;
      Entry& entry = EntryOf(product);
      if (entry.threat == count) return;
      entry.threat = count;
      entry.impact = texts_.Append(entry.impact == 0 ? general_impact_ : entry.impact, details);
    });
  }
}

void Remarks::ReadRemediations(json::Value remediations, const Place& place, bool wanted) {
  std::uint32_t count = 0;
  for (const json::Value remediation : remediations.elements()) {
    const Place here(place, count++);
    if (!findings_.IsObject(remediation, here)) continue;
    Category(remediation, here, "category", kRemediationCategories, findings_);
    const std::string_view text = findings_.RequiredText(remediation, here, "details");
    const TextId details = wanted ? findings_.draft().Intern(text) : 0;
    const bool named = VisitProducts(remediation, here, details != 0, [&](ProductIndex product) {
      if (details == 0) return;
      Entry& entry = EntryOf(product);
      if (entry.remediation == count) return;
      entry.remediation = count;
      entry.action = texts_.Append(entry.action, details);
    });
    if (!named) findings_.Warn(here, "6.1.29", "names no product");
  }
}

template <class Visit>
bool Remarks::VisitProducts(json::Value item, const Place& place, bool take_groups_apart, const Visit& visit) {
  const json::Value product_ids = findings_.Array(item, place, "product_ids");
  const json::Value group_ids = findings_.Array(item, place, "group_ids");
  const Place products(place, "product_ids");
  std::size_t index = 0;
  for (const json::Value value : product_ids.elements()) {
    const ProductIndex product = tree_.Find(value, Place(products, index++));
    if (product != kNoProduct) visit(product);
  }
  const Place groups(place, "group_ids");
  index = 0;
  for (const json::Value value : group_ids.elements()) {
    const Place here(groups, index++);
    const std::string_view id = findings_.Element(value, here);
    if (id.empty()) continue;
    const auto members = groups_.Find(id);
    if (!members.has_value()) {
      findings_.Warn(here, "6.1.4", "group id ", Quoted(id), " is not defined");
    } else if (take_groups_apart && budget_.TakeVisits(members->size())) {
      for (const ProductIndex product : *members) visit(product);
    }
  }
  return product_ids.exists() || group_ids.exists();
}

Remarks::Entry& Remarks::EntryOf(ProductIndex product) {
  Entry& entry = entries_[product];
  if (entry.vulnerability != vulnerability_) entry = {.vulnerability = vulnerability_};
  return entry;
}

}  // namespace vexlens::formats
