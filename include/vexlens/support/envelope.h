// Envelope: the signatures that were seen with a document. SignatureJudge decides what they are worth.
#ifndef VEXLENS_SUPPORT_ENVELOPE_H_
#define VEXLENS_SUPPORT_ENVELOPE_H_

#include <string>
#include <string_view>
#include <vector>

#include "vexlens/digest.h"

namespace vexlens {

// kOpenPgp is the payload type of an OpenPGP signature beside a document, which is noted but not checked.
inline constexpr std::string_view kOpenPgp = "application/pgp-signature";

// Envelope is a DSSE envelope or a Sigstore bundle around a document, or any signature beside one. Its lists are in
// byte order, without repeats.
struct Envelope {
  Digest digest;                     // of the envelope's bytes
  std::string payload_type;          // a media type, or a URI
  bool certificate = false;          // it carries an X.509 certificate, whose chain is not checked
  std::vector<std::string> key_ids;  // as its signatures name their keys, which proves nothing; "" is left out
  std::vector<std::string> signers;  // PublicKey::key_id of each known key with a valid signature

  friend bool operator==(const Envelope&, const Envelope&) = default;
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_ENVELOPE_H_
