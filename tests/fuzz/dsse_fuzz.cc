// Envelopes: no text breaks the reader, and nothing verifies that the key in hand did not sign.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "vexlens/dsse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The key of the specification's example, with which it signed "hello world" and nothing else.
  static const vexlens::DsseVerifier verifier = {*vexlens::PublicKey::FromPem(R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ805D3eqNZywjCI19lInBJOp7YMr
CrzAH3CVTAOQ0jgMeCvVTiaRJaRPRDOv8UMs6U4SvKc6pnrIDOoSYI3fdA==
-----END PUBLIC KEY-----
)"),
                                                 vexlens::SignatureScheme::kEcdsaP256Sha256};
  const auto envelope = vexlens::DsseEnvelope::Parse({reinterpret_cast<const char*>(data), size});
  if (!envelope.ok()) return 0;
  const auto payload = envelope->Verify({&verifier, 1});
  if (payload.ok() && (payload->bytes != "hello world" || payload->type != "http://example.com/HelloWorld"))
    std::abort();
  return 0;
}
