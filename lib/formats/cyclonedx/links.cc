#include "lib/formats/cyclonedx/links.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/formats/place.h"
#include "lib/json/utf8.h"

namespace vexlens::formats {
namespace {

constexpr std::string_view kLink = "urn:cdx:";
constexpr std::string_view kSerialPrefix = "urn:uuid:";
constexpr std::size_t kLongestNumber = 64;

int HexValue(char c) {
  if (absl::ascii_isdigit(c)) return c - '0';
  return absl::ascii_isxdigit(c) ? absl::ascii_tolower(c) - 'a' + 10 : -1;
}

// Returns the octet of an escape "%XX" at the beginning of `text`; -1 if there is none.
int EscapedOctet(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return -1;
  const int high = HexValue(text[1]);
  const int low = HexValue(text[2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = json::Utf8Size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

// Reports whether a character of a version needs no escape in a vers.
bool IsVersChar(char c) {
  return absl::ascii_isgraph(c) && std::string_view("><=!*|%").find(c) == std::string_view::npos;
}

}  // namespace

BomNumbers ReadBomNumbers(json::Value document, ReportFindings& findings) {
  const Place root;
  BomNumbers numbers;
  const std::string_view serial = findings.Text(document, root, "serialNumber");
  const bool sound = serial.starts_with(kSerialPrefix) && serial.size() == kSerialPrefix.size() + 36;
  if (!serial.empty() && !sound) {
    findings.Warn(Place(root, "serialNumber"), "", Quoted(serial), " is no URN of a UUID");
  }
  if (serial.size() <= kLongestNumber) numbers.serial = serial;
  const json::Value version = document["version"];
  if (!version.exists()) return numbers;
  const std::optional<std::int64_t> number = version.integer();
  if (!number.has_value() || *number < 1) findings.Warn(Place("/version"), "", "must be a number of at least 1");
  if (number.has_value()) {
    numbers.version = absl::StrCat(*number);
  } else if (!version.text().empty() && version.text().size() <= kLongestNumber) {
    numbers.version = std::string(version.text());
  }
  return numbers;
}

std::string BomKey(std::string_view serial, std::string_view version) {
  return absl::StrCat("cdx:", serial, "/", version);
}

std::string ElementKey(std::string_view bom_key, std::string_view ref) {
  return ref.empty() ? std::string(bom_key) : absl::StrCat(bom_key, "#", ref);
}

bool IsBomLink(std::string_view text) { return text.starts_with(kLink); }

std::optional<BomLink> ParseBomLink(std::string_view text) {
  if (!IsBomLink(text)) return std::nullopt;
  text.remove_prefix(kLink.size());
  const std::size_t hash = std::min(text.find('#'), text.size());
  const std::string_view bom = text.substr(0, hash);
  const std::size_t slash = bom.find('/');
  if (slash == 0 || slash == std::string_view::npos) return std::nullopt;
  const std::string_view version = bom.substr(slash + 1);
  if (version.empty() || !std::all_of(version.begin(), version.end(), absl::ascii_isdigit)) return std::nullopt;
  BomLink link;
  link.bom_key = BomKey(absl::StrCat("urn:uuid:", bom.substr(0, slash)), version);
  if (hash < text.size()) link.ref = text.substr(hash + 1);
  return link;
}

std::string UnescapedRef(std::string_view ref) {
  std::string out;
  out.reserve(ref.size());
  for (std::string_view rest = ref; !rest.empty();) {
    const int octet = EscapedOctet(rest);
    out += octet < 0 ? rest[0] : static_cast<char>(octet);
    rest.remove_prefix(octet < 0 ? 1 : 3);
  }
  return IsUtf8(out) ? out : std::string(ref);
}

std::string SingleVersionRange(std::string_view version) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out = "vers:generic/";
  for (const char c : version) {
    if (IsVersChar(c)) {
      out += c;
    } else {
      const auto octet = static_cast<unsigned char>(c);
      out += {'%', kHex[octet >> 4], kHex[octet & 15]};
    }
  }
  return out;
}

}  // namespace vexlens::formats
