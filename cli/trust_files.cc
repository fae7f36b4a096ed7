#include "cli/trust_files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "cli/files.h"

namespace vexlens::cli {
namespace {

absl::StatusOr<std::string> ReadStandardInput() {
  constexpr std::size_t kMost = std::size_t{128} << 20;  // more than any file of trust may have
  std::string text;
  char buffer[1 << 16];
  while (text.size() < kMost) {
    const std::size_t read = std::fread(buffer, 1, sizeof(buffer), stdin);
    if (read == 0) break;
    text.append(buffer, read);
  }
  if (std::ferror(stdin) == 0) return text;
  return absl::InvalidArgumentError(absl::StrCat("cannot read standard input: ", std::strerror(errno)));
}

// ReadTrust gives the text of a file to `parse`.
template <typename Parse>
auto ReadTrust(const std::string& path, Parse parse) -> decltype(parse(std::string())) {
  const bool standard_input = path == "-";
  const absl::StatusOr<std::string> json = standard_input ? ReadStandardInput() : ReadFile(path);
  if (!json.ok()) return json.status();
  auto trust = parse(*json);
  if (trust.ok()) return trust;
  return absl::Status(trust.status().code(),
                      absl::StrCat(standard_input ? "standard input" : path, ": ", trust.status().message()));
}

}  // namespace

absl::StatusOr<Policy> ReadPolicy(const std::string& path) {
  return path.empty() ? Policy() : ReadTrust(path, [](const std::string& json) { return Policy::Parse(json); });
}

absl::StatusOr<IssuerDirectory> ReadDirectory(const std::string& path) {
  if (path.empty()) return IssuerDirectory::Starter();
  return ReadTrust(path, [](const std::string& json) { return IssuerDirectory::Parse(json); });
}

absl::StatusOr<Issuer> ReadIssuer(const std::string& path, std::string_view tenant) {
  return ReadTrust(path, [&](const std::string& json) { return Issuer::Parse(json, tenant); });
}

}  // namespace vexlens::cli
