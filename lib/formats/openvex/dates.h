// OpenVexDates: the dates of a feed, most of which repeat the one before.
#ifndef VEXLENS_LIB_FORMATS_OPENVEX_DATES_H_
#define VEXLENS_LIB_FORMATS_OPENVEX_DATES_H_

#include <string_view>

#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/instant.h"

namespace vexlens::formats {

// OpenVexDates caches the last date. Requires: texts outlive it.
class OpenVexDates {
 public:
  explicit OpenVexDates(Findings& findings) : findings_(findings) {}

  // Does what ReadDate does.
  Instant Read(json::Value value, const Place& parent, std::string_view name);

 private:
  Findings& findings_;
  std::string_view text_;
  Instant instant_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENVEX_DATES_H_
