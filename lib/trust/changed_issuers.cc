#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/directory_change.h"

namespace vexlens {
namespace {

bool Same(const Issuer* a, const Issuer* b) { return a == b || (a != nullptr && b != nullptr && *a == *b); }

// Returns the names among `texts` for which the directories have different entries for `tenant`.
std::vector<std::string> Differing(const std::set<std::string_view>& texts, std::string_view tenant,
                                   const IssuerDirectory& before, const IssuerDirectory& after) {
  std::vector<std::string> differing;
  for (const std::string_view text : texts) {
    if (!Same(before.Find(tenant, text), after.Find(tenant, text))) differing.emplace_back(text);
  }
  return differing;
}

void AddSpellings(const Issuer& issuer, std::set<std::string_view>& texts) {
  for (const std::string_view text : issuer.Spellings()) texts.insert(text);
}

// Adds the names that the tenant's own entries decide about: their own, and those of the global entries that they
// replace.
void AddTouched(const IssuerDirectory& directory, std::string_view tenant, std::set<std::string_view>& texts) {
  for (const Issuer* own : directory.Own(tenant)) {
    AddSpellings(*own, texts);
    const Issuer* const replaced = directory.Find("", own->id);
    if (replaced != nullptr) AddSpellings(*replaced, texts);
  }
}

}  // namespace

ChangedIssuers::ChangedIssuers(const IssuerDirectory& before, const IssuerDirectory& after) {
  std::set<std::string_view> global_texts;
  for (const IssuerDirectory* directory : {&before, &after}) {
    for (const Issuer* issuer : directory->Own("")) AddSpellings(*issuer, global_texts);
  }
  const std::vector<std::string>& global = names_[""] = Differing(global_texts, "", before, after);
  for (const IssuerDirectory* directory : {&before, &after}) {
    for (const std::string_view tenant : directory->Tenants()) {
      if (names_.contains(tenant)) continue;
      std::set<std::string_view> texts(global.begin(), global.end());
      AddTouched(before, tenant, texts);
      AddTouched(after, tenant, texts);
      names_.emplace(tenant, Differing(texts, tenant, before, after));
    }
  }
}

const std::vector<std::string>& ChangedIssuers::Names(std::string_view tenant) const {
  const auto own = names_.find(tenant);
  return own == names_.end() ? names_.find("")->second : own->second;
}

bool ChangedIssuers::Contains(std::string_view tenant, std::string_view name) const {
  const std::vector<std::string>& names = Names(tenant);
  return std::binary_search(names.begin(), names.end(), name, std::less<>());
}

bool ChangedIssuers::empty() const {
  return std::all_of(names_.begin(), names_.end(), [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace vexlens
