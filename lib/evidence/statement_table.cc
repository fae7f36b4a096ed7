#include "vexlens/support/statement_table.h"

#include <algorithm>

namespace vexlens {
namespace {

// Steps are packed into 32 bits: two for their number, then the steps. Those that do not fit are in long_steps_.
constexpr std::uint32_t kOne = 0U << 30;
constexpr std::uint32_t kTwo = 1U << 30;
constexpr std::uint32_t kThree = 2U << 30;
constexpr std::uint32_t kLong = 3U << 30;
constexpr std::uint32_t kRest = (1U << 30) - 1;
constexpr std::uint32_t kNothing = kOne | kRest;

// Three steps are mostly a statement, one of its products, and one of its components.
constexpr int kHalf = 15;
constexpr int kSecond = 9;
constexpr int kThird = 7;

constexpr std::uint32_t Low(std::uint32_t value, int bits) { return value & ((1U << bits) - 1); }
constexpr bool Fits(std::uint32_t value, int bits) { return value >> bits == 0; }

}  // namespace

std::uint32_t StatementTable::Pack(const Steps& steps) {
  constexpr std::uint32_t kNone = Location::kNoStep;
  const auto [a, b, c] = steps;
  if (c == kNone && b == kNone) {
    if (a == kNone) return kNothing;
    if (a < kRest) return kOne | a;
  } else if (c == kNone) {
    if (Fits(a, kHalf) && Fits(b, kHalf)) return kTwo | a << kHalf | b;
  } else if (Fits(a, 30 - kSecond - kThird) && Fits(b, kSecond) && Fits(c, kThird)) {
    return kThree | a << (kSecond + kThird) | b << kThird | c;
  }
  long_steps_.push_back(steps);
  return kLong | static_cast<std::uint32_t>(long_steps_.size() - 1);
}

StatementTable::Steps StatementTable::Unpack(std::uint32_t packed) const {
  constexpr std::uint32_t kNone = Location::kNoStep;
  const std::uint32_t rest = packed & kRest;
  switch (packed & ~kRest) {
    case kOne:
      return {packed == kNothing ? kNone : rest, kNone, kNone};
    case kTwo:
      return {rest >> kHalf, Low(rest, kHalf), kNone};
    case kThree:
      return {rest >> (kSecond + kThird), Low(rest >> kThird, kSecond), Low(rest, kThird)};
    default:
      return long_steps_[rest];
  }
}

void StatementTable::Add(const Statement& said) {
  Row row;
  row.occasion = occasions_.Intern({said.document, said.location.pattern, said.updated_at, said.issued_at});
  row.issue = issues_.Intern({said.vulnerability, said.aliases});
  row.claim = claims_.Intern({said.relationship, said.justification, said.justification_raw, said.impact, said.action,
                              said.through, said.status});
  row.product = said.product;
  row.component = said.component;
  row.steps = Pack(said.location.steps);
  rows_.push_back(row);
}

Statement StatementTable::At(std::size_t i) const {
  const Row& row = rows_[i];
  const Occasion& occasion = occasions_[row.occasion];
  const Issue& issue = issues_[row.issue];
  const Claim& claim = claims_[row.claim];
  Statement said;
  said.updated_at = occasion.updated_at;
  said.document = occasion.document;
  said.vulnerability = issue.vulnerability;
  said.aliases = issue.aliases;
  said.product = row.product;
  said.component = row.component;
  said.relationship = claim.relationship;
  said.justification = claim.justification;
  said.justification_raw = claim.justification_raw;
  said.impact = claim.impact;
  said.action = claim.action;
  said.through = claim.through;
  said.location = location(i);
  said.issued_at = occasion.issued_at;
  said.status = claim.status;
  return said;
}

}  // namespace vexlens
