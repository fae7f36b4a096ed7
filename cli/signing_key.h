// SigningKey: the key of a user, and what is written with it or without.
#ifndef VEXLENS_CLI_SIGNING_KEY_H_
#define VEXLENS_CLI_SIGNING_KEY_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/keys.h"

namespace vexlens::cli {

// SigningKey is the private key of --key, if the options have one. No error repeats any of it.
class SigningKey {
 public:
  static absl::StatusOr<SigningKey> Of(const Options& options);

  // Envelope is the attestation in a DSSE envelope by the key, or as it stands without one.
  absl::StatusOr<std::string> Envelope(std::string attestation) const;

 private:
  std::optional<PrivateKey> key_;
};

// WriteAttestation writes the envelope on standard output, if there is an attestation: then it returns `exit_code`.
int WriteAttestation(const absl::StatusOr<std::string>& attestation, const SigningKey& key, int exit_code);

// NoTable is what is said to --output table.
absl::Status NoTable();

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SIGNING_KEY_H_
