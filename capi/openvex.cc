#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/text.h"

vexlens_error* vexlens_openvex(ArrowArrayStream* rows, const vexlens_openvex_options*, vexlens_bytes**) {
  return vexlens::capi::Guard([&]() -> absl::Status {
    if (rows != nullptr && rows->release != nullptr) rows->release(rows);
    return absl::UnimplementedError("not yet");
  });
}
