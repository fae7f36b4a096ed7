#include "lib/formats/cyclonedx/words.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace vexlens::formats {
namespace {

template <class Meaning>
struct Word {
  std::string_view text;
  Meaning meaning;
};

constexpr Word<VexStatus> kStates[] = {
    {"exploitable", VexStatus::kAffected},         {"not_affected", VexStatus::kNotAffected},
    {"false_positive", VexStatus::kNotAffected},   {"resolved", VexStatus::kFixed},
    {"resolved_with_pedigree", VexStatus::kFixed}, {"in_triage", VexStatus::kUnderInvestigation},
};

// No table is normative, so the document's label is kept beside the mapped one. A perimeter is not part of the product:
// it does not protect the product where it is deployed elsewhere, which "inline" would promise.
constexpr Word<std::string_view> kLabels[] = {
    {"code_not_present", "vulnerable_code_not_present"},
    {"code_not_reachable", "vulnerable_code_not_in_execute_path"},
    {"requires_configuration", "vulnerable_code_cannot_be_controlled_by_adversary"},
    {"requires_environment", "vulnerable_code_cannot_be_controlled_by_adversary"},
    {"requires_dependency", "component_not_present"},
    {"protected_by_compiler", "inline_mitigations_already_exist"},
    {"protected_at_runtime", "inline_mitigations_already_exist"},
    {"protected_by_mitigating_control", "inline_mitigations_already_exist"},
    {"protected_at_perimeter", ""},
};

constexpr std::string_view kResponses[] = {"can_not_fix", "will_not_fix", "update", "rollback", "workaround_available"};

constexpr Word<VersionClaim> kClaims[] = {
    {"affected", VersionClaim::kAffected},
    {"unaffected", VersionClaim::kUnaffected},
    {"unknown", VersionClaim::kUnknown},
};

template <class Meaning, std::size_t N>
std::optional<Meaning> Find(const Word<Meaning> (&words)[N], std::string_view text) {
  for (const Word<Meaning>& word : words) {
    if (word.text == text) return word.meaning;
  }
  return std::nullopt;
}

}  // namespace

std::optional<VexStatus> CycloneDxStatus(std::string_view state) { return Find(kStates, state); }

std::optional<std::string_view> CycloneDxJustification(std::string_view label) { return Find(kLabels, label); }

bool IsCycloneDxResponse(std::string_view label) {
  return std::find(std::begin(kResponses), std::end(kResponses), label) != std::end(kResponses);
}

std::optional<VersionClaim> ParseVersionClaim(std::string_view word) { return Find(kClaims, word); }

}  // namespace vexlens::formats
