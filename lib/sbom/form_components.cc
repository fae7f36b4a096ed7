// From the entries of an SBOM to its components, and their names in documents that refer to it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lib/formats/cyclonedx/links.h"
#include "lib/sbom/draft.h"
#include "lib/sbom/sameness.h"

namespace vexlens::sbom {

using formats::Place;
using formats::Quoted;

void Draft::FormComponents(const References& references) {
  Sameness sameness = SamenessOf(components_);
  NumberComponents(sameness.first);
  TellOfRepeatedReferences(references.member);
  if (!references.bom_key.empty()) AddOpaqueNames(references);
  for (const auto& [entry, other] : sameness.namesakes) {
    findings_.Warn(Place(components_[entry].location), "", "has the purl of ", components_[other].location,
                   ", but not its digests: a component of its own");
  }
  perhaps_same_ = std::move(sameness.perhaps_same);
  UniteEntries();
}

void Draft::NumberComponents(std::span<const std::uint32_t> first) {
  std::uint32_t count = 0;
  component_of_.resize(first.size());
  for (std::uint32_t entry = 0; entry < first.size(); ++entry) {
    component_of_[entry] = first[entry] == entry ? count++ : component_of_[first[entry]];
  }
}

void Draft::TellOfRepeatedReferences(std::string_view member) {
  for (const auto& [earlier, entry] : repeated_refs_) {
    if (ComponentOf(earlier) == ComponentOf(entry)) continue;
    const Place place(components_[entry].location);
    findings_.Warn(Place(place, member), "", "another component has the reference ", Quoted(components_[entry].ref),
                   " too: here it stands for each of them, in other documents for none");
    loose_[earlier] = true;
    loose_[entry] = true;
  }
}

// Drops names of several components: what a document says of one of them must not count for another.
void Draft::AddOpaqueNames(const References& references) {
  constexpr std::uint32_t kNobody = UINT32_MAX;
  constexpr std::uint32_t kSeveral = UINT32_MAX - 1;
  struct Name {
    TextId text;
    std::uint32_t entry;
  };
  std::vector<Name> names;
  const auto add = [&](std::string_view ref, std::uint32_t entry) {
    names.push_back({texts_.Intern(formats::ElementKey(references.bom_key, ref)), entry});
  };
  for (std::uint32_t entry = 0; entry < components_.size(); ++entry) {
    const std::string_view ref = components_[entry].ref;
    if (!ref.empty()) add(ref, entry);
    // A link may have the reference without its escapes.
    if (ref.find('%') != ref.npos) add(formats::UnescapedRef(ref), entry);
    if (entry == references.subject) add("", entry);
  }
  std::vector<std::uint32_t> owners(texts_.size(), kNobody);
  for (const Name& name : names) {
    std::uint32_t& owner = owners[name.text];
    owner = owner == kNobody || owner == ComponentOf(name.entry) ? ComponentOf(name.entry) : kSeveral;
  }
  for (const Name& name : names) {
    SbomComponent& entry = components_[name.entry];
    if (owners[name.text] != kSeveral) {
      entry.identifiers.push_back(texts_.Text(name.text));
    } else if (!loose_[name.entry]) {
      const Place place(entry.location);
      findings_.Warn(Place(place, references.member), "", "in other documents ", Quoted(entry.ref),
                     " may mean another component too, and so stands for none");
    }
  }
}

void Draft::UniteEntries() {
  std::uint32_t count = 0;
  for (std::uint32_t entry = 0; entry < component_of_.size(); ++entry) {
    const std::uint32_t component = component_of_[entry];
    if (component == count) {
      if (entry != count) components_[count] = std::move(components_[entry]);
      ++count;
      continue;
    }
    SbomComponent& first = components_[component];
    const std::vector<std::string_view>& more = components_[entry].identifiers;
    first.identifiers.insert(first.identifiers.end(), more.begin(), more.end());
    findings_.Ignore(Place(components_[entry].location), "", "has the purl of ", first.location,
                     " and is one component with it");
  }
  components_.resize(count);
}

}  // namespace vexlens::sbom
