#include "cli/why.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/words.h"
#include "vexlens/trust.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kMostNames = 4;
constexpr std::string_view kUnverified = "unverified:";

// Listed is "a", "a and b", "a, b and c"; beyond kMostNames the rest is a number.
std::string Listed(std::vector<std::string> names) {
  if (names.size() > kMostNames) {
    const std::size_t left = names.size() - kMostNames;
    names.resize(kMostNames);
    names.push_back(absl::StrCat(left, " more"));
  }
  if (names.size() == 1) return names.front();
  const std::string last = names.back();
  names.pop_back();
  return absl::StrCat(absl::StrJoin(names, ", "), " and ", last);
}

// Reasons puts the sentences together.
class Reasons {
 public:
  Reasons(const Slice& slice, const Record& record) : slice_(slice), record_(record) {}

  std::vector<std::string> Sentences() {
    Votes();
    Outcome();
    Refusals();
    return std::move(sentences_);
  }

 private:
  const Decision& decision() const { return record_.decision; }
  const Policy& policy() const { return *slice_.basis().policy; }
  void Say(std::string sentence) { sentences_.push_back(std::move(sentence)); }

  const Issuer* Find(std::string_view name) const { return slice_.basis().directory->Find(record_.tenant, name); }

  // KeyedName is the issuer in whose name an unverified document speaks, "" for another entry.
  std::string_view KeyedName(const RationaleEntry& entry) const {
    if (!absl::StartsWith(entry.issuer, kUnverified)) return "";
    const std::string_view name = entry.issuer.substr(kUnverified.size());
    return Find(entry.issuer) == nullptr && Find(name) != nullptr ? name : "";
  }

  std::string Voice(const RationaleEntry& entry) const {
    const bool stranger = Find(entry.issuer) == nullptr && KeyedName(entry).empty();
    return absl::StrCat(entry.issuer, " (", stranger ? "unlisted, " : "", Fraction(entry.weight), ")");
  }

  Millionths Sum(bool clears) const {
    Millionths sum = 0;
    for (std::size_t i = 0; i < kStatusCount; ++i) {
      if (Clears(static_cast<VexStatus>(i)) == clears) sum += decision().weights[i];
    }
    return sum;
  }

  // Side says who votes on a side, by status; "" if nobody does.
  std::string Side(bool clears) const {
    std::vector<std::string> parts;
    std::size_t voices = 0;
    for (std::size_t i = 0; i < kStatusCount; ++i) {
      const auto status = static_cast<VexStatus>(i);
      if (Clears(status) != clears) continue;
      std::vector<std::string> names;
      for (const RationaleEntry& entry : record_.rationale) {
        if (entry.accepted && entry.status == status) names.push_back(Voice(entry));
      }
      if (names.empty()) continue;
      voices += names.size();
      parts.push_back(absl::StrCat(Listed(names), names.size() == 1 ? " says " : " say ", StatusName(status)));
    }
    if (parts.empty()) return "";
    return absl::StrCat(Listed(parts), voices == 1 ? "" : absl::StrCat(": ", Fraction(Sum(clears)), " together"), ".");
  }

  void Votes() {
    const bool clears = decision().winner.has_value() && Clears(*decision().winner);
    for (const bool side : {clears, !clears}) {
      if (std::string text = Side(side); !text.empty()) Say(std::move(text));
    }
  }

