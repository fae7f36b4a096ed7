// Keys from PEM: no text breaks a reader, and what was read is written and read again as the same key.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "vexlens/keys.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto key = vexlens::PublicKey::FromPem(text); key.ok()) {
    const auto again = vexlens::PublicKey::FromPem(key->Pem());
    if (!again.ok() || again->key_id() != key->key_id()) std::abort();
  }
  if (const auto key = vexlens::PrivateKey::FromPem(text); key.ok()) {
    const auto signature = key->Sign(text);
    if (!signature.ok() || !key->public_key().Verify(key->scheme(), text, *signature).ok()) std::abort();
  }
  return 0;
}
