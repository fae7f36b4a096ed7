#include "capi/error.h"

#include "capi/text.h"

namespace vexlens::capi {
namespace {

vexlens_error out_of_memory{VEXLENS_RESOURCE_EXHAUSTED, "out of memory"};  // short: no memory is needed for it

}  // namespace

vexlens_error* NewError(absl::StatusCode code, std::string_view message) noexcept {
  try {
    return new vexlens_error{static_cast<int32_t>(code), std::string(message)};
  } catch (const std::bad_alloc&) {
    return &out_of_memory;
  }
}

}  // namespace vexlens::capi

int32_t vexlens_error_code(const vexlens_error* error) { return error == nullptr ? 0 : error->code; }

vexlens_str vexlens_error_message(const vexlens_error* error) {
  return error == nullptr ? vexlens_str{nullptr, 0} : vexlens::capi::Borrowed(error->message);
}

void vexlens_error_free(vexlens_error* error) {
  if (error != &vexlens::capi::out_of_memory) delete error;
}
