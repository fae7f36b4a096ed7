#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/json/pointer.h"
#include "lib/json/strict.h"
#include "lib/trust/words.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

using json::StrictObject;
using Names = absl::flat_hash_map<std::string, std::size_t>;

constexpr json::Parser::Limits kLimits = {.max_bytes = std::size_t{64} << 20, .max_depth = 32};

// CheckPattern allows one `*`, at the end, after a separator: "pkg:npm/%40acme/*", "cpe:2.3:a:acme:*". A CPE
// written out in full is literal, its stars are its own.
void CheckPattern(StrictObject& entry, std::string_view place, std::string_view pattern) {
  if (pattern.empty()) return entry.Fail(place, "an empty pattern");
  const std::size_t star = pattern.find('*');
  const bool prefix = star == pattern.size() - 1 && star > 0 && (pattern[star - 1] == '/' || pattern[star - 1] == ':');
  if (prefix) return;
  if (star != std::string_view::npos && !CanonicalCpe(pattern).ok()) {
    return entry.Fail(place, absl::StrCat("\"", pattern, "\": a * stands only at the end, after / or :"));
  }
  const absl::StatusOr<std::string> literal = CanonicalIdentifier(pattern);
  if (!literal.ok()) entry.Fail(place, absl::StrCat("\"", pattern, "\": ", literal.status().message()));
}

std::vector<std::string> ReadNames(StrictObject& entry, std::string_view member) {
  std::vector<std::string> names = entry.MaybeTexts(member);
  const auto empty = std::find(names.begin(), names.end(), "");
  if (empty != names.end()) entry.Fail(absl::StrCat(member, "/", empty - names.begin()), "empty");
  return names;
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
  issuer.names = ReadNames(object, "names");
  issuer.aliases = ReadNames(object, "aliases");
  issuer.tier = object.Word("tier", ParseTierName);
  if (object.Optional("weight").exists()) object.MaybeFraction("weight", issuer.weight.emplace());
  if (object.Optional("authority").exists()) {
    issuer.authority = object.MaybeTexts("authority");
    std::size_t index = 0;
    for (const std::string& pattern : *issuer.authority) {
      CheckPattern(object, absl::StrCat("authority/", index++), pattern);
    }
  }
  object.MaybeFlag("operator", issuer.is_operator);
  if (issuer.is_operator && !of_tenant) object.Fail("operator", "stands only in a tenant's own entries");
  std::size_t index = 0;
  for (const json::Value key : object.MaybeArray("keys").elements()) {
    issuer.keys.push_back(ReadKey(key, absl::StrCat(object.location(), "/keys/", index++), status));
  }
  ReadRevoked(object, issuer);
  object.Done();
  return issuer;
}

// Reading is a directory on its way in: the entries of all lists, and where each stands.
struct Reading {
  std::vector<Issuer> issuers;
  std::vector<std::string> locations;
  absl::Status status;

  // ReadList appends the entries of the list that `owner` must have.
  void ReadList(StrictObject& owner, bool of_tenant) {
    owner.Required("issuers");
    std::size_t index = 0;
    for (const json::Value value : owner.MaybeArray("issuers").elements()) {
      StrictObject object(value, absl::StrCat(owner.location(), "/issuers/", index++), status);
      issuers.push_back(ReadIssuer(object, of_tenant, status));
      locations.push_back(object.location());
    }
  }

  // AddNames makes an entry known by its id, names and aliases; it may say a name twice itself.
  void AddNames(std::size_t issuer, Names& names) {
    AddName(issuer, issuers[issuer].id, "/id", names);
    AddAll(issuer, issuers[issuer].names, "/names/", names);
    AddAll(issuer, issuers[issuer].aliases, "/aliases/", names);
  }

 private:
  void AddAll(std::size_t issuer, const std::vector<std::string>& texts, std::string_view member, Names& names) {
    for (std::size_t i = 0; i < texts.size(); ++i) AddName(issuer, texts[i], absl::StrCat(member, i), names);
  }

  void AddName(std::size_t issuer, const std::string& name, std::string_view member, Names& names) {
    const auto [place, added] = names.try_emplace(name, issuer);
    if (added || place->second == issuer || !status.ok()) return;
    status = absl::InvalidArgumentError(
        absl::StrCat(locations[issuer], member, ": \"", name, "\" is also a name of ", locations[place->second]));
  }
};

// ReadTenant reads a tenant's entries and returns their names, with those of the global entries not replaced.
Names ReadTenant(json::Value value, std::string location, std::size_t globals, Reading& reading) {
  StrictObject object(value, std::move(location), reading.status);
  const std::size_t first = reading.issuers.size();
  reading.ReadList(object, true);
  object.Done();
  Names names;
  absl::flat_hash_set<std::string_view> replaced;
  for (std::size_t i = first; i < reading.issuers.size(); ++i) {
    reading.AddNames(i, names);
    replaced.insert(reading.issuers[i].id);
  }
  for (std::size_t i = 0; i < globals; ++i) {
    if (!replaced.contains(reading.issuers[i].id)) reading.AddNames(i, names);
  }
  return names;
}

}  // namespace

absl::StatusOr<IssuerDirectory> IssuerDirectory::Parse(std::string_view json) {
  json::Parser parser;
  json::Value root;
  if (auto failure = parser.Parse(json, kLimits, 0, root)) return failure->status;
  Reading reading;
  IssuerDirectory directory;
  StrictObject top(root, "", reading.status);
  reading.ReadList(top, false);
  const std::size_t globals = reading.issuers.size();
  for (std::size_t i = 0; i < globals; ++i) reading.AddNames(i, directory.global_);
  const json::Value tenants = top.Optional("tenants");
  if (tenants.exists() && !tenants.is_object()) top.Fail("tenants", "expected an object");
  for (const auto [tenant, value] : tenants.members()) {
    directory.tenants_[tenant] =
        ReadTenant(value, absl::StrCat("/tenants/", json::EscapePointer(tenant)), globals, reading);
  }
  top.Done();
  if (!reading.status.ok()) return reading.status;
  directory.issuers_ = std::move(reading.issuers);
  return directory;
}

const IssuerDirectory::Names& IssuerDirectory::NamesOf(std::string_view tenant) const {
  const auto own = tenants_.find(tenant);
  return own == tenants_.end() ? global_ : own->second;
}

const Issuer* IssuerDirectory::Find(std::string_view tenant, std::string_view name) const {
  const Names& names = NamesOf(tenant);
  const auto place = names.find(name);
  return place == names.end() ? nullptr : &issuers_[place->second];
}

std::vector<const Issuer*> IssuerDirectory::InForce(std::string_view tenant) const {
  std::vector<const Issuer*> issuers;
  for (const auto& [name, index] : NamesOf(tenant)) {
    if (name == issuers_[index].id) issuers.push_back(&issuers_[index]);
  }
  std::sort(issuers.begin(), issuers.end(), [](const Issuer* a, const Issuer* b) { return a->id < b->id; });
  return issuers;
}

}  // namespace vexlens
