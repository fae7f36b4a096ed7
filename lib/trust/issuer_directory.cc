#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/json/strict.h"
#include "lib/trust/words.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

using json::StrictObject;

constexpr json::Parser::Limits kLimits = {.max_bytes = std::size_t{64} << 20, .max_depth = 32};

bool IsPrefixPattern(std::string_view pattern) { return absl::EndsWith(pattern, "*"); }

// CheckPattern allows one `*`, at the end, after a separator: "pkg:npm/%40acme/*", "cpe:2.3:a:acme:*". A CPE
// written out in full is literal, its stars are its own.
void CheckPattern(StrictObject& entry, std::string_view pattern) {
  if (pattern.empty()) return entry.Fail("authority", "an empty pattern");
  const std::size_t star = pattern.find('*');
  const bool prefix = star == pattern.size() - 1 && star > 0 && (pattern[star - 1] == '/' || pattern[star - 1] == ':');
  const bool literal = star == std::string_view::npos || CanonicalCpe(pattern).ok();
  if (!prefix && !literal) {
    entry.Fail("authority", absl::StrCat("\"", pattern, "\": a * stands only at the end, after / or :"));
  }
}

IssuerKey ReadKey(json::Value value, std::string location, absl::Status& status) {
  StrictObject object(value, std::move(location), status);
  IssuerKey key;
  key.key_id = object.Text("keyId");
  key.algorithm = object.Text("algorithm");
  key.public_key = object.Text("publicKey");
  key.not_before = object.TimeOrEmpty("notBefore");
  key.not_after = object.TimeOrEmpty("notAfter");
  if (object.Optional("revokedAt").exists()) key.revoked_at = object.TimeOrEmpty("revokedAt");
  object.Done();
  return key;
}

void ReadRevoked(StrictObject& object, Issuer& issuer) {
  const json::Value revoked = object.Optional("revoked");
  if (revoked.is(json::Type::kTrue)) {
    issuer.revoked_at = Instant{};
  } else if (revoked.is_string()) {
    issuer.revoked_at = object.TimeOrEmpty("revoked");
  } else if (revoked.exists() && !revoked.is(json::Type::kFalse)) {
    object.Fail("revoked", "expected true or an instant");
  }
}

Issuer ReadIssuer(StrictObject& object, bool of_tenant, absl::Status& status) {
  Issuer issuer;
  issuer.id = object.Text("id");
  if (issuer.id.empty()) object.Fail("id", "empty");
  issuer.names = object.MaybeTexts("names");
  issuer.aliases = object.MaybeTexts("aliases");
  issuer.tier = object.Word("tier", ParseTierName);
  if (object.Optional("weight").exists()) object.MaybeFraction("weight", issuer.weight.emplace());
  if (object.Optional("authority").exists()) {
    issuer.authority = object.MaybeTexts("authority");
    for (const std::string& pattern : *issuer.authority) CheckPattern(object, pattern);
  }
  object.MaybeFlag("operator", issuer.is_operator);
  if (issuer.is_operator && !of_tenant) object.Fail("operator", "stands only in a tenant's own entries");
  std::size_t index = 0;
  for (const json::Value key : object.Optional("keys").elements()) {
    issuer.keys.push_back(ReadKey(key, absl::StrCat(object.location(), "/keys/", index++), status));
  }
  ReadRevoked(object, issuer);
  object.Done();
  return issuer;
}

// ReadIssuers appends the entries of one list and returns the index of the first.
std::size_t ReadIssuers(json::Value list, std::string_view location, bool of_tenant, std::vector<Issuer>& issuers,
                        absl::Status& status) {
  const std::size_t first = issuers.size();
  std::size_t index = 0;
  for (const json::Value value : list.elements()) {
    StrictObject object(value, absl::StrCat(location, "/", index++), status);
    issuers.push_back(ReadIssuer(object, of_tenant, status));
  }
  return first;
}

// AddNames makes `issuer` known by its id, names and aliases; one entry may say a name twice.
template <typename Names>
void AddNames(const Issuer& issuer, std::size_t index, Names& names, absl::Status& status) {
  const auto add = [&](const std::string& name) {
    const auto [place, added] = names.try_emplace(name, index);
    if (!added && place->second != index && status.ok()) {
      status = absl::InvalidArgumentError(absl::StrCat("issuers: \"", name, "\" is a name of two entries"));
    }
  };
  add(issuer.id);
  for (const std::string& name : issuer.names) add(name);
  for (const std::string& alias : issuer.aliases) add(alias);
}

}  // namespace

bool Issuer::KeyedAt(Instant as_of) const {
  return std::any_of(keys.begin(), keys.end(), [&](const IssuerKey& key) { return key.not_before <= as_of; });
}

bool Issuer::HasAuthorityOver(std::string_view identifier, std::string_view base) const {
  if (!authority.has_value()) return true;
  return std::any_of(authority->begin(), authority->end(), [&](std::string_view pattern) {
    if (pattern.starts_with(base) && ParseSubject(pattern, "").base == base) return true;
    return IsPrefixPattern(pattern) && identifier.starts_with(pattern.substr(0, pattern.size() - 1));
  });
}

absl::StatusOr<IssuerDirectory> IssuerDirectory::Parse(std::string_view json) {
  json::Parser parser;
  json::Value root;
  if (auto failure = parser.Parse(json, kLimits, 0, root)) return failure->status;
  absl::Status status;
  IssuerDirectory directory;
  StrictObject top(root, "", status);
  const json::Value issuers = top.Required("issuers");
  if (issuers.exists() && !issuers.is_array()) top.Fail("issuers", "expected an array");
  ReadIssuers(issuers, "/issuers", false, directory.issuers_, status);
  const std::size_t globals = directory.issuers_.size();
  for (std::size_t i = 0; i < globals; ++i) AddNames(directory.issuers_[i], i, directory.global_, status);
  for (const auto [tenant, value] : top.Optional("tenants").members()) {
    const std::string location = absl::StrCat("/tenants/", tenant);
    StrictObject object(value, location, status);
    const json::Value own = object.Required("issuers");
    object.Done();
    const std::size_t first = ReadIssuers(own, absl::StrCat(location, "/issuers"), true, directory.issuers_, status);
    Names& names = directory.tenants_[std::string(tenant)];
    absl::flat_hash_map<std::string_view, bool> replaced;
    for (std::size_t i = first; i < directory.issuers_.size(); ++i) {
      AddNames(directory.issuers_[i], i, names, status);
      replaced[directory.issuers_[i].id] = true;
    }
    for (std::size_t i = 0; i < globals; ++i) {
      if (!replaced.contains(directory.issuers_[i].id)) AddNames(directory.issuers_[i], i, names, status);
    }
  }
  top.Done();
  if (!status.ok()) return status;
  return directory;
}

const Issuer* IssuerDirectory::Find(std::string_view tenant, std::string_view name) const {
  const auto own = tenants_.find(tenant);
  const Names& names = own == tenants_.end() ? global_ : own->second;
  const auto place = names.find(name);
  return place == names.end() ? nullptr : &issuers_[place->second];
}

}  // namespace vexlens
