// The files of trust: policies and issuer directories.
#ifndef VEXLENS_CLI_TRUST_FILES_H_
#define VEXLENS_CLI_TRUST_FILES_H_

#include <string>

#include "absl/status/statusor.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

// ReadPolicy is the policy in the file at `path`, the default one for "". An error names the file.
absl::StatusOr<Policy> ReadPolicy(const std::string& path);

// ReadDirectory is the issuer directory in the file at `path`, the starter directory for "". An error names the file.
absl::StatusOr<IssuerDirectory> ReadDirectory(const std::string& path);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_TRUST_FILES_H_
