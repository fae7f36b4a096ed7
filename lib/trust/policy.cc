#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/json/strict.h"
#include "lib/trust/json_members.h"
#include "lib/trust/words.h"
#include "vexlens/trust.h"

namespace vexlens {

using trust::JsonMembers;
using trust::ParseModeName;
using trust::ParseTierName;

namespace {

using json::StrictObject;

constexpr json::Parser::Limits kLimits = {.max_bytes = std::size_t{1} << 20, .max_depth = 16};
constexpr std::array<std::string_view, 4> kSignatureMembers = {"failed", "missing", "unverifiable", "verified"};

// Calls `read` with the object at `name`, if there is one.
template <typename Read>
void ForNested(StrictObject& top, std::string_view name, absl::Status& status, Read read) {
  const json::Value value = top.Optional(name);
  if (!value.exists()) return;
  StrictObject object(value, absl::StrCat(top.location(), "/", name), status);
  read(object);
  object.Done();
}

void ReadScope(StrictObject& top, Policy& policy) {
  const json::Value scope = top.Optional("scope");
  if (!scope.exists()) return;
  std::size_t index = 0;
  for (const json::Value value : scope.elements()) {
    const std::optional<Millionths> factor = json::FractionOf(value);
    if (!factor.has_value()) top.Fail(absl::StrCat("scope/", index), json::kExpectedFraction);
    if (index < policy.scope.size()) policy.scope[index] = factor.value_or(0);
    ++index;
  }
  if (index != policy.scope.size()) top.Fail("scope", "expected five numbers");
}

void ReadRequiredSignatures(StrictObject& top, Policy& policy) {
  std::size_t index = 0;
  for (const std::string& name : top.MaybeTexts("requireSignatureFor")) {
    const std::string place = absl::StrCat("requireSignatureFor/", index++);
    const std::optional<VexStatus> status = ParseStatusName(name);
    if (!status.has_value()) return top.Fail(place, absl::StrCat("\"", name, "\" is not a status"));
    policy.require_signature_for[static_cast<std::size_t>(*status)] = true;
  }
}

void ReadMembers(StrictObject& top, Policy& policy, absl::Status& status) {
  top.MaybeWord("mode", ParseModeName, policy.mode);
  ForNested(top, "tiers", status, [&](StrictObject& tiers) {
    for (std::size_t i = 0; i < kTierCount; ++i) tiers.MaybeFraction(TierName(static_cast<Tier>(i)), policy.tiers[i]);
  });
  top.MaybeFraction("unknownIssuerFactor", policy.unknown_issuer_factor);
  top.MaybeFlag("keysBind", policy.keys_bind);
  ForNested(top, "signature", status, [&](StrictObject& signature) {
    for (std::size_t i = 0; i < kSignatureMembers.size(); ++i) {
      signature.MaybeFraction(kSignatureMembers[i], policy.signature[i]);
    }
    if (policy.signature[0] != 0) signature.Fail("failed", "must be 0");
  });
  ForNested(top, "freshness", status, [&](StrictObject& freshness) {
    freshness.MaybeCount("halfLifeDays", 1, 36'500, policy.half_life_days);
    freshness.MaybeFraction("floor", policy.floor);
  });
  ForNested(top, "justification", status, [&](StrictObject& justification) {
    for (auto& [label, factor] : policy.justification) justification.MaybeFraction(label, factor);
    justification.MaybeFraction("impact", policy.impact);
    justification.MaybeFraction("none", policy.no_justification);
  });
  ReadScope(top, policy);
  top.MaybeFraction("minimumWeight", policy.minimum_weight);
  top.MaybeFraction("minimumConfidence", policy.minimum_confidence);
  top.MaybeFraction("conflictThreshold", policy.conflict_threshold);
  if (policy.conflict_threshold > kOne / 2) top.Fail("conflictThreshold", "must be at most 0.5");
  top.MaybeCount("minimumQuorum", 1, 1'000'000, policy.minimum_quorum);
  ReadRequiredSignatures(top, policy);
  top.MaybeFlag("requireJustificationForNotAffected", policy.require_justification);
  top.MaybeWord("aliasJoinTier", ParseTierName, policy.alias_join_tier);
  top.MaybeWord("clearTier", ParseTierName, policy.clear_tier);
}

std::string FractionText(Millionths value) {
  std::string text;
  AppendMillionths(value, text);
  return text;
}

std::string ScopeJson(std::span<const Millionths> scope) {
  std::vector<std::string> factors;
  for (const Millionths factor : scope) factors.push_back(FractionText(factor));
  return absl::StrCat("[", absl::StrJoin(factors, ","), "]");
}

// Lists the statuses that are set, the most cautious first.
std::string StatusesJson(const std::array<bool, kStatusCount>& set) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kStatusCount; ++i) {
    if (set[i]) names.push_back(absl::StrCat("\"", StatusName(static_cast<VexStatus>(i)), "\""));
  }
  return absl::StrCat("[", absl::StrJoin(names, ","), "]");
}

// Returns the object with these members, those of nested objects in their objects (RFC 8785).
std::string ObjectOf(std::vector<PolicyMember> members) {
  JsonMembers top;
  std::map<std::string, JsonMembers> nested;
  for (PolicyMember& member : members) {
    const std::size_t dot = member.name.find('.');
    if (dot == std::string::npos) {
      top.Add(member.name, std::move(member.value));
    } else {
      nested[member.name.substr(0, dot)].Add(member.name.substr(dot + 1), std::move(member.value));
    }
  }
  for (const auto& [name, object] : nested) top.Add(name, object.Json());
  return top.Json();
}

}  // namespace

