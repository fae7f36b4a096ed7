// Evidence in normal form: whatever is read is written in the one form that reads back as itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "vexlens/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  vexlens::Evidence evidence;
  if (!vexlens::ReadEvidence(text, {}, evidence).ok()) {
    if (!evidence.documents().empty() || !evidence.statements().empty()) std::abort();
    return 0;
  }
  std::string first;
  vexlens::WriteEvidence(evidence, first);
  vexlens::Evidence again;
  if (!vexlens::ReadEvidence(first, {}, again).ok()) std::abort();
  std::string second;
  vexlens::WriteEvidence(again, second);
  if (first != second) std::abort();
  return 0;
}
