#include "cli/json_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace vexlens::cli {
namespace {

// ShortEscape is the letter of a control character's short escape, 0 if it has none.
char ShortEscape(char c) {
  switch (c) {
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    case '"':
    case '\\':
      return c;
    default:
      return 0;
  }
}

}  // namespace

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    const char escape = ShortEscape(c);
    if (escape != 0) {
      json += '\\';
      json += escape;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppend(&json, "\\u00", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    } else {
      json += c;
    }
  }
  json += '"';
  return json;
}

std::string JsonStrings(std::span<const std::string_view> texts) {
  return absl::StrCat(
      "[",
      absl::StrJoin(texts, ",",
                    [](std::string* out, std::string_view text) { absl::StrAppend(out, JsonString(text)); }),
      "]");
}

std::string JsonArray(std::span<const std::string> values) {
  return absl::StrCat("[", absl::StrJoin(values, ","), "]");
}

JsonObject& JsonObject::AddJson(std::string_view name, std::string_view json) {
  absl::StrAppend(&text_, text_.size() == 1 ? "" : ",", JsonString(name), ":", json);
  return *this;
}

}  // namespace vexlens::cli
