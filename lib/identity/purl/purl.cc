// Package URLs (ECMA-427): taken apart, put together, put right.
#include "vexlens/purl.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "lib/identity/purl/reader.h"
#include "lib/identity/purl/writer.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using identity::CutBefore;
using identity::Decoded;
using identity::KeyCase;
using identity::LoosePurl;
using identity::ReadCanonicalPurl;
using identity::WritePurl;

namespace {

absl::Status Error(std::string_view text, std::string_view at, std::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("purl: byte ", at.data() - text.data(), ": ", message));
}

std::string_view WithoutSlashes(std::string_view text) {
  while (!text.empty() && text.front() == '/') text.remove_prefix(1);
  while (!text.empty() && text.back() == '/') text.remove_suffix(1);
  return text;
}

// Cuts the version off. An unescaped "@" that begins a segment before the last is an npm scope.
absl::Status SplitVersion(std::string_view text, std::string_view& path, std::string_view& version) {
  const std::size_t at = path.rfind('@');
  if (at == path.npos) return absl::OkStatus();
  if (at == 0 || path[at - 1] == '/') {
    if (path.find('/', at) != path.npos) return absl::OkStatus();
    return Error(text, path.substr(at), "no name before the version");
  }
  version = path.substr(at + 1);
  path = path.substr(0, at);
  return absl::OkStatus();
}

void SplitQualifiers(std::string_view text, LoosePurl& purl) {
  while (!text.empty()) {
    std::string_view value = CutBefore('&', text);
    if (value.empty()) continue;
    const std::string_view key = CutBefore('=', value);
    purl.qualifiers.push_back({key, value});
  }
}

// Takes any purl apart at its separators. WritePurl checks the parts.
absl::Status SplitPurl(std::string_view text, LoosePurl& purl) {
  if (!absl::StartsWithIgnoreCase(text, "pkg:")) return Error(text, text, "expected \"pkg:\"");
  purl.subpath = text.substr(4);
  std::string_view qualifiers = CutBefore('#', purl.subpath);
  std::string_view path = CutBefore('?', qualifiers);
  SplitQualifiers(qualifiers, purl);
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  purl.type = CutBefore('/', path);
  VEXLENS_RETURN_IF_ERROR(SplitVersion(text, path, purl.version));

  const std::string_view names = WithoutSlashes(path);
  const std::size_t slash = names.rfind('/');
  if (slash != names.npos) purl.name_space = names.substr(0, slash);
  purl.name = slash == names.npos ? names : names.substr(slash + 1);
  return absl::OkStatus();
}

absl::Status Canonicalize(std::string_view text, KeyCase key_case, std::string& out) {
  LoosePurl purl;
  VEXLENS_RETURN_IF_ERROR(SplitPurl(text, purl));
  return WritePurl(text, std::move(purl), key_case, out);
}

}  // namespace

absl::StatusOr<Purl> ParsePurl(std::string_view text, std::string& store) {
  if (const std::optional<Purl> purl = ReadCanonicalPurl(text)) return *purl;
  VEXLENS_RETURN_IF_ERROR(Canonicalize(text, KeyCase::kRefused, store));
  if (const std::optional<Purl> purl = ReadCanonicalPurl(store)) return *purl;
  return absl::InternalError(absl::StrCat("purl: no canonical form: ", store));
}

std::string_view DecodePurl(std::string_view component, std::string& store) { return Decoded(component, store); }

absl::StatusOr<std::string> BuildPurl(const PurlParts& parts) {
  LoosePurl purl = {.type = parts.type,
                    .name_space = parts.name_space,
                    .name = parts.name,
                    .version = parts.version,
                    .qualifiers = {parts.qualifiers.begin(), parts.qualifiers.end()},
                    .subpath = parts.subpath};
  std::string out;
  VEXLENS_RETURN_IF_ERROR(WritePurl("", std::move(purl), KeyCase::kMended, out));
  return out;
}

absl::StatusOr<std::string> CanonicalPurl(std::string_view text) {
  if (ReadCanonicalPurl(text).has_value()) return std::string(text);
  std::string out;
  VEXLENS_RETURN_IF_ERROR(Canonicalize(text, KeyCase::kMended, out));
  return out;
}

}  // namespace vexlens
