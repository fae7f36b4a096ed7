// Bytes as an envelope, a bundle or an in-toto statement: whatever they are, they are opened or refused, and nobody is
// verified.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/reader.h"
#include "vexlens/signature.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  vexlens::Evidence evidence;
  const vexlens::Report report = vexlens::ReadDocument(bytes, vexlens::ReadOptions(), evidence);
  if (evidence.statements().size() != report.statements) std::abort();
  vexlens::JudgeSignatures(vexlens::IssuerDirectory::Starter(), vexlens::Instant{0}, evidence);
  for (const vexlens::Document& document : evidence.documents()) {
    if (document.signature == vexlens::SignatureState::kVerified) std::abort();
    const std::string_view own = report.document.has_value() ? std::string_view(*report.document) : bytes;
    if (vexlens::Sha256(own) != document.digest) std::abort();
    // What an envelope holds is a document by itself.
    vexlens::Evidence again;
    vexlens::ReadDocument(own, vexlens::ReadOptions(), again);
    if (again.documents().size() != 1 || again.documents()[0].digest != document.digest) std::abort();
  }
  return 0;
}
