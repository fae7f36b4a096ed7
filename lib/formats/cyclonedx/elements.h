// CycloneDxElements: what the bom-refs of a BOM's components and services mean.
#ifndef VEXLENS_LIB_FORMATS_CYCLONEDX_ELEMENTS_H_
#define VEXLENS_LIB_FORMATS_CYCLONEDX_ELEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "lib/formats/budget.h"
#include "lib/formats/component_identifiers.h"
#include "lib/formats/findings.h"
#include "lib/formats/nesting.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// CycloneDxElements has the elements of a BOM. Read them once. Its views live as long as it and the parsed document.
class CycloneDxElements {
 public:
  // Encloser is the number of an element with elements inside, from 1; 0 for none.
  using Encloser = std::uint32_t;

  // Element is a component or service with a bom-ref, or the BOM's subject (metadata.component).
  struct Element {
    std::string_view ref;
    std::uint32_t first = 0;  // of its identifiers, in the list of all
    std::uint32_t count = 0;
    Encloser encloser = 0;  // the element around it, other than the BOM's subject
    bool is_subject = false;
    bool ambiguous = false;  // another element has the same bom-ref, and other identifiers or another place
  };

  // Meaning is what a statement about an element is about: each of `identifiers` as a product, or as a component of
  // `product` if that is not 0. The product is the BOM's subject, or without one the outermost element around it.
  struct Meaning {
    SubjectId product = 0;
    std::span<const SubjectId> identifiers;
    std::string_view ref;
    std::uint32_t through = 0;  // list of Evidence::Through
  };

  // `bom_key` is the beginning of names of elements without identifiers.
  CycloneDxElements(std::string bom_key, Budget& budget, Findings& findings)
      : bom_key_(std::move(bom_key)), budget_(budget), findings_(findings), names_(findings) {}

  // Reads metadata.component, components and services at any depth.
  void Read(json::Value root, json::Value metadata);

  // Adds what links to elements of this BOM mean to the draft.
  void AddBomElements();

  // Returns the element with a bom-ref; null if there is none. "" is the BOM itself, which means its subject.
  const Element* Find(std::string_view ref) const;

  // Reports whether the BOM has any element that a bom-ref or a link can mean.
  bool has_elements() const { return !elements_.empty(); }

  // Returns the only element with an identifier; null if none or several have it.
  const Element* FindByIdentifier(SubjectId identifier);

  // Returns what a statement about `element` is about; nothing if it is nested too deep.
  std::optional<Meaning> MeaningOf(const Element& element);

  // Returns the meaning of a ref and identifiers that no element has.
  Meaning MeaningOfOther(std::string_view ref, std::span<const SubjectId> identifiers) const {
    return {subject_, identifiers, ref};
  }

  // Returns the opaque subject of an element without identifiers.
  SubjectId NameOf(std::string_view ref) const;

  const std::string& bom_key() const { return bom_key_; }

 private:
  struct Pending {
    json::Value array;
    const Place* place;
    Encloser encloser;
  };
  struct Enclosing {
    json::Value value;
    const Place* place;
    Encloser encloser = 0;   // the element around it
    Encloser outermost = 0;  // the outermost element around it
    SubjectId name = 0;      // its best identifier, computed on demand; 0 before
  };

  std::span<const SubjectId> Identifiers(const Element& element) const {
    return std::span(identifiers_).subspan(element.first, element.count);
  }
  // Reads one element and returns its best identifier; 0 if nothing can refer to it.
  SubjectId ReadElement(json::Value element, const Place& place, Encloser encloser, bool is_subject);
  void ReadIdentifiers(json::Value element, const Place& place, std::string_view ref);
  void AddDistinct(SubjectId subject);
  void Keep(std::string_view ref, const Element& element, const Place& place);
  void PushChildren(json::Value element, const Place& place, Encloser encloser);
  Encloser AddEncloser(json::Value element, const Place& place, Encloser around, SubjectId name);
  SubjectId EncloserName(Encloser encloser);
  SubjectId ProductOf(const Element& element);

  std::string bom_key_;
  Budget& budget_;
  Findings& findings_;
  ComponentIdentifiers names_;  // of the last element read
  std::vector<SubjectId> identifiers_;
  absl::flat_hash_map<std::string_view, Element> elements_;       // by bom-ref, the subject also by ""
  absl::flat_hash_map<SubjectId, const Element*> by_identifier_;  // filled on demand; null for several
  absl::flat_hash_set<SubjectId> seen_;                           // of the last element read
  std::vector<Enclosing> enclosers_{1};
  Nesting nesting_;
  std::deque<Place> places_;  // of elements with children
  std::vector<Pending> pending_;
  SubjectId subject_ = 0;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CYCLONEDX_ELEMENTS_H_
