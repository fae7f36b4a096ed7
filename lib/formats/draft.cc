#include "lib/formats/draft.h"

namespace vexlens::formats {

Instant ReadInstant(json::Value value, std::string_view location, Draft& draft) {
  if (!value.exists()) return {};
  if (!value.is_string()) {
    draft.Warn(std::string(location), "a date must be a string");
    return {};
  }
  const absl::StatusOr<Instant> instant = ParseInstant(value.text());
  if (instant.ok()) return *instant;
  draft.Warn(std::string(location), std::string(instant.status().message()));
  return {};
}

SubjectId ReadSubject(std::string_view text, std::string_view location, Draft& draft) {
  const absl::StatusOr<SubjectId> subject = draft.evidence.InternIdentifier(text);
  if (subject.ok()) return *subject;
  draft.Warn(std::string(location), std::string(subject.status().message()));
  return draft.evidence.InternSubject(text, "");
}

}  // namespace vexlens::formats
