// PEM blocks (RFC 7468).
#ifndef VEXLENS_LIB_SIGNING_PEM_H_
#define VEXLENS_LIB_SIGNING_PEM_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace vexlens::signing {

// DecodePem reads a text that is one PEM block of this label, with white space around it and nothing else, into
// `der`, which is empty. INVALID_ARGUMENT for any other text; of its contents the message has at most a label. Then
// `der` may hold a part, for the caller to overwrite when the block is secret.
absl::Status DecodePem(std::string_view pem, std::string_view label, std::string& der);

// EncodePem writes a block in lines of 64.
std::string EncodePem(std::string_view der, std::string_view label);

}  // namespace vexlens::signing

#endif  // VEXLENS_LIB_SIGNING_PEM_H_
