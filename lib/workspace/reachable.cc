#include "lib/workspace/reachable.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/workspace/alias.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {

absl::StatusOr<bool> TieJudge::MayTie(RowId issuer) {
  const auto known = known_.find(issuer);
  if (known != known_.end()) return known->second;
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view name, snapshot_.IssuerName(issuer));
  const Issuer* const entry = basis_.directory->Find(basis_.tenant, name);
  const Tier tier = entry == nullptr ? Tier::kUnknown : std::max(entry->tier, Tier::kUnknown);
  return known_[issuer] = tier >= basis_.policy->alias_join_tier;
}

absl::Status Reachable::Load(std::span<const RowId> vulnerabilities) {
  std::vector<RowId> all;
  for (std::vector<RowId> level(vulnerabilities.begin(), vulnerabilities.end()); !level.empty();) {
    std::erase_if(level, [&](RowId id) { return !vulnerabilities_.try_emplace(id).second; });
    all.insert(all.end(), level.begin(), level.end());
    VEXLENS_ASSIGN_OR_RETURN(level, LoadLevel(level));
  }
  return LoadStatements(all);
}

absl::StatusOr<std::vector<RowId>> Reachable::LoadLevel(std::span<const RowId> level) {
  std::vector<RowId> next;
  if (level.empty()) return next;
  VEXLENS_ASSIGN_OR_RETURN(std::vector<VulnerabilityRow> rows, snapshot_.view().Vulnerabilities(level));
  for (VulnerabilityRow& row : rows) {
    names_.emplace(row.id, row.name);
    vulnerabilities_[row.id].row = std::move(row);
  }
  return Tie(level);
}

absl::StatusOr<std::vector<RowId>> Reachable::Tie(std::span<const RowId> level) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<AliasRow> aliases, snapshot_.view().AliasesOf(level));
  absl::flat_hash_set<RowId> any;
  for (const AliasRow& alias : aliases) {
    Vulnerability& one = vulnerabilities_[alias.one];
    if ((alias.says & kNamed) != 0) one.naming.push_back(alias.other);
    if ((alias.says & kTies) == 0) continue;
    any.insert(alias.one);
    VEXLENS_ASSIGN_OR_RETURN(const bool counts, ties_.MayTie(alias.issuer));
    if (counts) one.tied.push_back(alias.other);
  }
  std::vector<RowId> next;
  if (classes_) {
    VEXLENS_ASSIGN_OR_RETURN(next, TieClasses(std::vector(any.begin(), any.end())));
  }
  for (const RowId id : level) {
    const std::vector<RowId>& tied = vulnerabilities_[id].tied;
    next.insert(next.end(), tied.begin(), tied.end());
  }
  return next;
}

absl::StatusOr<std::vector<RowId>> Reachable::TieClasses(std::span<const RowId> level) {
  std::vector<RowId> advisories;
  for (const RowId id : level) {
    Vulnerability& one = vulnerabilities_[id];
    one.of_class = one.row.advisory;
    if (one.of_class != 0 && members_.try_emplace(one.of_class).second) advisories.push_back(one.of_class);
  }
  std::vector<RowId> next;
  if (advisories.empty()) return next;
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<VulnerabilityRow> members, snapshot_.view().MembersOf(advisories));
  for (const VulnerabilityRow& member : members) {
    members_[member.advisory].push_back(member.id);
    next.push_back(member.id);
  }
  return next;
}

absl::Status Reachable::LoadStatements(std::span<const RowId> vulnerabilities) {
  std::vector<RowId> about(vulnerabilities.begin(), vulnerabilities.end());
  std::vector<RowId> naming;
  for (const RowId id : vulnerabilities) {
    for (const RowId other : vulnerabilities_[id].naming) {
      if (!vulnerabilities_.contains(other) && names_.try_emplace(other).second) naming.push_back(other);
    }
  }
  if (!naming.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(std::vector<VulnerabilityRow> rows, snapshot_.view().Vulnerabilities(naming));
    for (VulnerabilityRow& row : rows) names_[row.id] = std::move(row.name);
    about.insert(about.end(), naming.begin(), naming.end());
  }
  return AppendStatements(about);
}

absl::Status Reachable::AppendStatements(std::span<const RowId> vulnerabilities) {
  absl::Status status = snapshot_.view().AppendStatements(vulnerabilities, packed_);
  for (std::size_t i = 0; absl::IsDataLoss(status) && i < vulnerabilities.size(); ++i) {
    PackedRows unused;
    const absl::Status one = snapshot_.view().AppendStatements(vulnerabilities.subspan(i, 1), unused);
    if (one.ok()) continue;
    return absl::DataLossError(absl::StrCat(one.message(), " where the statements about ", names_[vulnerabilities[i]],
                                            " stand: rebuild the workspace"));
  }
  VEXLENS_RETURN_IF_ERROR(status);
  for (std::size_t i = 0; i < packed_.rows.size(); ++i) {
    const auto [place, first] = rows_of_.try_emplace(packed_.rows[i].vulnerability, i, i);
    place->second.second = i + 1;
  }
  return absl::OkStatus();
}

std::span<const PackedRows::Row> Reachable::RowsOf(RowId vulnerability) const {
  const auto place = rows_of_.find(vulnerability);
  if (place == rows_of_.end()) return {};
  const auto [first, end] = place->second;
  return std::span(packed_.rows).subspan(first, end - first);
}

}  // namespace vexlens::workspace
