// Signatures beside a document, in a file of their own.
#ifndef VEXLENS_LIB_FORMATS_SIGNATURE_BESIDE_H_
#define VEXLENS_LIB_FORMATS_SIGNATURE_BESIDE_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/reader.h"
#include "vexlens/support/envelope.h"

namespace vexlens::formats {

// Returns what is to be noted of a signature beside `document`. Errors: INVALID_ARGUMENT for what is no signature, and
// for one around other bytes.
absl::StatusOr<Envelope> ReadDetached(std::string_view signature, std::string_view document,
                                      const ReadOptions& options);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_SIGNATURE_BESIDE_H_
