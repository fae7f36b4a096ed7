#include "lib/formats/openvex/dates.h"

#include "absl/status/statusor.h"
#include "lib/formats/dates.h"

namespace vexlens::formats {

Instant OpenVexDates::Read(json::Value value, const Place& parent, std::string_view name) {
  if (!value.exists()) return {};  // most dates
  if (!value.text().empty() && value.text() == text_) return instant_;
  const absl::StatusOr<Instant> instant = ParseInstant(value.text());
  if (!instant.ok()) return ReadDate(value, parent, name, findings_);
  text_ = value.text();
  instant_ = *instant;
  return instant_;
}

}  // namespace vexlens::formats
