#include <utility>

#include "vexlens/reader.h"

namespace vexlens {

std::string_view OutcomeName(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAccepted:
      return "accepted";
    case Outcome::kAcceptedWithWarnings:
      return "accepted with warnings";
    case Outcome::kSkipped:
      return "skipped";
    case Outcome::kRejected:
      return "rejected";
  }
  return "";
}

void ReadingReport::Add(Finding::Kind kind, std::string where, std::string message, std::string code) {
  ++(kind == Finding::Kind::kIgnored ? ignored : kind == Finding::Kind::kRefused ? refused : warnings);
  if (findings.size() < kMaxFindings) {
    findings.push_back({kind, std::move(where), std::move(message), std::move(code)});
  }
}

}  // namespace vexlens
