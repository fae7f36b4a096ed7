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

std::string_view ReasonText(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return "votes";
    case Reason::kWithdrawn:
      return "withdrawn";
    case Reason::kSuperseded:
      return "superseded by a newer one";
    case Reason::kSignatureFailed:
      return "bad signature";
    case Reason::kIssuerRevoked:
      return "issuer revoked";
    case Reason::kSignatureRequired:
      return "not verified, and the policy wants it";
    case Reason::kMayNotClear:
      return "may not give an all-clear";
    case Reason::kJustificationRequired:
      return "no justification, and the policy wants one";
    case Reason::kNoWeight:
      return "weighs nothing";
    case Reason::kNotVoice:
      return "its issuer says another thing louder";
    case Reason::kCrowd:
      return "the crowd has one voice a status";
    case Reason::kOutranked:
      return "outranked";
  }
  return "";
}

std::string MissText(const NearMiss& miss, std::string_view named) {
  const std::string place = miss.said == named ? "in there" : absl::StrCat("in ", miss.said);
  switch (miss.miss) {
    case Miss::kOtherProduct:
      return absl::StrCat("nothing says that the component is ", place, " here");
    case Miss::kOtherPath:
      return absl::StrCat("nothing says that the component is only ", place, " here");
    case Miss::kProductNotGiven:
      return absl::StrCat("the question does not say that the component is ", place);
    default:
      return miss.Text();
  }
}

}  // namespace vexlens::cli
