#include "lib/formats/cyclonedx/elements.h"

#include <algorithm>
#include <cstddef>

#include "lib/formats/cyclonedx/links.h"
#include "lib/formats/draft.h"

namespace vexlens::formats {

void CycloneDxElements::Read(json::Value root, json::Value metadata) {
  const Place document;
  const Place metadata_place("/metadata");
  const json::Value subject = findings_.Object(metadata, metadata_place, "component");
  const Place subject_place(metadata_place, "component");
  if (subject.exists()) {
    ReadElement(subject, subject_place, 0, true);
    PushChildren(subject, subject_place, 0);
  }
  PushChildren(root, document, 0);
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    std::size_t index = 0;
    for (const json::Value element : next.array.elements()) {
      const Place place(*next.place, index++);
      if (!findings_.IsObject(element, place)) continue;
      const SubjectId name = ReadElement(element, place, next.encloser, false);
      PushChildren(element, place, AddEncloser(element, place, next.encloser, name));
    }
  }
}

// Returns `element` as the encloser of its children; 0 if it has none.
CycloneDxElements::Encloser CycloneDxElements::AddEncloser(json::Value element, const Place& place, Encloser around,
                                                           SubjectId name) {
  if (element["components"].count() == 0 && element["services"].count() == 0) return 0;
  const auto encloser = static_cast<Encloser>(enclosers_.size());
  const Encloser outermost = around == 0 ? encloser : enclosers_[around].outermost;
  enclosers_.push_back({element, &places_.emplace_back(place), around, outermost, name});
  return encloser;
}

void CycloneDxElements::PushChildren(json::Value element, const Place& place, Encloser encloser) {
  const Place* parent = encloser == 0 ? nullptr : enclosers_[encloser].place;
  for (const std::string_view name : {"components", "services"}) {
    const json::Value children = findings_.Array(element, place, name);
    if (children.count() == 0) continue;
    if (parent == nullptr) parent = &places_.emplace_back(place);
    pending_.push_back({children, &places_.emplace_back(*parent, name), encloser});
  }
}

SubjectId CycloneDxElements::ReadElement(json::Value value, const Place& place, Encloser encloser, bool is_subject) {
  const std::string_view ref = findings_.Text(value, place, "bom-ref");
  if (ref.empty() && !is_subject) return 0;
  Element element;
  element.ref = ref;
  element.encloser = encloser;
  element.is_subject = is_subject;
  element.first = static_cast<std::uint32_t>(identifiers_.size());
  ReadIdentifiers(value, place, ref);
  element.count = static_cast<std::uint32_t>(identifiers_.size()) - element.first;
  if (is_subject) {
    subject_ = identifiers_[element.first];
    elements_[""] = element;
  }
  if (!ref.empty()) Keep(ref, element, place);
  return identifiers_[element.first];
}

void CycloneDxElements::Keep(std::string_view ref, const Element& element, const Place& place) {
  const auto [known, added] = elements_.try_emplace(ref, element);
  if (added) return;
  findings_.Warn(Place(place, "bom-ref"), "", "another element has the bom-ref ", Quoted(ref), " too");
  const auto a = Identifiers(known->second);
  const auto b = Identifiers(element);
  const bool same = std::equal(a.begin(), a.end(), b.begin(), b.end());
  if (!same || known->second.encloser != element.encloser) known->second.ambiguous = true;
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
    const std::optional<Meaning> meaning = MeaningOf(element);
    if (!meaning.has_value()) continue;  // nested too deeply: a link to it stays opaque
    const SubjectId best = meaning->identifiers.front();
    const bool alone = meaning->product == 0;
    const auto add = [&](std::string_view of) {
      draft.bom_elements.push_back({0, draft.Intern(ElementKey(bom_key_, of)), alone ? best : meaning->product,
                                    alone ? 0 : best, meaning->through});
    };
    add(ref);
    // A link may have the ref without its escapes.
    if (const std::string unescaped = UnescapedRef(ref); unescaped != ref) add(unescaped);
  }
}

const CycloneDxElements::Element* CycloneDxElements::Find(std::string_view ref) const {
  const auto place = elements_.find(ref);
  return place == elements_.end() ? nullptr : &place->second;
}

const CycloneDxElements::Element* CycloneDxElements::FindByIdentifier(SubjectId identifier) {
  if (by_identifier_.empty()) {
    for (const auto& [ref, element] : elements_) {
      if (ref.empty() && !element.ref.empty()) continue;  // the subject, which is also there with its own ref
      for (const SubjectId subject : Identifiers(element)) {
        const auto [known, added] = by_identifier_.try_emplace(subject, &element);
        if (!added || element.ambiguous) known->second = nullptr;
      }
    }
  }
  const auto found = by_identifier_.find(identifier);
  return found == by_identifier_.end() ? nullptr : found->second;
}

std::optional<CycloneDxElements::Meaning> CycloneDxElements::MeaningOf(const Element& element) {
  Meaning meaning{ProductOf(element), Identifiers(element), element.ref};
  if (element.encloser == 0) return meaning;
  nesting_.Clear();
  nesting_.Add(identifiers_[element.first]);
  for (Encloser at = element.encloser; at != 0 && !nesting_.too_deep(); at = enclosers_[at].encloser) {
    nesting_.Add(EncloserName(at));
  }
  if (subject_ != 0) nesting_.Add(subject_);
  if (nesting_.too_deep()) return std::nullopt;
  meaning.through = nesting_.ThroughReversed(findings_.draft().evidence);
  return meaning;
}

SubjectId CycloneDxElements::ProductOf(const Element& element) {
  if (element.is_subject) return 0;
  if (subject_ != 0 || element.encloser == 0) return subject_;
  return EncloserName(enclosers_[element.encloser].outermost);
}

// An element without a bom-ref and identifiers is named by its place, so that nothing else has its name.
SubjectId CycloneDxElements::EncloserName(Encloser encloser) {
  Enclosing& enclosing = enclosers_[encloser];
  if (enclosing.name != 0) return enclosing.name;
  names_.ReadCycloneDx(enclosing.value, *enclosing.place);
  if (!names_.found().empty()) {
    enclosing.name = findings_.draft().evidence.InternSubject(names_.found().front(), "");
  } else {
    const std::string place = enclosing.place->Text();
    enclosing.name = NameOf(budget_.TakeBytes(place.size()) ? place : "");
  }
  return enclosing.name;
}

SubjectId CycloneDxElements::NameOf(std::string_view ref) const {
  return findings_.draft().evidence.InternSubject(ElementKey(bom_key_, ref), "");
}

}  // namespace vexlens::formats
