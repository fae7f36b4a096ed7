#include "lib/formats/findings.h"

#include "absl/strings/escaping.h"

namespace vexlens::formats {
namespace {

constexpr std::size_t kLongestQuote = 120;

std::string_view TypeWords(json::Type type) {
  switch (type) {
    case json::Type::kObject:
      return "must be an object";
    case json::Type::kArray:
      return "must be an array";
    default:
      return "must be a string";
  }
}

}  // namespace

std::string Quoted(std::string_view text) {
  std::string_view cut = text.substr(0, kLongestQuote);
  if (cut.size() < text.size()) {
    while (!cut.empty() && (text[cut.size()] & 0xC0) == 0x80) cut.remove_suffix(1);  // whole characters only
  }
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(cut), cut.size() < text.size() ? "…\"" : "\"");
}

void ReportFindings::Keep(Finding::Kind kind, std::string location, std::string message, std::string_view code) {
  bytes_ += location.size() + message.size();
  report_.Add(kind, std::move(location), std::move(message), std::string(code));
}

void ReportFindings::Count(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::kIgnored:
      ++report_.ignored;
      break;
    case Finding::Kind::kRefused:
      ++report_.refused;
      break;
    case Finding::Kind::kWarning:
      ++report_.warnings;
      break;
  }
}

json::Value ReportFindings::Member(json::Value object, const Place& place, std::string_view name, json::Type type) {
  const json::Value value = object[name];
  return !value.exists() || Is(value, type, Place(place, name)) ? value : json::Value();
}

json::Value ReportFindings::Object(json::Value object, const Place& place, std::string_view name) {
  return Member(object, place, name, json::Type::kObject);
}

json::Value ReportFindings::Array(json::Value object, const Place& place, std::string_view name) {
  return Member(object, place, name, json::Type::kArray);
}

std::string_view ReportFindings::Text(json::Value object, const Place& place, std::string_view name) {
  return Member(object, place, name, json::Type::kString).text();
}

std::string_view ReportFindings::RequiredText(json::Value object, const Place& place, std::string_view name) {
  const json::Value value = Member(object, place, name, json::Type::kString);
  if (!value.text().empty()) return value.text();
  if (value.exists()) {
    Warn(Place(place, name), "", "must not be empty");
  } else if (!object[name].exists()) {
    Warn(place, "", "has no ", name);
  }
  return {};
}

bool ReportFindings::Is(json::Value value, json::Type type, const Place& place) {
  if (value.is(type)) return true;
  Warn(place, "", TypeWords(type));
  return false;
}

std::string_view ReportFindings::Element(json::Value element, const Place& place) {
  if (!element.text().empty()) return element.text();
  Warn(place, "", element.is_string() ? "must not be empty" : TypeWords(json::Type::kString));
  return {};
}

}  // namespace vexlens::formats
