// Errors at the boundary: a status becomes a vexlens_error, and no exception gets out.
#ifndef VEXLENS_CAPI_ERROR_H_
#define VEXLENS_CAPI_ERROR_H_

#include <exception>
#include <new>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "vexlens.h"

struct vexlens_error {
  int32_t code;
  std::string message;
};

namespace vexlens::capi {

// Returns a new error. If there is no memory for one, it returns a static error that says so.
vexlens_error* NewError(absl::StatusCode code, std::string_view message) noexcept;

// Runs the body of a function that can fail. Turns its status and its exceptions into an error, null for OK.
template <typename Body>
vexlens_error* Guard(const Body& body) noexcept {
  try {
    const absl::Status status = body();
    return status.ok() ? nullptr : NewError(status.code(), status.message());
  } catch (const std::bad_alloc&) {
    return NewError(absl::StatusCode::kResourceExhausted, "out of memory");
  } catch (const std::exception& error) {
    return NewError(absl::StatusCode::kInternal, error.what());
  } catch (...) {
    return NewError(absl::StatusCode::kInternal, "something was thrown that is no exception");
  }
}

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_ERROR_H_
