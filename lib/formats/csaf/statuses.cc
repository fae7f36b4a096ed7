#include "lib/formats/csaf/statuses.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace vexlens::formats {
namespace {

// The lists of CSAF 2.0, and the one that 2.1 adds.
constexpr StatusList kStatusLists[] = {
    {"known_affected", VexStatus::kAffected, 1},
    {"first_affected", VexStatus::kAffected, 1},
    {"last_affected", VexStatus::kAffected, 1},
    {"known_not_affected", VexStatus::kNotAffected, 2},
    {"fixed", VexStatus::kFixed, 4},
    {"first_fixed", VexStatus::kFixed, 4},
    {"under_investigation", VexStatus::kUnderInvestigation, 8},
    {"recommended", std::nullopt, 0},
    {"unknown", std::nullopt, 16},
};
static_assert(std::size(kStatusLists) == kStatusListCount);

constexpr std::size_t kNoList = kStatusListCount;

std::size_t IndexOf(std::span<const StatusList> lists, std::string_view name) {
  const auto found = std::ranges::find(lists, name, &StatusList::name);
  return found == lists.end() ? kNoList : static_cast<std::size_t>(found - lists.begin());
}

}  // namespace

std::span<const StatusList> StatusLists(std::string_view csaf_version) {
  return std::span(kStatusLists).first(csaf_version == "2.0" ? kStatusListCount - 1 : kStatusListCount);
}

Remarks::Wanted Statuses::WantedRemarks(json::Value product_status) {
  Remarks::Wanted wanted;
  for (const StatusList& list : kStatusLists) {
    if (product_status[list.name].count() == 0) continue;
    wanted.impact |= list.status == VexStatus::kNotAffected;
    wanted.action |= list.status == VexStatus::kAffected;
  }
  return wanted;
}

void Statuses::Read(json::Value product_status, const Place& place, std::uint32_t vulnerability,
                    const Statement& common) {
  marks_.resize(tree_.size());
  vulnerability_ = vulnerability;
  common_ = common;
  for (const auto [name, value] : product_status.members()) {
    const Place here(place, name);
    if (!findings_.IsArray(value, here)) continue;
    const std::size_t list = IndexOf(lists_, name);
    if (list == kNoList) {
      IgnoreUnknown(value, here);
    } else {
      ReadList(value, here, list);
    }
  }
}

void Statuses::IgnoreUnknown(json::Value entries, const Place& place) {
  findings_.Warn(place, "", "is no status list of this version of CSAF");
  std::size_t index = 0;
  for (const json::Value entry : entries.elements()) {
    findings_.Ignore(Place(place, index++), "", Quoted(entry.text()), " is in no status list of CSAF");
  }
}

void Statuses::ReadList(json::Value entries, const Place& place, std::size_t list) {
  Location location = LocationOf(list);
  std::uint32_t index = 0;
  for (const json::Value entry : entries.elements()) {
    location.steps[1] = index;
    ReadEntry(entry, Place(place, index), list, location);
    if (findings_.draft().Full()) return;
    ++index;
  }
}

void Statuses::ReadEntry(json::Value entry, const Place& place, std::size_t list, const Location& location) {
  const StatusList& status_list = lists_[list];
  const ProductIndex product = tree_.Find(entry.text());
  if (product != kNoProduct) CheckMark(product, list, place);
  if (!status_list.status.has_value()) {
    tree_.Find(entry, place);
    findings_.Ignore(place, "", "\"", status_list.name, "\" is no verdict");
  } else if (product == kNoProduct) {
    findings_.Refuse(place, "6.1.1", "product id ", Quoted(entry.text()), " is not defined");
  } else if (tree_.product(product).flaw != Flaw::kNone) {
    const Flaw flaw = tree_.product(product).flaw;
    findings_.Refuse(place, FlawCode(flaw), "product id ", Quoted(entry.text()), " ", FlawWords(flaw));
  } else if (common_.vulnerability == 0) {
    findings_.Refuse(place, "", "the vulnerability has neither cve nor ids");
  } else {
    Add(product, *status_list.status, location);
  }
}

void Statuses::CheckMark(ProductIndex product, std::size_t list, const Place& place) {
  Mark& mark = marks_[product];
  if (mark.vulnerability != vulnerability_ + 1) mark = {.vulnerability = vulnerability_ + 1};
  const auto list_bit = static_cast<std::uint16_t>(1U << list);
  const std::uint16_t group = lists_[list].group;
  if ((mark.lists & list_bit) != 0) {
    findings_.Warn(place, "", "product id ", Quoted(tree_.product(product).id), " is in this list twice");
  } else if (group != 0 && mark.groups != 0 && (mark.groups & group) == 0) {
    findings_.Warn(place, "6.1.6", "product id ", Quoted(tree_.product(product).id), " has a contradicting status");
  }
  mark.lists |= list_bit;
  mark.groups |= group;
}

void Statuses::Add(ProductIndex index, VexStatus status, const Location& location) {
  Statement statement = common_;
  statement.status = status;
  statement.location = location;
  if (status == VexStatus::kNotAffected) {
    statement.justification = remarks_.Justification(index);
    statement.justification_raw = statement.justification;
    statement.impact = remarks_.Impact(index);
  } else if (status == VexStatus::kAffected) {
    statement.action = remarks_.Action(index);
  }
  Draft& draft = findings_.draft();
  const Product& product = tree_.product(index);
  statement.relationship = product.relationship;
  statement.through = product.through;
  static constexpr SubjectId kNoComponent[] = {0};
  const bool alone = product.components.count == 0;
  for (const SubjectId subject : tree_.Subjects(product.products)) {
    for (const SubjectId component : alone ? std::span(kNoComponent) : tree_.Subjects(product.components)) {
      statement.product = subject;
      statement.component = component;
      draft.statements.push_back(statement);
      if (draft.Full()) return;
    }
  }
}

Location Statuses::LocationOf(std::size_t list) {
  Location& pattern = patterns_[list];
  if (pattern.pattern == 0) {
    pattern = findings_.draft().evidence.LocationOf(
        absl::StrCat("/vulnerabilities/0/product_status/", lists_[list].name, "/0"));
  }
  Location location = pattern;
  location.steps[0] = vulnerability_;
  return location;
}

}  // namespace vexlens::formats
