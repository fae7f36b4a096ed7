#include "lib/formats/cyclonedx_elements.h"

#include <algorithm>
#include <cstddef>

#include "lib/formats/cyclonedx_links.h"
#include "lib/formats/draft.h"

namespace vexlens::formats {

void CycloneDxElements::Read(json::Value root, json::Value metadata) {
  const Place document;
  const Place metadata_place("/metadata");
  const json::Value subject = findings_.Object(metadata, metadata_place, "component");
  const Place subject_place(metadata_place, "component");
  if (subject.exists()) {
    ReadElement(subject, subject_place, true);
    PushChildren(subject, subject_place);
  }
  PushChildren(root, document);
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    std::size_t index = 0;
    for (const json::Value element : next.array.elements()) {
      const Place place(*next.place, index++);
      if (!findings_.IsObject(element, place)) continue;
      ReadElement(element, place, false);
      PushChildren(element, place);
    }
  }
}

void CycloneDxElements::PushChildren(json::Value element, const Place& place) {
  const Place* parent = nullptr;
  for (const std::string_view name : {"components", "services"}) {
    const json::Value children = findings_.Array(element, place, name);
    if (children.count() == 0) continue;
    if (parent == nullptr) parent = &places_.emplace_back(place);
    pending_.push_back({children, &places_.emplace_back(*parent, name)});
  }
}

void CycloneDxElements::ReadElement(json::Value value, const Place& place, bool is_subject) {
  const std::string_view ref = findings_.Text(value, place, "bom-ref");
  if (ref.empty() && !is_subject) return;  // nothing can refer to it
  Element element;
  element.ref = ref;
  element.is_subject = is_subject;
  element.first = static_cast<std::uint32_t>(identifiers_.size());
  ReadIdentifiers(value, place, ref);
  element.count = static_cast<std::uint32_t>(identifiers_.size()) - element.first;
  if (is_subject) {
    subject_ = identifiers_[element.first];
    elements_[""] = element;
  }
  if (!ref.empty()) Keep(ref, element, place);
}

void CycloneDxElements::Keep(std::string_view ref, const Element& element, const Place& place) {
  const auto [known, added] = elements_.try_emplace(ref, element);
  if (added) return;
  findings_.Warn(Place(place, "bom-ref"), "", "another element has the bom-ref ", Quoted(ref), " too");
  const auto a = Identifiers(known->second);
  const auto b = Identifiers(element);
  if (!std::equal(a.begin(), a.end(), b.begin(), b.end())) known->second.ambiguous = true;
}

void CycloneDxElements::ReadIdentifiers(json::Value element, const Place& place, std::string_view ref) {
  seen_.clear();
  const std::size_t before = identifiers_.size();
  names_.ReadCycloneDx(element, place);
  for (const std::string& name : names_.found()) AddDistinct(findings_.draft().evidence.InternSubject(name, ""));
  if (identifiers_.size() == before) identifiers_.push_back(NameOf(ref));
}

void CycloneDxElements::AddDistinct(SubjectId subject) {
  if (seen_.insert(subject).second) identifiers_.push_back(subject);
}

void CycloneDxElements::AddBomElements() {
  Draft& draft = findings_.draft();
  for (const auto& [ref, element] : elements_) {
    if (element.ambiguous) continue;
    const Meaning meaning = MeaningOf(element);
    const SubjectId best = meaning.identifiers.front();
    const SubjectId product = meaning.product != 0 ? meaning.product : best;
    const SubjectId component = meaning.product != 0 ? best : 0;
    draft.bom_elements.push_back({0, draft.Intern(ElementKey(bom_key_, ref)), product, component});
    // A link may hold the ref's own escapes undone.
    const std::string unescaped = UnescapedRef(ref);
    if (unescaped != ref) {
      draft.bom_elements.push_back({0, draft.Intern(ElementKey(bom_key_, unescaped)), product, component});
    }
  }
}

const CycloneDxElements::Element* CycloneDxElements::Find(std::string_view ref) const {
  const auto place = elements_.find(ref);
  return place == elements_.end() ? nullptr : &place->second;
}

SubjectId CycloneDxElements::NameOf(std::string_view ref) const {
  return findings_.draft().evidence.InternSubject(ElementKey(bom_key_, ref), "");
}

}  // namespace vexlens::formats
