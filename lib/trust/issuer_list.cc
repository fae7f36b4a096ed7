#include "lib/trust/issuer_list.h"

#include <utility>

namespace vexlens::trust {

std::optional<IssuerClash> IssuerList::Add(std::shared_ptr<const Issuer> issuer) {
  for (const std::string_view text : issuer->Spellings()) {
    const auto taken = by_spelling.find(text);
    if (taken != by_spelling.end()) return IssuerClash{std::string(text), issuer.get(), taken->second};
  }
  for (const std::string_view text : issuer->Spellings()) by_spelling.emplace(text, issuer.get());
  std::string id = issuer->id;
  by_id.emplace(std::move(id), std::move(issuer));
  return std::nullopt;
}

void IssuerList::Remove(std::string_view id) {
  const auto place = by_id.find(id);
  if (place == by_id.end()) return;
  for (const std::string_view text : place->second->Spellings()) by_spelling.erase(text);
  by_id.erase(place);
}

std::optional<IssuerClash> FindClash(const IssuerList& own, const IssuerList& global) {
  for (const auto& [id, issuer] : own.by_id) {
    for (const std::string_view text : issuer->Spellings()) {
      const auto taken = global.by_spelling.find(text);
      if (taken == global.by_spelling.end() || own.by_id.contains(taken->second->id)) continue;
      return IssuerClash{std::string(text), issuer.get(), taken->second};
    }
  }
  return std::nullopt;
}

}  // namespace vexlens::trust
