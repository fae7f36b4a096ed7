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

Style StyleOfState(std::string_view name) {
  for (const State state : {State::kAffected, State::kUnderInvestigation, State::kNotAffected, State::kFixed,
                            State::kDisputed, State::kInconclusive}) {
    if (StateName(state) == name) return StyleOf(state);
  }
  return Style::kPlain;
}

std::string TreatAs(std::string_view status, std::string_view reason) {
  return reason.empty() ? std::string(status) : absl::StrCat(status, " (", reason, ")");
}

std::string TreatAs(const Decision& decision) { return TreatAs(StatusName(decision.status), decision.reason); }

}  // namespace vexlens::cli
