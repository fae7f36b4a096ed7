// Addresses of stores on the command line: URLs that a driver understands, with a password from elsewhere.
#ifndef VEXLENS_CLI_STORE_ADDRESS_H_
#define VEXLENS_CLI_STORE_ADDRESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/driver.h"

namespace vexlens::cli {

// IsUrl reports whether a store is at a URL. Everything else is a folder.
bool IsUrl(const std::string& location);

// Returns the address of the store at a URL, with the password that --password-file or the variable
// VEXLENS_STORE_PASSWORD gives, the file first. Errors: INVALID_ARGUMENT, which does not show it, if the URL has a
// password: everybody on the machine can read command lines.
absl::StatusOr<StoreAddress> StoreAddressOf(const Options& options, const std::string& url);

// Returns that of the options' queue, in the same way: by --source-password-file or VEXLENS_SOURCE_PASSWORD.
absl::StatusOr<StoreAddress> QueueAddressOf(const Options& options);

// Loads the driver for a URL. Errors: INVALID_ARGUMENT if there is none for it, and those of Driver::Load.
absl::StatusOr<Driver> DriverFor(const std::string& url);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_STORE_ADDRESS_H_
