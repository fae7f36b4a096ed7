// CPE names (NISTIR 7695) in canonical form: the formatted string, lower case, only needed escapes.
#include "lib/identity/cpe/cpe.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using identity::CpeAttributes;
using identity::CutAtColon;
using identity::CutBefore;
using identity::kCpeAttributes;
using identity::kCpeNames;
using identity::kCpePrefix;
using identity::TripletAt;

namespace {

// Longer values are nobody's names; the bound keeps patterns cheap to match.
constexpr std::size_t kLongest = 1024;

absl::Status Error(std::size_t attribute, std::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("cpe: ", kCpeNames[attribute], ": ", message));
}

// Attribute collects one value, octet by octet, and then appends it in canonical spelling. A wildcard is legal
// only at the ends: any number of "?" or one "*".
class Attribute {
 public:
  // Adds a character that is no wildcard. Returns false if no CPE may hold it.
  bool Literal(char c) {
    if (!absl::ascii_isgraph(c)) return false;
    if (trailing_wildcards_ > 0 && literals_ > 0) misplaced_ = true;
    c = absl::ascii_tolower(c);
    if (!absl::ascii_isalnum(c) && c != '_' && c != '.' && c != '-') value_ += '\\';
    value_ += c;
    ++literals_;
    trailing_wildcards_ = 0;
    trailing_stars_ = 0;
    return true;
  }

  void Wildcard(char c) {
    value_ += c;
    ++trailing_wildcards_;
    if (c == '*') ++trailing_stars_;
    if (trailing_stars_ > 0 && trailing_wildcards_ > 1) misplaced_ = true;
  }

  absl::Status AppendTo(std::size_t index, std::string& out) const {
    // Alone, "*" would be "any", which covers "not applicable" too.
    if (misplaced_ || value_ == "*") return Error(index, "a wildcard stands where none may");
    if (value_.size() > kLongest) return Error(index, absl::StrCat("longer than ", kLongest, " characters"));
    if (index == 0 && value_ != "a" && value_ != "o" && value_ != "h" && value_ != "*" && value_ != "-") {
      return Error(index, "expected a, o, h, * or -");
    }
    // A lone hyphen means "not applicable", so the character itself keeps its escape.
    out += value_ == "-" ? std::string_view("\\-") : std::string_view(value_);
    return absl::OkStatus();
  }

 private:
  std::string value_;
  int literals_ = 0;
  int trailing_wildcards_ = 0;
  int trailing_stars_ = 0;
  bool misplaced_ = false;
};

absl::Status AppendFormatted(std::string_view text, std::size_t index, std::string& out) {
  if (text.empty()) return Error(index, "empty");
  if (text == "-" || text == "*") {
    out += text;
    return absl::OkStatus();
  }
  Attribute attribute;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' || text[i] == '?') {
      attribute.Wildcard(text[i]);
      continue;
    }
    if (text[i] == '\\' && ++i == text.size()) return Error(index, "a backslash at the end");
    if (!attribute.Literal(text[i])) return Error(index, "a character that no CPE may hold");
  }
  return attribute.AppendTo(index, out);
}

absl::Status AppendFromUri(std::string_view text, std::size_t index, std::string& out) {
  if (text.empty() || text == "-") {
    out += text.empty() ? '*' : '-';
    return absl::OkStatus();
  }
  Attribute attribute;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int octet = static_cast<unsigned char>(text[i]);
    if (octet == '*' || octet == '?') return Error(index, "a wildcard of the formatted string");
    if (octet == '%') {
      octet = TripletAt(text, i);
      if (octet < 0) return Error(index, "\"%\" without two hex digits");
      i += 2;
    }
    // Two control characters are the wildcards (NISTIR 7695, 6.1.2.1.1).
    if (octet == 1 || octet == 2) {
      attribute.Wildcard(octet == 1 ? '?' : '*');
    } else if (!attribute.Literal(static_cast<char>(octet))) {
      return Error(index, "a character that no CPE may hold");
    }
  }
  return attribute.AppendTo(index, out);
}

absl::StatusOr<std::string> FromFormatted(std::string_view text) {
  std::string_view rest = text.substr(kCpePrefix.size());
  std::string out(kCpePrefix);
  out.reserve(text.size() + 8);
  std::size_t found = 0;
  for (bool more = true; more; ++found) {
    const std::size_t left = rest.size();
    const std::string_view attribute = CutAtColon(rest);
    more = attribute.size() < left;
    if (found >= kCpeAttributes) continue;
    if (found > 0) out += ':';
    VEXLENS_RETURN_IF_ERROR(AppendFormatted(attribute, found, out));
  }
  if (found != kCpeAttributes) {
    return absl::InvalidArgumentError(
        absl::StrCat("cpe: expected ", kCpeAttributes, " attributes after \"", kCpePrefix, "\", found ", found));
  }
  return out;
}

// Reads "cpe:/part:vendor:product:version:update:edition:language"; an edition that begins with "~"
// packs five attributes (NISTIR 7695, 6.1.2.1.2).
absl::StatusOr<std::string> FromUri(std::string_view text) {
  CpeAttributes parts;
  std::string_view rest = text.substr(5);
  for (std::size_t found = 0; found == 0 || !rest.empty(); ++found) {
    if (found == 7) return absl::InvalidArgumentError("cpe: more than 7 components in a 2.2 URI");
    parts[found] = CutBefore(':', rest);
  }
  if (absl::StartsWith(parts[5], "~")) {
    std::string_view packed = parts[5].substr(1);
    if (std::count(packed.begin(), packed.end(), '~') != 4) return Error(5, "a packed edition has five parts");
    for (const std::size_t index : {5, 7, 8, 9, 10}) {
      parts[index] = CutBefore('~', packed);
    }
  }
  std::string out = "cpe:2.3";
  out.reserve(text.size() + 32);
  for (std::size_t index = 0; index < kCpeAttributes; ++index) {
    out += ':';
    VEXLENS_RETURN_IF_ERROR(AppendFromUri(parts[index], index, out));
  }
  return out;
}

}  // namespace

absl::StatusOr<std::string> CanonicalCpe(std::string_view text) {
  if (absl::StartsWithIgnoreCase(text, kCpePrefix)) return FromFormatted(text);
  if (absl::StartsWithIgnoreCase(text, "cpe:/")) return FromUri(text);
  return absl::InvalidArgumentError("cpe: expected \"cpe:2.3:\" or \"cpe:/\"");
}

}  // namespace vexlens
