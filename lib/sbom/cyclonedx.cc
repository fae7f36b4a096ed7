// CycloneDX 1.2 to 1.7 in JSON: components and services, what they contain, and what they need.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/formats/component_identifiers.h"
#include "lib/formats/cyclonedx/links.h"
#include "lib/sbom/draft.h"
#include "vexlens/digest.h"

namespace vexlens::sbom {
namespace {

using formats::Place;

constexpr std::string_view kVersions[] = {"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"};

Draft::Kind KindOf(std::string_view type) {
  if (type == "container") return Draft::Kind::kContainer;
  return type == "operating-system" ? Draft::Kind::kOperatingSystem : Draft::Kind::kOther;
}

// Reports whether a member identifies its component in a way that no statement does.
bool IsUnreadIdentifier(std::string_view member) {
  return member == "swid" || member == "omniborId" || member == "swhid";
}

// Elements reads components and services at any depth, without recursion, each before those that it contains.
class Elements {
 public:
  explicit Elements(Draft& draft) : draft_(draft), findings_(draft.findings()), identifiers_(findings_) {}

  // Reads the component at `place` with all below it, and returns it.
  std::uint32_t Read(json::Value component, const Place& place) {
    const std::uint32_t index = Add(component, place);
    ReadBelow(component, place, index);
    return index;
  }

  // Reads the lists of `object`. Their elements are contained in `container`, if it is given.
  void ReadBelow(json::Value object, const Place& place, std::optional<std::uint32_t> container) {
    Push(object, place, container);
    while (!lists_.empty() && !draft_.Stopped()) {
      List& list = lists_.back();
      if (!(list.next != list.end)) {
        lists_.pop_back();
        continue;
      }
      const json::Value element = *list.next;
      ++list.next;
      list.element = Place(list.place, list.index++);
      if (!findings_.IsObject(element, list.element)) continue;
      const std::uint32_t index = Add(element, list.element);
      if (list.container.has_value()) {
        draft_.Link({&*list.container, 1}, {&index, 1}, SbomEdge::Kind::kContains, list.element);
      }
      Push(element, list.element, index);
    }
  }

 private:
  // List is an array on the way down. Places below point to its place.
  struct List {
    json::Value::Elements::Iterator next;
    json::Value::Elements::Iterator end;
    Place place;
    std::optional<std::uint32_t> container;
    std::size_t index = 0;
    Place element{};
  };

  void Push(json::Value object, const Place& place, std::optional<std::uint32_t> container) {
    // The last that is pushed is read first.
    for (const char* const name : {"services", "components"}) {
      const json::Value array = findings_.Array(object, place, name);
      if (array.count() == 0) continue;
      const auto elements = array.elements();
      lists_.push_back({elements.begin(), elements.end(), Place(place, name), container});
    }
  }

  std::uint32_t Add(json::Value element, const Place& place) {
    identifiers_.ReadCycloneDx(element, place);
    Draft::Entry entry{.ref = findings_.Text(element, place, "bom-ref"),
                       .name = findings_.Text(element, place, "name"),
                       .version = findings_.Text(element, place, "version"),
                       .identifiers = identifiers_.found()};
    for (const auto member : element.members()) {
      if (member.name == "type") entry.kind = KindOf(member.value.text());
      if (IsUnreadIdentifier(member.name)) findings_.Ignore(Place(place, member.name), "", "is not read");
    }
    return draft_.Add(entry, place);
  }

  Draft& draft_;
  formats::ReportFindings& findings_;
  formats::ComponentIdentifiers identifiers_;
  std::deque<List> lists_;
};

void ReadDependency(json::Value dependency, const Place& place, Draft& draft) {
  formats::ReportFindings& findings = draft.findings();
  const std::string_view ref = findings.RequiredText(dependency, place, "ref");
  std::span<const std::uint32_t> parents;
  if (!ref.empty()) parents = draft.Find(ref, Place(place, "ref"));
  if (dependency["provides"].count() > 0) {
    findings.Ignore(Place(place, "provides"), "", "what is implemented is no part");
  }
  const Place list(place, "dependsOn");
  std::size_t index = 0;
  for (const json::Value needed : findings.Array(dependency, place, "dependsOn").elements()) {
    const Place needed_place(list, index++);
    const std::string_view needed_ref = findings.Element(needed, needed_place);
    if (needed_ref.empty()) continue;
    const auto children = draft.Find(needed_ref, needed_place);
    draft.Link(parents, children, SbomEdge::Kind::kNeeds, needed_place);
    if (parents.empty()) draft.HangBelowRoot(children);
    if (draft.Stopped()) return;
  }
}

void ReadDependencies(json::Value document, Draft& draft) {
  const Place list("/dependencies");
  std::size_t index = 0;
  for (const json::Value dependency : draft.findings().Array(document, Place(), "dependencies").elements()) {
    const Place place(list, index++);
    if (draft.findings().IsObject(dependency, place)) ReadDependency(dependency, place, draft);
    if (draft.Stopped()) return;
  }
}

}  // namespace

absl::StatusOr<std::uint32_t> ReadCycloneDx(json::Value document, Draft& draft, SbomReport& report) {
  const json::Value version = document["specVersion"];
  if (std::find(std::begin(kVersions), std::end(kVersions), version.text()) == std::end(kVersions)) {
    return draft.Reject(absl::StatusCode::kUnimplemented, version.exists() ? "/specVersion" : "",
                        absl::StrCat(formats::Quoted(version.text()), " is no version of CycloneDX that is read"));
  }
  report.format_version = std::string(version.text());

  formats::ReportFindings& findings = draft.findings();
  const formats::BomNumbers numbers = formats::ReadBomNumbers(document, findings);
  const std::string bom_key = formats::BomKey(
      numbers.serial.empty() ? DigestText(Sha256(draft.bytes())) : std::string(numbers.serial), numbers.version);
  const Place root;
  const Place metadata_place("/metadata");
  const json::Value metadata = findings.Object(document, root, "metadata");
  const json::Value subject = findings.Object(metadata, metadata_place, "component");
  Elements elements(draft);
  std::optional<std::uint32_t> described;
  if (subject.exists()) described = elements.Read(subject, Place(metadata_place, "component"));
  elements.ReadBelow(document, root, std::nullopt);
  draft.FormComponents({.member = "bom-ref", .bom_key = bom_key, .subject = described});
  ReadDependencies(document, draft);
  return described.has_value() ? *described : draft.AddRoot("", bom_key);
}

}  // namespace vexlens::sbom
