// Dates as documents write them.
#ifndef VEXLENS_LIB_FORMATS_DATES_H_
#define VEXLENS_LIB_FORMATS_DATES_H_

#include <string_view>

#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/instant.h"

namespace vexlens::formats {

// Returns the date in the member `name` of `parent`; undated if there is none. What is not RFC 3339 with a zone, but
// clear, is read with a warning: no zone is UTC, "+1000" and "+10" are "+10:00", a bare day is its first instant, a
// number is seconds since 1970. Anything else is a warning and undated.
Instant ReadDate(json::Value value, const Place& parent, std::string_view name, Findings& findings);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_DATES_H_
