#include "cli/event_rows.h"

#include <utility>

namespace vexlens::cli {
namespace {

Style StyleOf(EventSeverity severity) {
  if (severity >= EventSeverity::kError) return Style::kRed;
  return severity == EventSeverity::kWarning ? Style::kYellow : Style::kPlain;
}

}  // namespace

std::vector<std::string> EventHeader() {
  return {"TIME", "SEVERITY", "TYPE", "SUBJECT", "WHO", "EVENT", "CORRELATION"};
}

std::vector<Table::Cell> EventRow(const TimelineEvent& event, std::string time, std::string correlation) {
  return {{std::move(time), Style::kDim},
          {std::string(EventSeverityName(event.severity)), StyleOf(event.severity)},
          {Safe(event.event_type), Style::kBold},
          {Safe(event.subject)},
          {Safe(event.actor.empty() ? event.source : event.actor)},
          {Safe(event.event_id), Style::kDim},
          {std::move(correlation), Style::kDim}};
}

}  // namespace vexlens::cli
