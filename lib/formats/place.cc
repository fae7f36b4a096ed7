#include "lib/formats/place.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/json/pointer.h"

namespace vexlens::formats {

std::string Place::Text() const {
  std::vector<const Place*> steps;
  for (const Place* place = this; place != nullptr; place = place->parent_) steps.push_back(place);
  std::reverse(steps.begin(), steps.end());
  std::string text;
  for (const Place* place : steps) {
    switch (place->step_) {
      case Step::kPointer:
        absl::StrAppend(&text, place->name_);
        break;
      case Step::kMember:
        absl::StrAppend(&text, "/", json::EscapePointer(place->name_));
        break;
      case Step::kElement:
        absl::StrAppend(&text, "/", place->index_);
        break;
    }
  }
  return text;
}

}  // namespace vexlens::formats
