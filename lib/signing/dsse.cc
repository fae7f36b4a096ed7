#include "vexlens/dsse.h"

#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"
#include "lib/json/document.h"
#include "lib/json/utf8.h"
#include "lib/signing/base64.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using signing::Base64Form;
using signing::DecodeBase64;
using signing::EncodeBase64;

namespace {

// An envelope has three levels; members that are not ours may have more.
constexpr std::size_t kMaxDepth = 512;

absl::Status Fault(std::string_view place, std::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(place, ": ", message));
}

absl::StatusOr<std::string> BytesAt(std::string_view place, json::Value value) {
  if (!value.is_string()) return Fault(place, "expected a string");
  std::string bytes;
  if (!DecodeBase64(value.text(), Base64Form::kEither, bytes)) return Fault(place, "expected base64");
  return bytes;
}

// ReadSignatures appends the bytes of each signature, and the keyid beside it.
absl::Status ReadSignatures(json::Value list, std::vector<std::string>& signatures, std::vector<std::string>& key_ids) {
  if (!list.is_array()) return Fault("/signatures", "expected an array");
  for (const json::Value entry : list.elements()) {
    const std::string place = absl::StrCat("/signatures/", signatures.size());
    if (signatures.size() == kMaxDsseSignatures) {
      return absl::ResourceExhaustedError(absl::StrCat(place, ": more than ", kMaxDsseSignatures, " signatures"));
    }
    if (!entry.is_object()) return Fault(place, "expected an object");
    if (const json::Value keyid = entry["keyid"]; keyid.exists() && !keyid.is_string()) {
      return Fault(absl::StrCat(place, "/keyid"), "expected a string");
    }
    VEXLENS_ASSIGN_OR_RETURN(std::string signature, BytesAt(absl::StrCat(place, "/sig"), entry["sig"]));
    signatures.push_back(std::move(signature));
    key_ids.emplace_back(entry["keyid"].text());
  }
  return signatures.empty() ? Fault("/signatures", "expected at least one") : absl::OkStatus();
}

}  // namespace

absl::StatusOr<DsseEnvelope> DsseEnvelope::Parse(std::string_view json, const DsseOptions& options) {
  thread_local json::Parser parser;  // keeps its memory from one envelope to the next
  json::Value root;
  if (auto failure = parser.Parse(json, {.max_bytes = options.max_bytes, .max_depth = kMaxDepth}, 0, root)) {
    return std::move(failure->status);
  }
  if (!root.is_object()) return absl::InvalidArgumentError("the text is no object, as an envelope is");
  DsseEnvelope envelope;
  if (!root["payloadType"].is_string()) return Fault("/payloadType", "expected a string");
  envelope.type_ = root["payloadType"].text();
  VEXLENS_ASSIGN_OR_RETURN(envelope.payload_, BytesAt("/payload", root["payload"]));
  VEXLENS_RETURN_IF_ERROR(ReadSignatures(root["signatures"], envelope.signatures_, envelope.key_ids_));
  return envelope;
}

absl::StatusOr<DssePayload> DsseEnvelope::Verify(std::span<const DsseVerifier> verifiers, std::size_t threshold) const {
  if (threshold == 0) return absl::InvalidArgumentError("a threshold of 0 would believe anybody");
  const std::string signed_text = DssePae(type_, payload_);
  std::set<std::string> signers;
  for (const DsseVerifier& verifier : verifiers) {
    for (const std::string& signature : signatures_) {
      if (signers.contains(verifier.key.key_id())) break;
      if (verifier.key.Verify(verifier.scheme, signed_text, signature).ok()) signers.insert(verifier.key.key_id());
    }
  }
  if (signers.size() < threshold) {
    return absl::UnauthenticatedError(
        absl::StrCat("signed by ", signers.size(), " of the keys, expected at least ", threshold));
  }
  return DssePayload{type_, payload_, {signers.begin(), signers.end()}};
}

std::vector<std::string> DsseEnvelope::SignersAmong(std::span<const DsseVerifier> verifiers) const {
  if (verifiers.empty()) return {};
  const std::string signed_text = DssePae(type_, payload_);
  std::set<std::string> signers;
  std::size_t checks = 0;
  for (const bool named : {true, false}) {
    for (const DsseVerifier& verifier : verifiers) {
      for (std::size_t i = 0; i < signatures_.size(); ++i) {
        if (signers.contains(verifier.key.key_id())) break;
        if ((key_ids_[i] == verifier.key.key_id()) != named) continue;
        if (++checks > kMaxDsseChecks) return {signers.begin(), signers.end()};
        if (verifier.key.Verify(verifier.scheme, signed_text, signatures_[i]).ok()) {
          signers.insert(verifier.key.key_id());
        }
      }
    }
  }
  return {signers.begin(), signers.end()};
}

std::string DssePae(std::string_view type, std::string_view payload) {
  return absl::StrCat("DSSEv1 ", type.size(), " ", type, " ", payload.size(), " ", payload);
}

absl::StatusOr<std::string> SignDsse(std::string_view type, std::string_view payload,
                                     std::span<const PrivateKey* const> keys) {
  if (!json::IsUtf8(type)) return absl::InvalidArgumentError("the payload's type is not UTF-8");
  if (keys.empty() || keys.size() > kMaxDsseSignatures) {
    return absl::InvalidArgumentError(
        absl::StrCat("an envelope is signed by 1 to ", kMaxDsseSignatures, " keys, not by ", keys.size()));
  }
  const std::string signed_text = DssePae(type, payload);
  std::string envelope = absl::StrCat(R"({"payload":")", EncodeBase64(payload), R"(","payloadType":)");
  json::AppendString(type, envelope);
  absl::StrAppend(&envelope, R"(,"signatures":)");
  char before = '[';
  for (const PrivateKey* const key : keys) {
    VEXLENS_ASSIGN_OR_RETURN(const std::string signature, key->Sign(signed_text));
    envelope += std::exchange(before, ',');
    absl::StrAppend(&envelope, R"({"keyid":")", key->public_key().key_id(), R"(","sig":")", EncodeBase64(signature),
                    R"("})");
  }
  absl::StrAppend(&envelope, "]}");
  return envelope;
}

}  // namespace vexlens
