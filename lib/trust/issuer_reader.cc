#include "lib/trust/issuer_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/trust/words.h"
#include "vexlens/keys.h"

namespace vexlens {

using trust::kDirectoryLimits;
using trust::ParseTierName;
using trust::ReadIssuer;

namespace {

using json::StrictObject;

std::vector<std::string> ReadNames(StrictObject& entry, std::string_view member) {
  std::vector<std::string> names = entry.MaybeTexts(member);
  const auto empty = std::find(names.begin(), names.end(), "");
  if (empty != names.end()) entry.Fail(absl::StrCat(member, "/", empty - names.begin()), "empty");
  return names;
}

std::vector<AuthorityPattern> ReadAuthority(StrictObject& entry) {
  std::vector<AuthorityPattern> patterns;
  std::size_t index = 0;
  for (const std::string& text : entry.MaybeTexts("authority")) {
    absl::StatusOr<AuthorityPattern> pattern = AuthorityPattern::Parse(text);
    const std::string place = absl::StrCat("authority/", index++);
    if (pattern.ok()) {
      patterns.push_back(*std::move(pattern));
    } else {
      entry.Fail(place, absl::StrCat("\"", text, "\": ", pattern.status().message()));
    }
  }
  return patterns;
}

IssuerKey ReadKey(json::Value value, std::string location, absl::Status& status) {
  StrictObject object(value, std::move(location), status);
  IssuerKey key;
  key.key_id = object.Text("keyId");
  key.algorithm = object.Text("algorithm");
  key.public_key = object.Text("publicKey");
  if (const absl::StatusOr<PublicKey> read = PublicKey::FromPem(key.public_key); read.ok()) {
    key.fingerprint = read->key_id();
  }
  key.not_before = object.TimeOrEmpty("notBefore");
  if (object.Optional("notAfter").exists()) key.not_after = object.TimeOrEmpty("notAfter");
  if (object.Optional("revokedAt").exists()) key.revoked_at = object.TimeOrEmpty("revokedAt");
  object.Done();
  return key;
}

// Checks the keys of an issuer that is entered now: one that cannot be read would silently verify nothing.
void CheckKeys(const Issuer& issuer, StrictObject& object) {
  for (std::size_t i = 0; i < issuer.keys.size(); ++i) {
    const absl::Status status = PublicKey::FromPem(issuer.keys[i].public_key).status();
    if (!status.ok()) object.Fail(absl::StrCat("keys/", i, "/publicKey"), status.message());
  }
}

void ReadRevoked(StrictObject& object, Issuer& issuer) {
  const json::Value revoked = object.Optional("revoked");
  if (revoked.is(json::Type::kTrue)) {
    issuer.revoked_at = Instant{};
  } else if (revoked.is_string() && !revoked.text().empty()) {
    issuer.revoked_at = object.TimeOrEmpty("revoked");
  } else if (revoked.exists() && !revoked.is(json::Type::kFalse)) {
    object.Fail("revoked", "expected true or an instant");
  }
}

}  // namespace

Issuer trust::ReadIssuer(StrictObject& object, std::string_view tenant, absl::Status& status) {
  Issuer issuer;
  issuer.id = object.Text("id");
  if (issuer.id.empty()) object.Fail("id", "empty");
  issuer.names = ReadNames(object, "names");
  issuer.aliases = ReadNames(object, "aliases");
  issuer.tier = object.Word("tier", ParseTierName);
  if (object.Optional("weight").exists()) object.MaybeFraction("weight", issuer.weight.emplace());
  if (object.Optional("authority").exists()) issuer.authority = ReadAuthority(object);
  object.MaybeFlag("operator", issuer.is_operator);
  if (issuer.is_operator && tenant.empty()) object.Fail("operator", "stands only in a tenant's own entries");
  std::size_t index = 0;
  for (const json::Value key : object.MaybeArray("keys").elements()) {
    issuer.keys.push_back(ReadKey(key, absl::StrCat(object.location(), "/keys/", index++), status));
  }
  ReadRevoked(object, issuer);
  object.Done();
  return issuer;
}

absl::StatusOr<Issuer> Issuer::Parse(std::string_view json, std::string_view tenant) {
  json::Parser parser;
  json::Value root;
  if (auto failure = parser.Parse(json, kDirectoryLimits, 0, root)) return failure->status;
  absl::Status status;
  StrictObject object(root, "", status);
  Issuer issuer = ReadIssuer(object, tenant, status);
  if (status.ok()) CheckKeys(issuer, object);
  if (!status.ok()) return status;
  return issuer;
}

}  // namespace vexlens
