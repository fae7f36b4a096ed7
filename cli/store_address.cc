#include "cli/store_address.h"

#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/files.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kAfterScheme = "://";

// Login is what a password of the command line belongs to, and where it comes from.
struct Login {
  std::string_view url_option;
  std::string_view file_option;
  const std::string& file;
  const char* variable;
};

// Reports whether a URL has a password before the last @, or as an option. In doubt it has: what looks like one may be
// one that is not escaped.
bool HasPassword(std::string_view url) {
  url.remove_prefix(url.find(kAfterScheme) + kAfterScheme.size());
  const std::size_t at = url.rfind('@');
  return (at != url.npos && url.substr(0, at).find(':') != url.npos) || url.find("password=") != url.npos;
}

// Returns the password of a login, "" for none. The end of a line is no part of it.
absl::StatusOr<std::string> PasswordOf(const Login& login) {
  constexpr std::size_t kMost = std::size_t{1} << 16;
  if (login.file.empty()) {
    const char* const password = std::getenv(login.variable);
    return std::string(password == nullptr ? "" : password);
  }
  VEXLENS_ASSIGN_OR_RETURN(std::string password, ReadFile(login.file, kMost));
  std::string_view line = password;
  if (absl::ConsumeSuffix(&line, "\n")) absl::ConsumeSuffix(&line, "\r");
  if (line.empty()) return absl::InvalidArgumentError(absl::StrCat(login.file_option, ": the file has no password"));
  return std::string(line);
}

absl::StatusOr<StoreAddress> AddressOf(const std::string& url, const Login& login) {
  if (HasPassword(url)) {
    return absl::InvalidArgumentError(absl::StrCat(
        login.url_option, ": everybody on this machine can read a password on the command line: give it by ",
        login.file_option, " or ", login.variable, " (and write : and @ elsewhere in the URL as %3A and %40)"));
  }
  VEXLENS_ASSIGN_OR_RETURN(std::string password, PasswordOf(login));
  return StoreAddress{url, std::move(password)};
}

}  // namespace

bool IsUrl(const std::string& location) { return location.find(kAfterScheme) != std::string::npos; }

absl::StatusOr<StoreAddress> StoreAddressOf(const Options& options, const std::string& url) {
  return AddressOf(url, {"--store", "--password-file", options.password_file, "VEXLENS_STORE_PASSWORD"});
}

absl::StatusOr<StoreAddress> QueueAddressOf(const Options& options) {
  return AddressOf(options.queue,
                   {"--source", "--source-password-file", options.queue_password_file, "VEXLENS_SOURCE_PASSWORD"});
}

absl::StatusOr<Driver> DriverFor(const std::string& url) {
  const std::string_view name = DriverOf(url);
  if (name.empty()) return absl::InvalidArgumentError("--store: neither a folder nor a URL that a driver understands");
  return Driver::Load(name);
}

}  // namespace vexlens::cli
