// Header: what a CSAF document says of itself.
#ifndef VEXLENS_LIB_FORMATS_CSAF_HEADER_H_
#define VEXLENS_LIB_FORMATS_CSAF_HEADER_H_

#include <string>

#include "absl/status/status.h"
#include "lib/formats/findings.h"
#include "vexlens/instant.h"

namespace vexlens::formats {

// Header is the part of /document that its statements share.
struct Header {
  std::string name;  // "<publisher namespace>/<tracking id>", with the digest in place of a missing id
  Instant issued_at;
  bool without_content = false;  // it is withdrawn or superseded, so it need not state anything
};

// Reads /document into the draft's document and `header`. Errors: INVALID_ARGUMENT without csaf_version, UNIMPLEMENTED
// for one other than 2.0 and 2.1.
absl::Status ReadHeader(Findings& findings, Header& header);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_HEADER_H_
