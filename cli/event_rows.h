// Event rows: the columns by which tables show events of a timeline.
#ifndef VEXLENS_CLI_EVENT_ROWS_H_
#define VEXLENS_CLI_EVENT_ROWS_H_

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "vexlens/timeline_event.h"

namespace vexlens::cli {

std::vector<std::string> EventHeader();

// Returns an event's row, with its time and what it belongs to as the caller writes them.
std::vector<Table::Cell> EventRow(const TimelineEvent& event, std::string time, std::string correlation);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_EVENT_ROWS_H_
