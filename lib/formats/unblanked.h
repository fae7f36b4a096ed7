// Identifiers that were written with blanks around them.
#ifndef VEXLENS_LIB_FORMATS_UNBLANKED_H_
#define VEXLENS_LIB_FORMATS_UNBLANKED_H_

#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"

namespace vexlens::formats {

// Returns a text without white space around it. If there was any, that is a warning.
inline std::string_view WithoutBlanks(std::string_view text, const Place& place, ReportFindings& findings) {
  const std::string_view cut = absl::StripAsciiWhitespace(text);
  if (cut.size() != text.size()) findings.Warn(place, "", "blanks around it are cut");
  return cut;
}

// Reports whether a text has no white space around it, as almost all.
inline bool HasNoBlanks(std::string_view text) {
  return text.empty() || (!absl::ascii_isspace(static_cast<unsigned char>(text.front())) &&
                          !absl::ascii_isspace(static_cast<unsigned char>(text.back())));
}

// Returns a purl or CPE as WithoutBlanks does, any other text as it is.
inline std::string_view Unblanked(std::string_view text, const Place& place, ReportFindings& findings) {
  if (HasNoBlanks(text)) return text;
  const std::string_view cut = absl::StripAsciiWhitespace(text);
  if (!absl::StartsWithIgnoreCase(cut, "pkg:") && !absl::StartsWithIgnoreCase(cut, "cpe:")) return text;
  return WithoutBlanks(text, place, findings);
}

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_UNBLANKED_H_
