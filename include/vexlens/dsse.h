// DSSE: signed bytes in an envelope (Dead Simple Signing Envelope 1.0.2).
#ifndef VEXLENS_DSSE_H_
#define VEXLENS_DSSE_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/keys.h"

namespace vexlens {

// DsseOptions bound what is taken; beyond a limit is RESOURCE_EXHAUSTED.
struct DsseOptions {
  std::size_t max_bytes = std::size_t{256} << 20;
};

// kMaxDsseSignatures is how many signatures an envelope may have.
inline constexpr std::size_t kMaxDsseSignatures = 100;

// DsseVerifier is a key that may have signed, and how it signs.
struct DsseVerifier {
  PublicKey key;
  SignatureScheme scheme;
};

// DssePayload is what was signed, and by whom.
struct DssePayload {
  std::string type;  // a media type, or a URI
  std::string bytes;
  std::vector<std::string> signers;  // the key_id of each key that signed, in order, none twice
};

// kMaxDsseChecks is how many pairs of a key and a signature SignersAmong tries.
inline constexpr std::size_t kMaxDsseChecks = 2000;

// DsseEnvelope is an envelope that was read. Its payload is nobody's word until Verify gave it. Immutable.
class DsseEnvelope {
 public:
  // Parse reads an envelope in JSON. Base64 may be standard or URL-safe, with padding or without; members that DSSE
  // does not know are ignored. INVALID_ARGUMENT names the place of what is none, and RESOURCE_EXHAUSTED tells of a
  // limit.
  static absl::StatusOr<DsseEnvelope> Parse(std::string_view json, const DsseOptions& options = {});

  // Verify gives the payload when at least `threshold` different keys among `verifiers` have signed it and its type.
  // Every signature is tried with every key that has not signed yet: the envelope's keyid is what somebody wrote
  // there, and decides nothing. UNAUTHENTICATED when too few have signed, INVALID_ARGUMENT for a threshold of 0.
  absl::StatusOr<DssePayload> Verify(std::span<const DsseVerifier> verifiers, std::size_t threshold = 1) const;

  // SignersAmong is the key_id of each of these keys that has signed, in order, none twice. Those that the signatures
  // name are tried first, and after kMaxDsseChecks no more.
  std::vector<std::string> SignersAmong(std::span<const DsseVerifier> verifiers) const;

  // The type and payload as they stand there, for whoever judges the signers otherwise; and the keyids that the
  // signatures name, which decide nothing.
  const std::string& unverified_type() const { return type_; }
  const std::string& unverified_payload() const { return payload_; }
  const std::vector<std::string>& key_ids() const { return key_ids_; }

 private:
  DsseEnvelope() = default;

  std::string type_;
  std::string payload_;
  std::vector<std::string> signatures_;
  std::vector<std::string> key_ids_;  // of each signature, "" for none
};

// DssePae is the text that is signed for a payload (pre-authentication encoding): "DSSEv1" and both sizes in bytes.
std::string DssePae(std::string_view type, std::string_view payload);

// SignDsse writes an envelope with a signature of each key, in canonical JSON; a signature's keyid is its key's
// key_id. INVALID_ARGUMENT when `type` is not UTF-8, and for no key or more than kMaxDsseSignatures.
absl::StatusOr<std::string> SignDsse(std::string_view type, std::string_view payload,
                                     std::span<const PrivateKey* const> keys);

}  // namespace vexlens

#endif  // VEXLENS_DSSE_H_
