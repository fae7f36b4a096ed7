#include "lib/formats/signature_beside.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/formats/opening.h"
#include "lib/json/document.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

constexpr std::string_view kArmor = "-----BEGIN PGP SIGNATURE-----";

// Reports whether a text begins with an OpenPGP signature packet (RFC 9580, section 4.2: tag 2, in either format).
bool BeginsSignaturePacket(std::string_view bytes) {
  if (bytes.empty()) return false;
  const auto first = static_cast<unsigned char>(bytes.front());
  const bool new_format = (first & 0x40) != 0;
  return (first & 0x80) != 0 && (new_format ? first & 0x3f : first >> 2 & 0x0f) == 2;
}

bool IsOpenPgp(std::string_view bytes) {
  return absl::StartsWith(absl::StripLeadingAsciiWhitespace(bytes), kArmor) || BeginsSignaturePacket(bytes);
}

Envelope OpenPgp(std::string_view bytes) {
  Envelope envelope;
  envelope.digest = Sha256(bytes);
  envelope.payload_type = kOpenPgp;
  return envelope;
}

absl::StatusOr<formats::OpenedEnvelope> Open(std::string_view bytes, const ReadOptions& options) {
  json::Parser parser;
  json::Value root;
  if (auto failure = parser.Parse(bytes, {options.max_bytes, options.max_depth}, 0, root)) {
    return absl::InvalidArgumentError("neither an OpenPGP signature nor an envelope");
  }
  if (!root.is_object() || !formats::IsEnvelope(root)) {
    return absl::InvalidArgumentError("neither an OpenPGP signature nor an envelope");
  }
  return formats::OpenEnvelope(bytes, root, options);
}

}  // namespace

absl::StatusOr<Envelope> ReadSignature(std::string_view bytes, const ReadOptions& options) {
  if (IsOpenPgp(bytes)) return OpenPgp(bytes);
  VEXLENS_ASSIGN_OR_RETURN(formats::OpenedEnvelope opened, Open(bytes, options));
  return std::move(opened.envelope);
}

namespace formats {

absl::StatusOr<Envelope> ReadDetached(std::string_view signature, std::string_view document,
                                      const ReadOptions& options) {
  if (IsOpenPgp(signature)) return OpenPgp(signature);
  absl::StatusOr<OpenedEnvelope> opened = Open(signature, options);
  if (opened.ok() && opened->payload != document) {
    opened = absl::InvalidArgumentError("it is about other bytes than these");
  }
  if (opened.ok()) return std::move(opened->envelope);
  return absl::Status(opened.status().code(), absl::StrCat("the signature beside it: ", opened.status().message()));
}

}  // namespace formats
}  // namespace vexlens
