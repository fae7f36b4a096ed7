#include "cli/trust_files.h"

#include "absl/strings/str_cat.h"
#include "cli/inputs.h"

namespace vexlens::cli {
namespace {

template <typename Trust>
absl::StatusOr<Trust> ReadTrust(const std::string& path) {
  const absl::StatusOr<std::string> json = ReadFile(path);
  if (!json.ok()) return json.status();
  absl::StatusOr<Trust> trust = Trust::Parse(*json);
  if (trust.ok()) return trust;
  return absl::Status(trust.status().code(), absl::StrCat(path, ": ", trust.status().message()));
}

}  // namespace

absl::StatusOr<Policy> ReadPolicy(const std::string& path) { return path.empty() ? Policy() : ReadTrust<Policy>(path); }

absl::StatusOr<IssuerDirectory> ReadDirectory(const std::string& path) {
  return path.empty() ? IssuerDirectory::Starter() : ReadTrust<IssuerDirectory>(path);
}

}  // namespace vexlens::cli
