// Signer: whose log it is, and by which key its checkpoints are signed.
#ifndef VEXLENS_LIB_TIMELINE_SIGNER_H_
#define VEXLENS_LIB_TIMELINE_SIGNER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/checkpoint.h"
#include "vexlens/keys.h"
#include "vexlens/note.h"

namespace vexlens::timeline {

// Signer is immutable.
class Signer {
 public:
  // Errors: INVALID_ARGUMENT for an origin that is no name of a signer, and for a key that is not Ed25519.
  static absl::StatusOr<Signer> Make(std::string origin, std::shared_ptr<const PrivateKey> key);

  // Returns what the log of a tenant is called.
  std::string OriginOf(std::string_view tenant) const;

  // Returns a checkpoint as a signed note; "" without a key.
  absl::StatusOr<std::string> Sign(const Checkpoint& checkpoint) const;

  // Returns OK for what Sign wrote about that checkpoint. Errors: DATA_LOSS for anything else.
  absl::Status Check(const Checkpoint& checkpoint, std::string_view note) const;

 private:
  Signer(std::string origin, std::shared_ptr<const PrivateKey> key, std::optional<NoteVerifier> verifier)
      : origin_(std::move(origin)), key_(std::move(key)), verifier_(std::move(verifier)) {}

  std::string origin_;
  std::shared_ptr<const PrivateKey> key_;
  std::optional<NoteVerifier> verifier_;  // of the key
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_SIGNER_H_
