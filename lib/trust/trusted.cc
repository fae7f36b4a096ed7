// Issuers that a run trusts in addition to the directory.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/trust/issuer_list.h"
#include "lib/trust/words.h"
#include "vexlens/trust.h"

namespace vexlens {

using trust::ParseTierName;

namespace {

// Returns `issuer` as it is when it is trusted: at `tier`, or at least known.
Issuer Trusted(Issuer issuer, std::string_view name, std::optional<Tier> tier) {
  const std::vector<std::string_view> spellings = issuer.Spellings();
  const bool is_called = std::find(spellings.begin(), spellings.end(), name) != spellings.end();
  const Tier wanted = tier.value_or(std::max(issuer.tier, Tier::kKnown));
  if (!is_called) issuer.names.emplace_back(name);
  if (issuer.tier != wanted) issuer.weight.reset();
  issuer.tier = wanted;
  return issuer;
}

}  // namespace

absl::StatusOr<TrustOption> ParseTrustOption(std::string_view text) {
  TrustOption option{std::string(text), std::nullopt};
  if (const std::size_t equals = text.rfind('='); equals != text.npos) {
    option.tier = ParseTierName(text.substr(equals + 1));
    if (option.tier.has_value()) option.name.resize(equals);
  }
  if (option.name.empty()) return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" names no issuer"));
  return option;
}

absl::StatusOr<IssuerDirectory> IssuerDirectory::WithTrusted(std::string_view name, std::optional<Tier> tier) const {
  std::vector<std::string_view> tenants = Tenants();
  tenants.insert(tenants.begin(), "");
  std::string id(name);
  const Issuer* known = nullptr;
  for (const std::string_view tenant : tenants) {
    const Issuer* const found = Find(tenant, name);
    if (found == nullptr) continue;
    if (known != nullptr && known->id != found->id) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", name, "\" is a name of two issuers: \"", known->id, "\" and \"", found->id, "\""));
    }
    known = found;
    id = found->id;
  }
  IssuerDirectory edited = *this;
  for (const std::string_view tenant : tenants) {
    const auto& own = ListOf(tenant).by_id;
    const auto entry = own.find(id);
    // A tenant without an entry with that id has the global one.
    if (!tenant.empty() && entry == own.end()) continue;
    Issuer issuer;
    issuer.id = id;
    absl::StatusOr<IssuerDirectory> next =
        edited.With(tenant, Trusted(entry == own.end() ? std::move(issuer) : *entry->second, name, tier));
    if (!next.ok()) return next;
    edited = *std::move(next);
  }
  return edited;
}

}  // namespace vexlens
