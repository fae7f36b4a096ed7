// The two readers of JSON, the fast one and the exact one, must agree on every text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lib/json/diagnose.h"
#include "lib/json/document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr vexlens::json::Parser::Limits kLimits = {.max_bytes = 1 << 20, .max_depth = 20};
  vexlens::json::Parser parser;
  vexlens::json::Value root;
  const bool refused = parser.Parse(text, kLimits, 0, root).has_value();
  if (size <= kLimits.max_bytes && refused != vexlens::json::FindFault(text, kLimits.max_depth).has_value())
    std::abort();
  return 0;
}
