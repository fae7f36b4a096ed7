#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/json/canonical.h"
#include "lib/trust/issuer_list.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"
#include "vexlens/trust.h"

namespace vexlens {

using trust::FindClash;
using trust::IssuerClash;
using trust::IssuerList;

namespace {

std::string OfTenant(std::string_view tenant) {
  return tenant.empty() ? "" : absl::StrCat(" of tenant \"", tenant, "\"");
}

absl::Status ClashError(const IssuerClash& clash, std::string_view tenant) {
  return absl::InvalidArgumentError(absl::StrCat("\"", clash.text, "\" would be a name of two issuers",
                                                 OfTenant(tenant), ": \"", clash.issuer->id, "\" and \"",
                                                 clash.other->id, "\""));
}

void AppendList(const std::vector<const Issuer*>& issuers, std::string& json) {
  absl::StrAppend(
      &json, "{\"issuers\":[",
      absl::StrJoin(issuers, ",", [](std::string* out, const Issuer* issuer) { out->append(issuer->CanonicalJson()); }),
      "]");
}

}  // namespace

const IssuerList& IssuerDirectory::ListOf(std::string_view tenant) const {
  static const IssuerList* const kEmpty = new IssuerList;
  const auto place = lists_.find(tenant);
  return place == lists_.end() ? *kEmpty : *place->second;
}

const Issuer* IssuerDirectory::Find(std::string_view tenant, std::string_view name) const {
  const IssuerList& own = ListOf(tenant);
  if (const auto place = own.by_spelling.find(name); place != own.by_spelling.end()) return place->second;
  const IssuerList& global = ListOf("");
  const auto place = global.by_spelling.find(name);
  return place == global.by_spelling.end() || own.by_id.contains(place->second->id) ? nullptr : place->second;
}

std::vector<const Issuer*> IssuerDirectory::InForce(std::string_view tenant) const {
  const IssuerList& own = ListOf(tenant);
  std::vector<const Issuer*> issuers = Own(tenant);
  for (const Issuer* issuer : Own("")) {
    if (!own.by_id.contains(issuer->id)) issuers.push_back(issuer);
  }
  std::sort(issuers.begin(), issuers.end(), [](const Issuer* a, const Issuer* b) { return a->id < b->id; });
  return issuers;
}

std::vector<const Issuer*> IssuerDirectory::Own(std::string_view tenant) const {
  std::vector<const Issuer*> issuers;
  for (const auto& [id, issuer] : ListOf(tenant).by_id) issuers.push_back(issuer.get());
  return issuers;
}

std::vector<std::string_view> IssuerDirectory::Tenants() const {
  std::vector<std::string_view> tenants;
  for (const auto& [tenant, list] : lists_) {
    if (!tenant.empty()) tenants.push_back(tenant);
  }
  return tenants;
}

// Checks that names of a list do not clash with others in force.
absl::StatusOr<IssuerDirectory> IssuerDirectory::WithList(std::string_view tenant, IssuerList list) const {
  IssuerDirectory edited = *this;
  std::shared_ptr<const IssuerList>& place = edited.lists_[std::string(tenant)];
  place = std::make_shared<const IssuerList>(std::move(list));
  const IssuerList& global = edited.ListOf("");
  for (const auto& [name, own] : edited.lists_) {
    if (!tenant.empty() && name != tenant) continue;
    if (const std::optional<IssuerClash> clash = FindClash(*own, global)) return ClashError(*clash, name);
  }
  if (place->by_id.empty()) edited.lists_.erase(edited.lists_.find(tenant));
  return edited;
}

absl::StatusOr<IssuerDirectory> IssuerDirectory::With(std::string_view tenant, const Issuer& issuer) const {
  if (!tenant.empty()) {
    VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  }
  // An entry may be in a directory if Parse accepts it in a file.
  VEXLENS_ASSIGN_OR_RETURN(Issuer checked, Issuer::Parse(issuer.CanonicalJson(), tenant));
  IssuerList list = ListOf(tenant);
  list.Remove(issuer.id);
  const auto entry = std::make_shared<const Issuer>(std::move(checked));
  if (const std::optional<IssuerClash> clash = list.Add(entry)) return ClashError(*clash, tenant);
  return WithList(tenant, std::move(list));
}

absl::StatusOr<IssuerDirectory> IssuerDirectory::Without(std::string_view tenant, std::string_view id) const {
  IssuerList list = ListOf(tenant);
  if (!list.by_id.contains(id)) {
    return absl::NotFoundError(tenant.empty() ? absl::StrCat("no global entry has the id \"", id, "\"")
                                              : absl::StrCat("no entry", OfTenant(tenant), " has the id \"", id, "\""));
  }
  list.Remove(id);
  return WithList(tenant, std::move(list));
}

absl::StatusOr<IssuerDirectory> IssuerDirectory::WithRevoked(std::string_view tenant, std::string_view id,
                                                             Instant since) const {
  const Issuer* const issuer = Find(tenant, id);
  if (issuer == nullptr || issuer->id != id) {
    return absl::NotFoundError(absl::StrCat("no issuer", OfTenant(tenant), " has the id \"", id, "\""));
  }
  Issuer revoked = *issuer;
  revoked.revoked_at = since;
  return With(tenant, revoked);
}

std::string IssuerDirectory::CanonicalJson() const {
  std::vector<std::string_view> tenants = Tenants();
  std::sort(tenants.begin(), tenants.end(), json::MemberBefore);
  std::string json;
  AppendList(Own(""), json);
  json += ",\"tenants\":{";
  for (const std::string_view tenant : tenants) {
    if (tenant != tenants.front()) json += ',';
    json::AppendString(tenant, json);
    json += ':';
    AppendList(Own(tenant), json);
    json += '}';
  }
  return json += "}}";
}

}  // namespace vexlens
