#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/json/pointer.h"
#include "lib/trust/issuer_list.h"
#include "lib/trust/issuer_reader.h"
#include "vexlens/tenant.h"
#include "vexlens/trust.h"

namespace vexlens {

using trust::FindClash;
using trust::IssuerClash;
using trust::IssuerList;
using trust::kDirectoryLimits;
using trust::ReadIssuer;

namespace {

using json::StrictObject;

// Returns the place of a name within an entry.
std::string PlaceOf(const Issuer& issuer, std::string_view text) {
  if (text == issuer.id) return "/id";
  const auto name = std::find(issuer.names.begin(), issuer.names.end(), text);
  if (name != issuer.names.end()) return absl::StrCat("/names/", name - issuer.names.begin());
  const auto alias = std::find(issuer.aliases.begin(), issuer.aliases.end(), text);
  return absl::StrCat("/aliases/", alias - issuer.aliases.begin());
}

// Reading is a directory being read: the first fault, and the place of each entry.
class Reading {
 public:
  absl::Status status;

  // Reads the list of `owner`, a tenant or the directory itself. It is required.
  IssuerList ReadList(StrictObject& owner, std::string_view tenant) {
    owner.Required("issuers");
    IssuerList list;
    std::size_t index = 0;
    for (const json::Value value : owner.MaybeArray("issuers").elements()) {
      StrictObject object(value, absl::StrCat(owner.location(), "/issuers/", index++), status);
      auto issuer = std::make_shared<const Issuer>(ReadIssuer(object, tenant, status));
      locations_[issuer.get()] = object.location();
      if (!status.ok()) break;
      if (const std::optional<IssuerClash> clash = list.Add(issuer)) Fail(*clash);
    }
    return list;
  }

  // Reads the entries of a tenant, whose names must not clash with global ones that they do not replace.
  IssuerList ReadTenant(std::string_view tenant, json::Value value, const IssuerList& global) {
    StrictObject object(value, absl::StrCat("/tenants/", json::EscapePointer(tenant)), status);
    if (const absl::Status name = CheckTenant(tenant); !name.ok()) object.Fail("", name.message());
    IssuerList list = ReadList(object, tenant);
    object.Done();
    if (const std::optional<IssuerClash> clash = FindClash(list, global)) Fail(*clash);
    return list;
  }

 private:
  void Fail(const IssuerClash& clash) {
    if (!status.ok()) return;
    status =
        absl::InvalidArgumentError(absl::StrCat(locations_[clash.issuer], PlaceOf(*clash.issuer, clash.text), ": \"",
                                                clash.text, "\" is also a name of ", locations_[clash.other]));
  }

  absl::flat_hash_map<const Issuer*, std::string> locations_;
};

}  // namespace

absl::StatusOr<IssuerDirectory> IssuerDirectory::Parse(std::string_view json) {
  json::Parser parser;
  json::Value root;
  if (auto failure = parser.Parse(json, kDirectoryLimits, 0, root)) return failure->status;
  Reading reading;
  IssuerDirectory directory;
  const auto keep = [&](std::string_view tenant, IssuerList list) {
    if (!list.by_id.empty()) directory.lists_.emplace(tenant, std::make_shared<const IssuerList>(std::move(list)));
  };
  StrictObject top(root, "", reading.status);
  keep("", reading.ReadList(top, ""));
  const json::Value tenants = top.Optional("tenants");
  if (tenants.exists() && !tenants.is_object()) top.Fail("tenants", "expected an object");
  for (const auto [tenant, value] : tenants.members()) {
    keep(tenant, reading.ReadTenant(tenant, value, directory.ListOf("")));
  }
  top.Done();
  if (!reading.status.ok()) return reading.status;
  return directory;
}

}  // namespace vexlens