  void Outcome() {
    if (!decision().winner.has_value()) {
      const bool any = std::any_of(record_.rationale.begin(), record_.rationale.end(),
                                   [](const RationaleEntry& entry) { return entry.accepted; });
      Say(any ? absl::StrCat("Neither side reaches the policy's minimum weight of ", Fraction(policy().minimum_weight),
                             ".")
              : "Nobody has a vote, so nothing is known.");
      return;
    }
    const VexStatus winner = *decision().winner;
    const Millionths side = Sum(Clears(winner));
    const Millionths other = Sum(!Clears(winner));
    const bool disputed = decision().state == State::kDisputed;
    if (other != 0) {
      Say(absl::StrCat(Clears(winner) ? "What clears" : "What warns", " is ",
                       side >= other ? "ahead by " : "behind by ",
                       Fraction(std::max(side, other) - std::min(side, other)), " of ", Fraction(side + other), ", ",
                       disputed ? "less than " : "at least ", Fraction(policy().conflict_threshold), " of it",
                       disputed ? ": disputed." : "."));
    }
    if (winner == VexStatus::kUnderInvestigation && WeightOf(VexStatus::kAffected) != 0) {
      Say("Only strangers say affected, beside the words of others: that asks for an investigation.");
    }
    if (decision().reason == "low_confidence") {
      Say(absl::StrCat("The confidence is below ", Fraction(policy().minimum_confidence),
                       ", which the policy wants for an all-clear."));
    }
    if (decision().reason == "quorum") {
      Say(absl::StrCat("The policy wants ", policy().minimum_quorum, " issuers behind an all-clear."));
    }
    if (decision().reason == "operator") {
      Say(absl::StrCat("An operator of the tenant decided: ", StatusName(decision().status), "."));
    } else if (disputed && decision().status != winner) {
      Say(absl::StrCat("While that is so, who warns is heard: treat it as ", StatusName(decision().status), "."));
    }
  }

  Millionths WeightOf(VexStatus status) const { return decision().weights[static_cast<std::size_t>(status)]; }

  // Refused are the all-clears of one issuer that do not count for one cause, about these products.
  struct Refused {
    const RationaleEntry* first;
    std::vector<std::string> products;  // none if the product is not the cause
  };

  // Refusals says why all-clears do not count.
  void Refusals() {
    std::vector<Refused> refused;
    for (const RationaleEntry& entry : record_.rationale) {
      if (entry.reason != Reason::kMayNotClear) continue;
      auto same = std::find_if(refused.begin(), refused.end(), [&](const Refused& other) {
        return other.first->issuer == entry.issuer && other.first->status == entry.status;
      });
      if (same == refused.end()) same = refused.insert(same, {&entry, {}});
      const Issuer* const issuer = Find(entry.issuer);
      if (issuer == nullptr || issuer->tier == entry.tier) continue;
      std::string product(slice_.evidence().KeyText(slice_.evidence().statements()[entry.statement].product));
      const bool known = std::find(same->products.begin(), same->products.end(), product) != same->products.end();
      if (!known) same->products.push_back(std::move(product));
    }
    for (std::size_t i = 0; i < std::min(refused.size(), kMostNames); ++i) Say(Refusal(refused[i]));
    if (refused.size() > kMostNames) Say(absl::StrCat(refused.size() - kMostNames, " more may not clear either."));
  }

  std::string Refusal(const Refused& refused) const {
    const RationaleEntry& entry = *refused.first;
    const std::string lead =
        absl::StrCat("The ", StatusName(entry.status), " of ", entry.issuer,
                     refused.products.empty() ? "" : absl::StrCat(" about ", Listed(refused.products)),
                     " does not count: an all-clear takes at least the tier ", TierName(policy().clear_tier), ", and ");
    if (const std::string_view name = KeyedName(entry); !name.empty()) {
      return absl::StrCat(lead, "without a signature by a key of ", name, " it is a stranger's word.");
    }
    const Issuer* const issuer = Find(entry.issuer);
    if (issuer == nullptr)
      return absl::StrCat(lead, "nobody lists ", entry.count > 1 ? "who says so." : "that issuer.");
    if (refused.products.empty()) return absl::StrCat(lead, "that issuer is ", TierName(entry.tier), ".");
    return absl::StrCat(lead, "that issuer is ", TierName(issuer->tier), " over ", AuthorityText(*issuer),
                        "; elsewhere it is ", TierName(entry.tier), ".");
  }

  static std::string AuthorityText(const Issuer& issuer) {
    if (!issuer.authority.has_value() || issuer.authority->empty()) return "nothing";
    std::vector<std::string> patterns;
    for (const AuthorityPattern& pattern : *issuer.authority) patterns.push_back(pattern.text());
    return Listed(std::move(patterns));
  }

  const Slice& slice_;
  const Record& record_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> WhyOf(const Slice& slice, const Record& record) { return Reasons(slice, record).Sentences(); }

}  // namespace vexlens::cli
