#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/text.h"
#include "vexlens/canonical_json.h"
#include "vexlens/dsse.h"
#include "vexlens/keys.h"
#include "vexlens/signature.h"
#include "vexlens/support/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::Give;
using vexlens::capi::Guard;
using vexlens::capi::NewBytes;

namespace {

// AtKey says which of the keys an error is about.
absl::Status AtKey(std::size_t index, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat("keys[", index, "]: ", status.message()));
}

absl::StatusOr<std::vector<vexlens::PrivateKey>> PrivateKeys(const std::vector<std::string_view>& pems) {
  std::vector<vexlens::PrivateKey> keys;
  for (const std::string_view pem : pems) {
    absl::StatusOr<vexlens::PrivateKey> key = vexlens::PrivateKey::FromPem(pem);
    if (!key.ok()) return AtKey(keys.size(), key.status());
    keys.push_back(*std::move(key));
  }
  return keys;
}

absl::StatusOr<std::vector<vexlens::DsseVerifier>> Verifiers(const std::vector<std::string_view>& pems) {
  std::vector<vexlens::DsseVerifier> verifiers;
  for (std::size_t i = 0; i < pems.size(); ++i) {
    const absl::StatusOr<vexlens::PublicKey> key = vexlens::PublicKey::FromPem(pems[i]);
    if (!key.ok()) return AtKey(i, key.status());
    for (vexlens::DsseVerifier& verifier : vexlens::VerifiersOf(*key)) verifiers.push_back(std::move(verifier));
  }
  return verifiers;
}

}  // namespace

vexlens_error* vexlens_sha256(vexlens_str bytes, char text[71]) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const std::string_view digested = in.Text(bytes, "bytes");
    in.NotNull(text, "text");
    static_assert(vexlens::kDigestRoom == 71);
    if (in.ok()) WriteDigest(vexlens::Sha256(digested), text);
    return in.status();
  });
}

vexlens_error* vexlens_canonical_json(vexlens_str json, vexlens_bytes** canonical) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const std::string_view text = in.Text(json, "json");
    in.NotNull(canonical, "canonical");
    if (!in.ok()) return in.status();
    absl::StatusOr<std::string> written = vexlens::CanonicalJson(text);
    return Give(std::move(written), canonical);
  });
}

vexlens_error* vexlens_dsse_sign(vexlens_str payload_type, vexlens_str payload, const vexlens_str* keys, size_t count,
                                 vexlens_bytes** envelope) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const std::string_view type = in.Text(payload_type, "payload_type");
    const std::string_view bytes = in.Text(payload, "payload");
    const auto pems = in.Texts(keys, count, "keys");
    in.NotNull(envelope, "envelope");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto signers, PrivateKeys(pems));
    std::vector<const vexlens::PrivateKey*> pointers;
    for (const vexlens::PrivateKey& signer : signers) pointers.push_back(&signer);
    absl::StatusOr<std::string> written = vexlens::SignDsse(type, bytes, pointers);
    return Give(std::move(written), envelope);
  });
}

vexlens_error* vexlens_dsse_verify(vexlens_str envelope, const vexlens_str* keys, size_t count, uint64_t threshold,
                                   vexlens_bytes** payload, vexlens_bytes** payload_type) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const std::string_view json = in.Text(envelope, "envelope");
    const auto pems = in.Texts(keys, count, "keys");
    in.NotNull(payload, "payload");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto verifiers, Verifiers(pems));
    VEXLENS_ASSIGN_OR_RETURN(const auto read, vexlens::DsseEnvelope::Parse(json));
    VEXLENS_ASSIGN_OR_RETURN(auto verified, read.Verify(verifiers, threshold));
    std::unique_ptr<vexlens_bytes> bytes(NewBytes(std::move(verified.bytes)));
    if (payload_type != nullptr) *payload_type = NewBytes(std::move(verified.type));
    *payload = bytes.release();
    return absl::OkStatus();
  });
}
