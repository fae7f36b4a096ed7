// Unblanked: identifiers that were written with blanks around them.
#ifndef VEXLENS_LIB_FORMATS_UNBLANKED_H_
#define VEXLENS_LIB_FORMATS_UNBLANKED_H_

#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"

namespace vexlens::formats {

// Returns a purl or CPE without the white space around it, which is a warning. Any other text is taken byte for byte.
inline std::string_view Unblanked(std::string_view text, const Place& place, ReportFindings& findings) {
  const std::string_view cut = absl::StripAsciiWhitespace(text);
  if (cut.size() == text.size()) return text;
  if (!absl::StartsWithIgnoreCase(cut, "pkg:") && !absl::StartsWithIgnoreCase(cut, "cpe:")) return text;
  findings.Warn(place, "", "blanks around it are cut");
  return cut;
}

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_UNBLANKED_H_
