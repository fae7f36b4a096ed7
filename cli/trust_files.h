// Trust files: policies and issuer directories.
#ifndef VEXLENS_CLI_TRUST_FILES_H_
#define VEXLENS_CLI_TRUST_FILES_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

// Reads a policy from a file, "-" for standard input; "" is the default policy. Errors name the file.
absl::StatusOr<Policy> ReadPolicy(const std::string& path);

// Reads an issuer directory from a file; "" is the starter directory.
absl::StatusOr<IssuerDirectory> ReadDirectory(const std::string& path);

// Returns the directory that the options name, with those whom they trust besides.
absl::StatusOr<IssuerDirectory> ReadTrusted(const Options& options);

// Reads an entry for `tenant`, "" for a global one, from a file.
absl::StatusOr<Issuer> ReadIssuer(const std::string& path, std::string_view tenant);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_TRUST_FILES_H_
