// Identifiers that were written with blanks around them.
#ifndef VEXLENS_LIB_FORMATS_UNBLANKED_H_
#define VEXLENS_LIB_FORMATS_UNBLANKED_H_

#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"

namespace vexlens::formats {

// Returns a text without the white space around it, which is a warning.
inline std::string_view WithoutBlanks(std::string_view text, const Place& place, ReportFindings& findings) {
  const std::string_view cut = absl::StripAsciiWhitespace(text);
  if (cut.size() != text.size()) findings.Warn(place, "", "blanks around it are cut");
  return cut;
}

// Reports whether there are none: mostly so.
inline bool HasNoBlanks(std::string_view text) {
  return text.empty() || (!absl::ascii_isspace(static_cast<unsigned char>(text.front())) &&
                          !absl::ascii_isspace(static_cast<unsigned char>(text.back())));
}

// Returns a purl or CPE without the white space around it, which is a warning. Any other text is taken byte for byte.
inline std::string_view Unblanked(std::string_view text, const Place& place, ReportFindings& findings) {
  if (HasNoBlanks(text)) return text;
  const std::string_view cut = absl::StripAsciiWhitespace(text);
  if (!absl::StartsWithIgnoreCase(cut, "pkg:") && !absl::StartsWithIgnoreCase(cut, "cpe:")) return text;
  return WithoutBlanks(text, place, findings);
}

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_UNBLANKED_H_
