#include "capi/text.h"

vexlens_str vexlens_bytes_view(const vexlens_bytes* bytes) {
  return bytes == nullptr ? vexlens_str{nullptr, 0} : vexlens::capi::Borrowed(bytes->bytes);
}

void vexlens_bytes_free(vexlens_bytes* bytes) { delete bytes; }
