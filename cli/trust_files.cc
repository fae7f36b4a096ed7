#include "cli/trust_files.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/files.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kMostBytes = std::size_t{128} << 20;  // more than any file of trust may have

// ReadTrust gives the text of a file to `parse`.
template <typename Parse>
auto ReadTrust(const std::string& path, Parse parse) -> decltype(parse(std::string())) {
  VEXLENS_ASSIGN_OR_RETURN(const std::string json, ReadFile(path, kMostBytes));
  auto trust = parse(json);
  if (trust.ok()) return trust;
  return absl::Status(trust.status().code(),
                      absl::StrCat(path == "-" ? "standard input" : path, ": ", trust.status().message()));
}

}  // namespace

absl::StatusOr<Policy> ReadPolicy(const std::string& path) {
  return path.empty() ? Policy() : ReadTrust(path, [](const std::string& json) { return Policy::Parse(json); });
}

absl::StatusOr<IssuerDirectory> ReadDirectory(const std::string& path) {
  if (path.empty()) return IssuerDirectory::Starter();
  return ReadTrust(path, [](const std::string& json) { return IssuerDirectory::Parse(json); });
}

absl::StatusOr<IssuerDirectory> ReadTrusted(const Options& options) {
  absl::StatusOr<IssuerDirectory> directory = ReadDirectory(options.issuers);
  for (const std::string& text : options.trust) {
    if (!directory.ok()) break;
    const absl::StatusOr<TrustOption> trusted = ParseTrustOption(text);
    if (!trusted.ok()) return absl::InvalidArgumentError(absl::StrCat("--trust: ", trusted.status().message()));
    absl::StatusOr<IssuerDirectory> with = directory->WithTrusted(trusted->name, trusted->tier);
    if (!with.ok()) return absl::InvalidArgumentError(absl::StrCat("--trust: ", with.status().message()));
    directory = std::move(with);
  }
  return directory;
}

absl::StatusOr<Issuer> ReadIssuer(const std::string& path, std::string_view tenant) {
  return ReadTrust(path, [&](const std::string& json) { return Issuer::Parse(json, tenant); });
}

}  // namespace vexlens::cli
