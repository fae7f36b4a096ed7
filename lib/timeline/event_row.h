// Event rows: events as stores keep them, and their entries in the log.
#ifndef VEXLENS_LIB_TIMELINE_EVENT_ROW_H_
#define VEXLENS_LIB_TIMELINE_EVENT_ROW_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/timeline_store.h"

namespace vexlens::timeline {

// EventTexts are the members of an event that are objects and arrays, in canonical JSON.
struct EventTexts {
  explicit EventTexts(const TimelineEvent& event);

  std::string attributes;
  std::string evidence;
};

// Returns the row of an event, without its leaf. Both must outlive the row.
TimelineRow RowOf(const TimelineEvent& event, const EventTexts& texts);

// Writes the entry of a row: what WriteTimelineEvent writes of its event.
void WriteEntry(std::string_view tenant, const TimelineRow& row, std::string& out);

// Returns the event of a row. Errors: DATA_LOSS for one that no event has.
absl::StatusOr<TimelineEntry> EntryOf(std::string_view tenant, const TimelineRow& row);

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_EVENT_ROW_H_
