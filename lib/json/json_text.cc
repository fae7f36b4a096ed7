#include "vexlens/support/json_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "vexlens/canonical_json.h"

namespace vexlens {

std::string JsonString(std::string_view text) {
  std::string json;
  AppendJsonString(text, json);
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

}  // namespace vexlens