Policy::Policy() {
  for (const std::string_view label : kJustifications) justification.emplace(label, kOne);
}

absl::StatusOr<Policy> Policy::Parse(std::string_view json) {
  json::Parser parser;
  json::Value root;
  if (auto failure = parser.Parse(json, kLimits, 0, root)) return failure->status;
  absl::Status status;
  Policy policy;
  StrictObject top(root, "", status);
  ReadMembers(top, policy, status);
  top.Done();
  if (!status.ok()) return status;
  return policy;
}

std::vector<PolicyMember> Policy::Members() const {
  std::vector<PolicyMember> members;
  const auto add = [&](std::string name, std::string value) { members.push_back({std::move(name), std::move(value)}); };
  const auto flag = [&](std::string name, bool value) { add(std::move(name), value ? "true" : "false"); };
  const auto word = [&](std::string name, std::string_view value) {
    add(std::move(name), absl::StrCat("\"", value, "\""));
  };
  const auto fraction = [&](std::string name, Millionths value) { add(std::move(name), FractionText(value)); };
  word("mode", ModeName(mode));
  for (std::size_t i = 0; i < kTierCount; ++i) {
    fraction(absl::StrCat("tiers.", TierName(static_cast<Tier>(i))), tiers[i]);
  }
  fraction("unknownIssuerFactor", unknown_issuer_factor);
  flag("keysBind", keys_bind);
  for (std::size_t i = 0; i < signature.size(); ++i) {
    fraction(absl::StrCat("signature.", kSignatureMembers[i]), signature[i]);
  }
  add("freshness.halfLifeDays", absl::StrCat(half_life_days));
  fraction("freshness.floor", floor);
  for (const auto& [label, factor] : justification) fraction(absl::StrCat("justification.", label), factor);
  fraction("justification.impact", impact);
  fraction("justification.none", no_justification);
  add("scope", ScopeJson(scope));
  fraction("minimumWeight", minimum_weight);
  fraction("minimumConfidence", minimum_confidence);
  fraction("conflictThreshold", conflict_threshold);
  add("minimumQuorum", absl::StrCat(minimum_quorum));
  add("requireSignatureFor", StatusesJson(require_signature_for));
  flag("requireJustificationForNotAffected", require_justification);
  word("aliasJoinTier", TierName(alias_join_tier));
  word("clearTier", TierName(clear_tier));
  std::sort(members.begin(), members.end(),
            [](const PolicyMember& a, const PolicyMember& b) { return a.name < b.name; });
  return members;
}

std::string Policy::CanonicalJson() const { return ObjectOf(Members()); }

Digest Policy::Digest() const {
  const std::vector<PolicyMember> defaults = Policy().Members();
  std::vector<PolicyMember> differing;
  for (PolicyMember& member : Members()) {
    if (std::find(defaults.begin(), defaults.end(), member) == defaults.end()) differing.push_back(std::move(member));
  }
  return Sha256(ObjectOf(std::move(differing)));
}

}  // namespace vexlens
