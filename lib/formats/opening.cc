#include "lib/formats/opening.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/json/diagnose.h"
#include "vexlens/dsse.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::formats {
namespace {

constexpr std::string_view kBundle = "application/vnd.dev.sigstore.bundle";
constexpr std::array<std::string_view, 2> kStatements = {"https://in-toto.io/Statement/v1",
                                                         "https://in-toto.io/Statement/v0.1"};

bool IsBundle(json::Value root) { return root["mediaType"].text().starts_with(kBundle); }

absl::Status Fault(std::string_view place, std::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(place, ": ", message));
}

// Checks that a bundle has one signature, and a certificate or a hint at a key; sets which in `certificate`.
absl::Status CheckBundle(json::Value root, bool& certificate) {
  if (!root["dsseEnvelope"].exists()) {
    return absl::UnimplementedError("/dsseEnvelope: missing: a Sigstore bundle about bytes that it does not hold");
  }
  if (!root["dsseEnvelope"].is_object()) return Fault("/dsseEnvelope", "expected an object");
  if (root["dsseEnvelope"]["signatures"].count() != 1) {
    return Fault("/dsseEnvelope/signatures", "a Sigstore bundle has exactly one signature");
  }
  const json::Value material = root["verificationMaterial"];
  const json::Value chain = material["x509CertificateChain"]["certificates"];
  const bool single = material["certificate"]["rawBytes"].is_string();
  const bool chained = chain.count() > 0 && (*chain.elements().begin())["rawBytes"].is_string();
  if (!single && !chained && !material["publicKey"].is_object()) {
    return Fault("/verificationMaterial", "expected a certificate or a public key's hint");
  }
  certificate = single || chained;
  return absl::OkStatus();
}

void Sort(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

bool CarriesCertificate(json::Value envelope) {
  for (const json::Value signature : envelope["signatures"].elements()) {
    if (!signature["cert"].text().empty()) return true;
  }
  return false;
}

}  // namespace

bool IsEnvelope(json::Value root) {
  return IsBundle(root) || (root["payloadType"].is_string() && root["payload"].is_string());
}

absl::StatusOr<OpenedEnvelope> OpenEnvelope(std::string_view bytes, json::Value root, const ReadOptions& options) {
  OpenedEnvelope opened;
  opened.envelope.digest = Sha256(bytes);
  std::string_view text = bytes;
  if (IsBundle(root)) {
    VEXLENS_RETURN_IF_ERROR(CheckBundle(root, opened.envelope.certificate));
    opened.envelope.key_ids.emplace_back(root["verificationMaterial"]["publicKey"]["hint"].text());
    text = json::SpanOf(bytes, "/dsseEnvelope");
  } else {
    opened.envelope.certificate = CarriesCertificate(root);
  }
  const absl::StatusOr<DsseEnvelope> envelope = DsseEnvelope::Parse(text, {options.max_bytes});
  if (!envelope.ok()) {
    const bool in_bundle = text.size() != bytes.size();
    return absl::Status(envelope.status().code(),
                        absl::StrCat(in_bundle ? "/dsseEnvelope" : "", envelope.status().message()));
  }
  opened.envelope.payload_type = envelope->unverified_type();
  std::vector<std::string>& key_ids = opened.envelope.key_ids;
  key_ids.insert(key_ids.end(), envelope->key_ids().begin(), envelope->key_ids().end());
  std::erase(key_ids, "");
  Sort(key_ids);
  opened.envelope.signers = envelope->SignersAmong(options.keys);
  opened.payload = envelope->unverified_payload();
  return opened;
}

bool IsStatement(json::Value root) {
  return std::find(kStatements.begin(), kStatements.end(), root["_type"].text()) != kStatements.end();
}

}  // namespace vexlens::formats
