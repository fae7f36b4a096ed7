#include "cli/store_address.h"

#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/strip.h"
#include "cli/files.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kAfterScheme = "://";
constexpr char kVariable[] = "VEXLENS_STORE_PASSWORD";

// Reports whether a URL has a password before the last @, or as an option. In doubt it has: what looks like one may be
// one that is not escaped.
bool HasPassword(std::string_view url) {
  url.remove_prefix(url.find(kAfterScheme) + kAfterScheme.size());
  const std::size_t at = url.rfind('@');
  return (at != url.npos && url.substr(0, at).find(':') != url.npos) || url.find("password=") != url.npos;
}

// Returns the password of the options or the environment, "" for none. The end of a line is no part of it.
absl::StatusOr<std::string> PasswordOf(const Options& options) {
  constexpr std::size_t kMost = std::size_t{1} << 16;
  if (options.password_file.empty()) {
    const char* const password = std::getenv(kVariable);
    return std::string(password == nullptr ? "" : password);
  }
  VEXLENS_ASSIGN_OR_RETURN(std::string password, ReadFile(options.password_file, kMost));
  std::string_view line = password;
  if (absl::ConsumeSuffix(&line, "\n")) absl::ConsumeSuffix(&line, "\r");
  if (line.empty()) return absl::InvalidArgumentError("--password-file: the file has no password");
  return std::string(line);
}

}  // namespace

bool IsUrl(const std::string& location) { return location.find(kAfterScheme) != std::string::npos; }

absl::StatusOr<StoreAddress> StoreAddressOf(const Options& options, const std::string& url) {
  if (HasPassword(url)) {
    return absl::InvalidArgumentError(
        "--store: everybody on this machine can read a password on the command line: give it by --password-file or "
        "VEXLENS_STORE_PASSWORD (and write : and @ elsewhere in the URL as %3A and %40)");
  }
  VEXLENS_ASSIGN_OR_RETURN(std::string password, PasswordOf(options));
  return StoreAddress{url, std::move(password)};
}

absl::StatusOr<Driver> DriverFor(const std::string& url) {
  const std::string_view name = DriverOf(url);
  if (name.empty()) return absl::InvalidArgumentError("--store: neither a folder nor a URL that a driver understands");
  return Driver::Load(name);
}

}  // namespace vexlens::cli
