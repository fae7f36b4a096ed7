// SigningKey: the user's key, and attestations with or without it.
#ifndef VEXLENS_CLI_SIGNING_KEY_H_
#define VEXLENS_CLI_SIGNING_KEY_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/keys.h"

namespace vexlens::cli {

// SigningKey is the private key of --key, if there is one. No error shows any of it.
class SigningKey {
 public:
  static absl::StatusOr<SigningKey> Of(const Options& options);

  // Returns the key itself, null if there is none.
  std::shared_ptr<const PrivateKey> key() const { return key_; }

  // Returns the attestation in a DSSE envelope signed by the key, or unchanged if there is no key.
  absl::StatusOr<std::string> Envelope(std::string attestation) const;

 private:
  std::shared_ptr<const PrivateKey> key_;
};

// Writes the envelope to standard output and returns `exit_code`, or the exit code of an error.
int WriteAttestation(const absl::StatusOr<std::string>& attestation, const SigningKey& key, int exit_code);

// Returns the error for --output table.
absl::Status NoTable();

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SIGNING_KEY_H_
