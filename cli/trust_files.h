// The files of trust: policies and issuer directories.
#ifndef VEXLENS_CLI_TRUST_FILES_H_
#define VEXLENS_CLI_TRUST_FILES_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

// ReadPolicy is the policy in the file at `path`, "-" for standard input, the default one for "". An error names the
// file.
absl::StatusOr<Policy> ReadPolicy(const std::string& path);

// ReadDirectory is the issuer directory in the file at `path`, the starter directory for "".
absl::StatusOr<IssuerDirectory> ReadDirectory(const std::string& path);

// ReadTrusted is the directory that the options name, with those whom they trust beside it.
absl::StatusOr<IssuerDirectory> ReadTrusted(const Options& options);

// ReadIssuer is the entry of `tenant` in the file at `path`, "" for a global one.
absl::StatusOr<Issuer> ReadIssuer(const std::string& path, std::string_view tenant);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_TRUST_FILES_H_
