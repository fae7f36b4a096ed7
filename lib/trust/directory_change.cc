#include "vexlens/directory_change.h"

#include <array>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/trust/json_members.h"

namespace vexlens {

using trust::JsonMembers;

namespace {

constexpr std::array<std::string_view, 3> kChangeNames = {"added", "replaced", "removed"};

// Returns the entry in force for the tenant with that id. (Find could return one with that name.)
const Issuer* EntryOf(const IssuerDirectory& directory, std::string_view tenant, std::string_view id) {
  const Issuer* const issuer = directory.Find(tenant, id);
  return issuer != nullptr && issuer->id == id ? issuer : nullptr;
}

std::optional<Issuer> Copied(const Issuer* issuer) {
  return issuer == nullptr ? std::nullopt : std::optional<Issuer>(*issuer);
}

// Returns the entries of a list, by id.
std::map<std::string_view, const Issuer*> Entries(const IssuerDirectory& directory, std::string_view tenant) {
  std::map<std::string_view, const Issuer*> entries;
  for (const Issuer* issuer : directory.Own(tenant)) entries.emplace(issuer->id, issuer);
  return entries;
}

// Appends the changes of one list.
void AddChanges(const IssuerDirectory& before, const IssuerDirectory& after, std::string_view tenant,
                std::vector<DirectoryChange>& changes) {
  const std::map<std::string_view, const Issuer*> old_entries = Entries(before, tenant);
  const std::map<std::string_view, const Issuer*> new_entries = Entries(after, tenant);
  std::map<std::string_view, const Issuer*> all = old_entries;
  all.insert(new_entries.begin(), new_entries.end());
  for (const auto& [id, any] : all) {
    const auto was = old_entries.find(id);
    const auto is = new_entries.find(id);
    EntryChange change = EntryChange::kReplaced;
    if (was == old_entries.end()) {
      change = EntryChange::kAdded;
    } else if (is == new_entries.end()) {
      change = EntryChange::kRemoved;
    } else if (was->second == is->second || *was->second == *is->second) {
      continue;
    }
    changes.push_back({std::string(tenant), std::string(id), change, Copied(EntryOf(before, tenant, id)),
                       Copied(EntryOf(after, tenant, id))});
  }
}

const Issuer* PointerTo(const std::optional<Issuer>& issuer) { return issuer.has_value() ? &*issuer : nullptr; }

}  // namespace

std::string_view EntryChangeName(EntryChange change) { return kChangeNames[static_cast<std::size_t>(change)]; }

std::vector<std::string_view> DirectoryChange::Members() const {
  Issuer stranger;
  stranger.id = id;
  const Issuer& a = before.has_value() ? *before : stranger;
  const Issuer& b = after.has_value() ? *after : stranger;
  std::vector<std::string_view> members;
  const auto add = [&](std::string_view name, bool differs) {
    if (differs) members.push_back(name);
  };
  add("aliases", a.aliases != b.aliases);
  add("authority", a.authority != b.authority);
  add("keys", a.keys != b.keys);
  add("names", a.names != b.names);
  add("operator", a.is_operator != b.is_operator);
  add("revoked", a.revoked_at != b.revoked_at);
  add("tier", a.tier != b.tier);
  add("weight", a.weight != b.weight);
  return members;
}

std::string DirectoryChange::CanonicalJson(const Policy& policy) const {
  JsonMembers json;
  json.Text("tenant", tenant);
  json.Text("id", id);
  json.Text("change", EntryChangeName(change));
  const std::vector<std::string_view> members = Members();
  json.Add("members", members.empty() ? "[]" : absl::StrCat("[\"", absl::StrJoin(members, "\",\""), "\"]"));
  const auto add = [&](std::string_view when, const Issuer* issuer) {
    json.Text(absl::StrCat("tier", when), TierName(issuer == nullptr ? Tier::kUnknown : issuer->tier));
    json.Fraction(absl::StrCat("weight", when), policy.IssuerWeight(issuer));
    json.Revocation(absl::StrCat("revoked", when), issuer == nullptr ? std::nullopt : issuer->revoked_at);
  };
  add("Before", PointerTo(before));
  add("After", PointerTo(after));
  return json.Json();
}

std::vector<DirectoryChange> DirectoryChanges(const IssuerDirectory& before, const IssuerDirectory& after) {
  std::set<std::string_view> tenants = {""};
  for (const IssuerDirectory* directory : {&before, &after}) {
    for (const std::string_view tenant : directory->Tenants()) tenants.insert(tenant);
  }
  std::vector<DirectoryChange> changes;
  for (const std::string_view tenant : tenants) AddChanges(before, after, tenant, changes);
  return changes;
}

}  // namespace vexlens
