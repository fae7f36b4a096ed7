// Bytes as a CycloneDX document: whatever they are, they are read or refused, and what was read is sound
// evidence.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "vexlens/evidence.h"
#include "vexlens/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const vexlens::ReadOptions options;
  vexlens::Evidence evidence;
  const vexlens::Report report = vexlens::ReadDocument({reinterpret_cast<const char*>(data), size}, options, evidence);
  if (evidence.statements().size() != report.statements) std::abort();
  evidence.ConnectBomLinks();
  for (const vexlens::Statement& statement : evidence.statements()) {
    if (statement.product == 0 || statement.vulnerability == 0) std::abort();
    if (!evidence.LocationText(statement.location).starts_with('/')) std::abort();
  }
  std::string json;
  vexlens::WriteEvidence(evidence, json);
  vexlens::Evidence again;
  if (!vexlens::ReadEvidence(json, options, again).ok()) std::abort();
  return 0;
}
