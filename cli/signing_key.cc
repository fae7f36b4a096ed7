#include "cli/signing_key.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/streams.h"
#include "vexlens/attestation.h"
#include "vexlens/dsse.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {

absl::StatusOr<SigningKey> SigningKey::Of(const Options& options) {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  SigningKey signing;
  if (options.signing_key.empty()) return signing;
  VEXLENS_ASSIGN_OR_RETURN(const std::string pem, ReadFile(options.signing_key, kMost));
  absl::StatusOr<PrivateKey> key = PrivateKey::FromPem(pem);
  if (!key.ok()) return absl::Status(key.status().code(), absl::StrCat("--key: ", key.status().message()));
  signing.key_ = std::make_shared<const PrivateKey>(*std::move(key));
  return signing;
}

absl::StatusOr<std::string> SigningKey::Envelope(std::string attestation) const {
  if (key_ == nullptr) return attestation;
  const PrivateKey* const key = key_.get();
  return SignDsse(kInTotoPayloadType, attestation, {&key, 1});
}

int WriteAttestation(const absl::StatusOr<std::string>& attestation, const SigningKey& key, int exit_code) {
  if (!attestation.ok()) return Fail(attestation.status());
  const absl::StatusOr<std::string> text = key.Envelope(*attestation);
  if (!text.ok()) return Fail(text.status());
  return Write(*text + "\n") ? exit_code : kFailed;
}

absl::Status NoTable() { return absl::InvalidArgumentError("--output: an attestation is no table: json or ndjson"); }

}  // namespace vexlens::cli
