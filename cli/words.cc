#include "cli/words.h"

#include "absl/strings/str_cat.h"

namespace vexlens::cli {

std::string Fraction(Millionths value) {
  std::string text;
  AppendMillionths(value, text);
  return text;
}

Style StyleOf(VexStatus status) {
  switch (status) {
    case VexStatus::kAffected:
      return Style::kRed;
    case VexStatus::kUnderInvestigation:
      return Style::kYellow;
    case VexStatus::kNotAffected:
    case VexStatus::kFixed:
      return Style::kGreen;
  }
  return Style::kPlain;
}

Style StyleOf(State state) {
  switch (state) {
    case State::kAffected:
      return Style::kRed;
    case State::kDisputed:
    case State::kInconclusive:
    case State::kUnderInvestigation:
      return Style::kYellow;
    case State::kNotAffected:
    case State::kFixed:
      return Style::kGreen;
  }
  return Style::kPlain;
}

std::string TreatAs(const Decision& decision) {
  if (decision.reason.empty()) return std::string(StatusName(decision.status));
  return absl::StrCat(StatusName(decision.status), " (", decision.reason, ")");
}

}  // namespace vexlens::cli
