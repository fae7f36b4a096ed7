// Texts across the edge.
#ifndef VEXLENS_CAPI_TEXT_H_
#define VEXLENS_CAPI_TEXT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"
#include "vexlens/json_text.h"

struct vexlens_bytes {
  std::string bytes;
};

namespace vexlens::capi {

// Borrowed is a text that somebody else owns.
inline vexlens_str Borrowed(std::string_view text) { return {text.data(), text.size()}; }

// NewBytes gives bytes to the caller.
inline vexlens_bytes* NewBytes(std::string bytes) { return new vexlens_bytes{std::move(bytes)}; }

// JsonArrayOf is an array of what `json` makes of each.
template <typename Range, typename Json>
std::string JsonArrayOf(const Range& range, const Json& json) {
  std::vector<std::string> values;
  for (const auto& each : range) values.push_back(json(each));
  return JsonArray(values);
}

// JsonOf is for those that write themselves.
inline constexpr auto JsonOf = [](const auto& each) { return each.Json(); };

// Give puts a text, if it could be made, where the caller wants it.
inline absl::Status Give(absl::StatusOr<std::string> made, vexlens_bytes** out) {
  if (!made.ok()) return made.status();
  *out = NewBytes(*std::move(made));
  return absl::OkStatus();
}

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_TEXT_H_
