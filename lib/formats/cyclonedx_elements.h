// CycloneDxElements: what the bom-refs of a BOM's components and services stand for.
#ifndef VEXLENS_LIB_FORMATS_CYCLONEDX_ELEMENTS_H_
#define VEXLENS_LIB_FORMATS_CYCLONEDX_ELEMENTS_H_

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "lib/formats/component_identifiers.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// CycloneDxElements is read once; its spans and bom-refs live as long as it and the parsed document.
class CycloneDxElements {
 public:
  // Element is a component or service with a bom-ref, or the BOM's subject (metadata.component).
  struct Element {
    std::string_view ref;
    std::uint32_t first = 0;  // its identifiers' place in the list of all
    std::uint32_t count = 0;
    bool is_subject = false;
    bool ambiguous = false;  // another element has the same bom-ref and other identifiers
  };

  // Meaning is what a statement about an element is about: each of `identifiers` as a product, or as a component
  // of `product` when that is not 0. A component outside the BOM's subject is another matter.
  struct Meaning {
    SubjectId product = 0;
    std::span<const SubjectId> identifiers;
    std::string_view ref;
  };

  // `bom_key` begins the names of elements without identifiers.
  CycloneDxElements(std::string bom_key, Findings& findings)
      : bom_key_(std::move(bom_key)), findings_(findings), names_(findings) {}

  // Read takes in metadata.component, components and services, however deep.
  void Read(json::Value root, json::Value metadata);

  // AddBomElements tells the draft what links to this BOM's elements mean.
  void AddBomElements();

  // Find is the element of a bom-ref; nullptr when there is none. The BOM itself ("") is its subject.
  const Element* Find(std::string_view ref) const;

  Meaning MeaningOf(const Element& element) const {
    return {element.is_subject ? 0 : subject_, Identifiers(element), element.ref};
  }

  // MeaningOfOther is that of a ref and identifiers that no element has.
  Meaning MeaningOfOther(std::string_view ref, std::span<const SubjectId> identifiers) const {
    return {subject_, identifiers, ref};
  }

  // NameOf is the opaque subject that an element without identifiers is.
  SubjectId NameOf(std::string_view ref) const;

  const std::string& bom_key() const { return bom_key_; }

 private:
  struct Pending {
    json::Value array;
    const Place* place;
  };

  std::span<const SubjectId> Identifiers(const Element& element) const {
    return std::span(identifiers_).subspan(element.first, element.count);
  }
  void ReadElement(json::Value element, const Place& place, bool is_subject);
  void ReadIdentifiers(json::Value element, const Place& place, std::string_view ref);
  void AddDistinct(SubjectId subject);
  void Keep(std::string_view ref, const Element& element, const Place& place);
  void PushChildren(json::Value element, const Place& place);

  std::string bom_key_;
  Findings& findings_;
  ComponentIdentifiers names_;  // of the element read last
  std::vector<SubjectId> identifiers_;
  absl::flat_hash_map<std::string_view, Element> elements_;  // by bom-ref, the subject also by ""
  absl::flat_hash_set<SubjectId> seen_;                      // of the element read last
  std::deque<Place> places_;                                 // of elements with children
  std::vector<Pending> pending_;
  SubjectId subject_ = 0;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CYCLONEDX_ELEMENTS_H_
