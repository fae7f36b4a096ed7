// OpenVexDates: instants of a feed, where one text follows its like.
#ifndef VEXLENS_LIB_FORMATS_OPENVEX_DATES_H_
#define VEXLENS_LIB_FORMATS_OPENVEX_DATES_H_

#include <string_view>

#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/instant.h"

namespace vexlens::formats {

// OpenVexDates remembers the last date, which most statements repeat. Texts must outlive it.
class OpenVexDates {
 public:
  explicit OpenVexDates(Findings& findings) : findings_(findings) {}

  // Read is ReadDate.
  Instant Read(json::Value value, const Place& parent, std::string_view name);

 private:
  Findings& findings_;
  std::string_view text_;
  Instant instant_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENVEX_DATES_H_
