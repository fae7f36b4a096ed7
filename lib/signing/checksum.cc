// The door to BoringSSL for checksum files.
#include "vexlens/checksum.h"

#include <openssl/sha.h>

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace vexlens {
namespace {

std::string HexOf(std::string_view bytes, ChecksumKind kind) {
  std::uint8_t digest[SHA512_DIGEST_LENGTH];
  const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t size = SHA512_DIGEST_LENGTH;
  if (kind == ChecksumKind::kSha256) {
    SHA256(data, bytes.size(), digest);
    size = SHA256_DIGEST_LENGTH;
  } else {
    SHA512(data, bytes.size(), digest);
  }
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest), size});
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
