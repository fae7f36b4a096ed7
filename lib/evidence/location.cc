// Packed JSON Pointers: real feeds have few patterns and many indexes.
#include <charconv>

#include "vexlens/evidence.h"

namespace vexlens {
namespace {

// Reads a segment of a pointer into `index`. Returns false if it is not an array index.
bool ReadIndex(std::string_view segment, std::uint32_t& index) {
  if (segment.empty() || (segment.size() > 1 && segment[0] == '0')) return false;
  const auto result = std::from_chars(segment.data(), segment.data() + segment.size(), index);
  return result.ec == std::errc() && result.ptr == segment.data() + segment.size() && index != Location::kNoStep;
}

}  // namespace

Location Evidence::LocationOf(std::string_view pointer) {
  Location location;
  if (pointer.find(Location::kIndexMark) != std::string_view::npos) {  // a member name with that character
    location.pattern = texts_.Intern(pointer);
    return location;
  }
  std::string pattern;
  std::size_t kept = 0;
  while (!pointer.empty()) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view segment = pointer.substr(0, end);
    std::uint32_t index = 0;
    if (kept < location.steps.size() && segment[0] == '/' && ReadIndex(segment.substr(1), index)) {
      location.steps[kept++] = index;
      pattern += '/';
      pattern += Location::kIndexMark;
    } else {
      pattern += segment;
    }
    pointer.remove_prefix(end);
  }
  location.pattern = texts_.Intern(pattern);
  return location;
}

void Evidence::AppendLocation(const Location& location, std::string& out) const {
  std::string_view rest = Text(location.pattern);
  for (const std::uint32_t step : location.steps) {
    const std::size_t mark = rest.find(Location::kIndexMark);
    if (mark == std::string_view::npos || step == Location::kNoStep) break;
    out.append(rest, 0, mark);
    char digits[10];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, step).ptr);
    rest.remove_prefix(mark + 1);
  }
  out += rest;
}

std::string Evidence::LocationText(const Location& location) const {
  std::string out;
  AppendLocation(location, out);
  return out;
}

}  // namespace vexlens
