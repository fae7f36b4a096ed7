#include "lib/formats/openvex_dates.h"

#include "absl/status/statusor.h"
#include "lib/formats/openvex_members.h"

namespace vexlens::formats {

Instant OpenVexDates::Read(json::Value value, const Place& parent, std::string_view name) {
  if (!value.exists()) return {};
  if (value.is_string() && !value.text().empty() && value.text() == text_) return instant_;
  if (!value.is_string()) {
    findings_.Warn(Place(parent, name), "", "must be a string");
    return {};
  }
  const absl::StatusOr<Instant> instant = ParseInstant(value.text());
  if (!instant.ok()) {
    findings_.Warn(Place(parent, name), "", instant.status().message());
    return {};
  }
  text_ = value.text();
  instant_ = *instant;
  return instant_;
}

}  // namespace vexlens::formats
