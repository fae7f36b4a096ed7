// Identifiers of any kind, and subjects taken apart.
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cpe/cpe.h"
#include "lib/identity/cut.h"
#include "lib/identity/distribution.h"
#include "lib/identity/hash.h"
#include "lib/identity/key_text.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using identity::CpeAttributes;
using identity::CutBefore;
using identity::IsCanonicalHash;
using identity::IsDistributionType;
using identity::IsHashAlgorithm;
using identity::kCpePrefix;
using identity::kCpeUpdate;
using identity::kCpeVersion;
using identity::KeyText;
using identity::SplitCpe;
using identity::SplitKey;

namespace {

// Relies on the canonical form: a bare "@", "?" or "#" is always a separator, each at most once.
void ParsePurl(Subject& subject) {
  std::string_view path = subject.spelling;
  std::size_t end = path.find('?');
  if (end != path.npos) {
    subject.qualifiers = path.substr(end + 1);
  } else if (end = path.find('#'); end != path.npos) {
    subject.qualifiers = path.substr(end);  // a subpath alone keeps its "#"
  }
  path = path.substr(0, end);
  subject.base = CutBefore('@', path);
  subject.version = path;
  const bool image = subject.base.starts_with("pkg:oci/") || subject.base.starts_with("pkg:docker/");
  if (image && IsCanonicalHash(subject.version)) subject.digest = subject.version;
}

bool ParseCpe(Subject& subject) {
  const std::optional<CpeAttributes> attributes = SplitCpe(subject.identifier);
  if (!attributes) return false;
  const char* const begin = subject.identifier.data();
  const std::string_view version = (*attributes)[kCpeVersion];
  subject.base = subject.identifier.substr(0, version.data() - 1 - begin);
  if (version != "*" && version != "-") subject.version = version;
  subject.qualifiers = subject.identifier.substr((*attributes)[kCpeUpdate].data() - begin);
  return true;
}

}  // namespace

absl::StatusOr<std::string> CanonicalIdentifier(std::string_view text) {
  if (absl::StartsWithIgnoreCase(text, "pkg:")) return CanonicalPurl(text);
  if (absl::StartsWithIgnoreCase(text, "cpe:")) return CanonicalCpe(text);
  const std::size_t colon = text.find(':');
  if (colon != text.npos && IsHashAlgorithm(text.substr(0, colon))) {
    return CanonicalHash(text.substr(0, colon), text.substr(colon + 1));
  }
  return std::string(text);
}

absl::StatusOr<std::string> CanonicalKey(std::string_view text) {
  const KeyText parts = SplitKey(text);
  VEXLENS_ASSIGN_OR_RETURN(std::string identifier, CanonicalIdentifier(parts.identifier));
  if (parts.range.empty()) return identifier;
  VEXLENS_ASSIGN_OR_RETURN(const std::string range, CanonicalRange(parts.range));
  return absl::StrCat(identifier, " ", range);
}

Subject ParseSubject(std::string_view identifier, std::string_view range, std::string_view spelling) {
  Subject subject;
  subject.identifier = identifier;
  subject.spelling = spelling.empty() ? identifier : spelling;
  subject.range = range;
  subject.base = subject.spelling;
  if (absl::StartsWith(identifier, "pkg:")) {
    subject.kind = IdentifierKind::kPurl;
    ParsePurl(subject);
  } else if (absl::StartsWith(identifier, kCpePrefix)) {
    if (ParseCpe(subject)) subject.kind = IdentifierKind::kCpe;
  } else if (IsCanonicalHash(identifier)) {
    subject.kind = IdentifierKind::kDigest;
    subject.digest = identifier;
  } else if (const std::size_t at = identifier.rfind('@'); at != identifier.npos) {
    const std::string_view digest = identifier.substr(at + 1);
    if (IsCanonicalHash(digest)) subject.digest = digest;
  }
  return subject;
}

bool Subject::versioned() const { return !version.empty() || !digest.empty() || IsBounded(range); }

std::string_view PurlType(const Subject& subject) {
  if (subject.kind != IdentifierKind::kPurl) return {};
  const std::string_view path = subject.base.substr(std::string_view("pkg:").size());
  return path.substr(0, path.find('/'));
}

bool IsPackageOfDistribution(const Subject& subject) { return IsDistributionType(PurlType(subject)); }

std::string_view QualifierValue(std::string_view qualifiers, std::string_view key) {
  qualifiers = qualifiers.substr(0, qualifiers.find('#'));
  while (!qualifiers.empty()) {
    std::string_view value = CutBefore('&', qualifiers);
    if (CutBefore('=', value) == key) return value;
  }
  return {};
}

}  // namespace vexlens
