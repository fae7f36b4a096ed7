// Bytes as an OpenVEX document: whatever they are, they are read or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "vexlens/evidence.h"
#include "vexlens/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vexlens::Evidence evidence;
  const vexlens::Report report =
      vexlens::ReadDocument({reinterpret_cast<const char*>(data), size}, vexlens::ReadOptions(), evidence);
  if (evidence.statements().size() != report.statements) std::abort();
  for (const vexlens::Statement& statement : evidence.statements()) {
    if (statement.product == 0 || statement.vulnerability == 0) std::abort();
    if (!evidence.LocationText(statement.location).starts_with('/')) std::abort();
  }
  return 0;
}
