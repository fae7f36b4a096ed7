// Certificates, in DER so that a fuzzer need not know base64.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lib/signing/pem.h"
#include "vexlens/keys.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view der(reinterpret_cast<const char*>(data), size);
  const auto certificate = vexlens::ParseCertificate(vexlens::signing::EncodePem(der, "CERTIFICATE"));
  if (!certificate.ok()) return 0;
  if (!certificate->ValidAt(certificate->not_before) || !certificate->ValidAt(certificate->not_after)) std::abort();
  if (!vexlens::PublicKey::FromPem(certificate->key.Pem()).ok()) std::abort();
  return 0;
}
