// What is canonical stays as it is, and only what the exact reader takes has a canonical form, but for whole numbers
// that are too wide for 64 bit.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lib/json/diagnose.h"
#include "vexlens/canonical_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto canonical = vexlens::CanonicalJson(text);
  if (canonical.ok() && vexlens::CanonicalJson(*canonical).value_or("") != *canonical) std::abort();
  const auto fault = vexlens::json::FindFault(text, vexlens::kMaxCanonicalDepth);
  const bool too_wide = fault.has_value() && fault->message == "a number out of range";
  if (canonical.ok() == fault.has_value() && !too_wide) std::abort();
  return 0;
}
