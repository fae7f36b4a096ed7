// Hashes of artifacts as identifiers.
#include "lib/identity/hash.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "vexlens/identity.h"

namespace vexlens {

namespace {

struct Algorithm {
  std::string_view name;
  std::size_t hex_digits;
};

// What OpenVEX, CSAF and CycloneDX name, without dashes.
constexpr Algorithm kAlgorithms[] = {
    {"md5", 32},         {"sha1", 40},         {"sha224", 56},     {"sha256", 64},      {"sha384", 96},
    {"sha512", 128},     {"sha3224", 56},      {"sha3256", 64},    {"sha3384", 96},     {"sha3512", 128},
    {"blake2b256", 64},  {"blake2b384", 96},   {"blake2s256", 64}, {"blake2b512", 128}, {"blake3", 64},
    {"streebog256", 64}, {"streebog512", 128},
};

// Compares an algorithm as written ("SHA-256") with one of the table.
bool SameName(std::string_view written, std::string_view name) {
  std::size_t matched = 0;
  for (const char c : written) {
    if (c == '-') continue;
    if (matched == name.size() || absl::ascii_tolower(c) != name[matched]) return false;
    ++matched;
  }
  return matched == name.size();
}

const Algorithm* FindAlgorithm(std::string_view written) {
  for (const Algorithm& algorithm : kAlgorithms) {
    if (SameName(written, algorithm.name)) return &algorithm;
  }
  return nullptr;
}

}  // namespace

bool identity::IsHashAlgorithm(std::string_view written) { return FindAlgorithm(written) != nullptr; }

bool identity::IsCanonicalHash(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return false;
  const Algorithm* algorithm = FindAlgorithm(text.substr(0, colon));
  if (algorithm == nullptr || text.substr(0, colon) != algorithm->name) return false;
  const std::string_view hex = text.substr(colon + 1);
  const auto is_hex = [](char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); };
  return hex.size() == algorithm->hex_digits && std::all_of(hex.begin(), hex.end(), is_hex);
}

bool IsWeakDigest(std::string_view text) { return text.starts_with("md5:") || text.starts_with("sha1:"); }

bool identity::IsStrongHash(std::string_view text) {
  return !IsWeakDigest(text) && !text.starts_with("sha224:") && !text.starts_with("sha3224:");
}

absl::StatusOr<std::string> CanonicalHash(std::string_view algorithm, std::string_view hex) {
  const Algorithm* known = FindAlgorithm(algorithm);
  if (known == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("hash: \"", absl::CHexEscape(algorithm.substr(0, 32)), "\" is no known algorithm"));
  }
  if (hex.size() != known->hex_digits) {
    return absl::InvalidArgumentError(
        absl::StrCat(known->name, ": expected ", known->hex_digits, " hex digits, found ", hex.size()));
  }
  const auto wrong = std::find_if_not(hex.begin(), hex.end(), absl::ascii_isxdigit);
  if (wrong != hex.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat(known->name, ": the character at ", wrong - hex.begin(), " is no hex digit"));
  }
  return absl::StrCat(known->name, ":", absl::AsciiStrToLower(hex));
}

}  // namespace vexlens
