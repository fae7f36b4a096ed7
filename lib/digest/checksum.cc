// The door to BoringSSL for SHA-512, which only checksum files need.
#include "vexlens/checksum.h"

#include <openssl/sha.h>

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "vexlens/digest.h"

namespace vexlens {
namespace {

std::string HexOf(std::string_view bytes, ChecksumKind kind) {
  if (kind == ChecksumKind::kSha256) return DigestText(Sha256(bytes)).substr(std::string_view("sha256:").size());
  std::uint8_t digest[SHA512_DIGEST_LENGTH];
  SHA512(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), digest);
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest), sizeof digest});
}

}  // namespace

absl::Status CheckChecksum(std::string_view bytes, std::string_view checksum, ChecksumKind kind) {
  const std::string found = HexOf(bytes, kind);
  std::string_view rest = absl::StripLeadingAsciiWhitespace(checksum);
  rest = rest.substr(0, rest.find_first_of(" \t\r\n"));
  const std::string expected = absl::AsciiStrToLower(rest);
  const bool hex = std::all_of(expected.begin(), expected.end(), [](char c) { return absl::ascii_isxdigit(c); });
  if (expected.size() != found.size() || !hex) {
    return absl::InvalidArgumentError("the checksum beside it begins with no digest of its kind");
  }
  if (expected == found) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the checksum beside it is ", expected, ", and its bytes have ", found));
}

}  // namespace vexlens
