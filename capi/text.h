// Texts across the edge.
#ifndef VEXLENS_CAPI_TEXT_H_
#define VEXLENS_CAPI_TEXT_H_

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"

struct vexlens_bytes {
  std::string bytes;
};

namespace vexlens::capi {

// Borrowed is a text that somebody else owns.
inline vexlens_str Borrowed(std::string_view text) { return {text.data(), text.size()}; }

// NewBytes gives bytes to the caller.
inline vexlens_bytes* NewBytes(std::string bytes) { return new vexlens_bytes{std::move(bytes)}; }

// Give puts a text, if it could be made, where the caller wants it.
inline absl::Status Give(absl::StatusOr<std::string> made, vexlens_bytes** out) {
  if (!made.ok()) return made.status();
  *out = NewBytes(*std::move(made));
  return absl::OkStatus();
}

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_TEXT_H_
