#include "cli/directory_changes.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/words.h"

namespace vexlens::cli {
namespace {

std::string FromTo(const std::string& before, const std::string& after) {
  return before == after ? before : absl::StrCat(before, " → ", after);
}

}  // namespace

std::vector<std::string> ChangeHeader() { return {"TENANT", "ID", "CHANGE", "MEMBERS", "TIER", "WEIGHT", "REVOKED"}; }

std::vector<Table::Cell> ChangeCells(const DirectoryChange& change, const Policy& policy) {
  const auto pointer = [](const std::optional<Issuer>& issuer) { return issuer.has_value() ? &*issuer : nullptr; };
  const auto tier = [](const std::optional<Issuer>& issuer) {
    return std::string(TierName(issuer.has_value() ? issuer->tier : Tier::kUnknown));
  };
  const auto revoked = [](const std::optional<Issuer>& issuer) {
    return SinceText(issuer.has_value() ? issuer->revoked_at : std::nullopt);
  };
  return {{TenantText(change.tenant)},
          {change.id, Style::kBold},
          {std::string(EntryChangeName(change.change))},
          {absl::StrJoin(change.Members(), ", ")},
          {FromTo(tier(change.before), tier(change.after))},
          {FromTo(Fraction(policy.IssuerWeight(pointer(change.before))),
                  Fraction(policy.IssuerWeight(pointer(change.after))))},
          {FromTo(revoked(change.before), revoked(change.after))}};
}

std::string TenantText(std::string_view tenant) { return tenant.empty() ? "(global)" : std::string(tenant); }

std::string SinceText(const std::optional<Instant>& revoked_at) {
  if (!revoked_at.has_value()) return "no";
  return absl::StrCat("since ", revoked_at->dated() ? FormatInstant(*revoked_at) : "ever");
}

}  // namespace vexlens::cli
