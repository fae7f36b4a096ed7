#include "lib/formats/openvex/subcomponents.h"

#include <string>

#include "lib/formats/draft.h"
#include "lib/formats/nesting.h"

namespace vexlens::formats {

void OpenVexSubcomponents::Read(json::Value list, const Place& place, Location pattern, std::size_t step,
                                std::vector<Narrowing>& narrowings) {
  std::uint32_t index = 0;
  for (const json::Value element : list.elements()) {
    pattern.steps[step] = index;
    ReadElement(element, Place(place, index), &pattern, narrowings);
    if (budget_.spent()) return;
    ++index;
  }
}

// If `location` is null, the element's place is its location.
void OpenVexSubcomponents::ReadElement(json::Value element, const Place& place, const Location* location,
                                       std::vector<Narrowing>& narrowings) {
  components_.clear();
  const json::Value nested = identifiers_.Read(element, place, components_);
  if (components_.empty()) return;
  if (nested.exists() && !nested.is_array()) {
    findings_.Refuse(Place(place, "subcomponents"), "", "must be an array");
  } else if (nested.count() > 0) {
    ReadNested(nested, place, components_.front(), narrowings);
  } else {
    Add(components_, place, location, narrowings);
  }
}

// Recurses, but only as deep as kMostThrough.
void OpenVexSubcomponents::ReadNested(json::Value list, const Place& parent, SubjectId around,
                                      std::vector<Narrowing>& narrowings) {
  const Place place(parent, "subcomponents");
  if (around_.size() == kMostThrough) return findings_.Refuse(place, "", "lies too deep in other subcomponents");
  findings_.Warn(place, "", "OpenVEX lets no subcomponents stand here; they are read as parts of this one");
  around_.push_back(around);
  std::size_t index = 0;
  for (const json::Value element : list.elements()) {
    ReadElement(element, Place(place, index++), nullptr, narrowings);
    if (budget_.spent()) break;
  }
  around_.pop_back();
}

void OpenVexSubcomponents::Add(const std::vector<SubjectId>& components, const Place& place, const Location* location,
                               std::vector<Narrowing>& narrowings) {
  Narrowing narrowing;
  Evidence& evidence = findings_.draft().evidence;
  if (location != nullptr) {
    narrowing.location = *location;
  } else {
    const std::string pointer = place.Text();
    if (!budget_.TakeBytes(pointer.size()) || !budget_.TakeVisits(around_.size())) return;
    narrowing.location = evidence.LocationOf(pointer);
    narrowing.through = evidence.InternThrough(around_);
  }
  for (const SubjectId component : components) {
    narrowing.component = component;
    narrowings.push_back(narrowing);
  }
}

}  // namespace vexlens::formats
