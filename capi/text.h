// Texts across the boundary.
#ifndef VEXLENS_CAPI_TEXT_H_
#define VEXLENS_CAPI_TEXT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"
#include "vexlens/support/json_text.h"

struct vexlens_bytes {
  std::string bytes;
};

namespace vexlens::capi {

// Returns a view of a text, which its owner keeps.
inline vexlens_str Borrowed(std::string_view text) { return {text.data(), text.size()}; }

// Returns new bytes, which the caller owns.
inline vexlens_bytes* NewBytes(std::string bytes) { return new vexlens_bytes{std::move(bytes)}; }

// Returns a JSON array with `json(each)` for each element.
template <typename Range, typename Json>
std::string JsonArrayOf(const Range& range, const Json& json) {
  std::vector<std::string> values;
  for (const auto& each : range) values.push_back(json(each));
  return JsonArray(values);
}

// JsonOf is the `json` of types with a Json member.
inline constexpr auto JsonOf = [](const auto& each) { return each.Json(); };

// Sets `*out` to new bytes with the text, or returns the error.
inline absl::Status Give(absl::StatusOr<std::string> made, vexlens_bytes** out) {
  if (!made.ok()) return made.status();
  *out = NewBytes(*std::move(made));
  return absl::OkStatus();
}

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_TEXT_H_
