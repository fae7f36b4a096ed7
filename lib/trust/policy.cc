#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/json/strict.h"
#include "lib/trust/words.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

using json::StrictObject;

constexpr json::Parser::Limits kLimits = {.max_bytes = std::size_t{1} << 20, .max_depth = 16};
constexpr std::array<std::string_view, 4> kSignatureMembers = {"failed", "missing", "unverifiable", "verified"};

// ForNested runs `read` on the object at `name`, if it is there.
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
    if (!factor.has_value()) top.Fail("scope", "expected numbers from 0 to 1 with at most six decimals");
    if (index < policy.scope.size()) policy.scope[index] = factor.value_or(0);
    ++index;
  }
  if (index != policy.scope.size()) top.Fail("scope", "expected five numbers");
}

void ReadRequiredSignatures(StrictObject& top, Policy& policy) {
  for (const std::string& name : top.MaybeTexts("requireSignatureFor")) {
    const std::optional<VexStatus> status = ParseStatusName(name);
    if (!status.has_value()) return top.Fail("requireSignatureFor", absl::StrCat("\"", name, "\" is not a status"));
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
}

// Members is a list of `"name":value`, sorted by name when it is written: RFC 8785 without counting on the caller.
class Members {
 public:
  void Add(std::string_view name, std::string value) { members_.emplace(name, std::move(value)); }
  void Fraction(std::string_view name, Millionths value) {
    std::string text;
    AppendMillionths(value, text);
    Add(name, std::move(text));
  }
  void Word(std::string_view name, std::string_view word) { Add(name, absl::StrCat("\"", word, "\"")); }
  void Flag(std::string_view name, bool value) { Add(name, value ? "true" : "false"); }
  std::string Json() const {
    return absl::StrCat("{",
                        absl::StrJoin(members_, ",",
                                      [](std::string* out, const auto& member) {
                                        absl::StrAppend(out, "\"", member.first, "\":", member.second);
                                      }),
                        "}");
  }

 private:
  std::map<std::string, std::string> members_;
};

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

std::string Policy::CanonicalJson() const {
  Members tier_members, signature_members, freshness_members, justification_members, top;
  for (std::size_t i = 0; i < kTierCount; ++i) tier_members.Fraction(TierName(static_cast<Tier>(i)), tiers[i]);
  for (std::size_t i = 0; i < signature.size(); ++i) signature_members.Fraction(kSignatureMembers[i], signature[i]);
  freshness_members.Fraction("floor", floor);
  freshness_members.Add("halfLifeDays", absl::StrCat(half_life_days));
  for (const auto& [label, factor] : justification) justification_members.Fraction(label, factor);
  justification_members.Fraction("impact", impact);
  justification_members.Fraction("none", no_justification);
  std::vector<std::string> scopes, required;
  for (const Millionths factor : scope) AppendMillionths(factor, scopes.emplace_back());
  for (std::size_t i = 0; i < kStatusCount; ++i) {
    if (require_signature_for[i]) required.push_back(absl::StrCat("\"", StatusName(static_cast<VexStatus>(i)), "\""));
  }
  top.Word("aliasJoinTier", TierName(alias_join_tier));
  top.Fraction("conflictThreshold", conflict_threshold);
  top.Add("freshness", freshness_members.Json());
  top.Add("justification", justification_members.Json());
  top.Flag("keysBind", keys_bind);
  top.Fraction("minimumConfidence", minimum_confidence);
  top.Add("minimumQuorum", absl::StrCat(minimum_quorum));
  top.Fraction("minimumWeight", minimum_weight);
  top.Word("mode", ModeName(mode));
  top.Flag("requireJustificationForNotAffected", require_justification);
  top.Add("requireSignatureFor", absl::StrCat("[", absl::StrJoin(required, ","), "]"));
  top.Add("scope", absl::StrCat("[", absl::StrJoin(scopes, ","), "]"));
  top.Add("signature", signature_members.Json());
  top.Add("tiers", tier_members.Json());
  top.Fraction("unknownIssuerFactor", unknown_issuer_factor);
  return top.Json();
}

}  // namespace vexlens
