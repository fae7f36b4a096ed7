// Package URLs (ECMA-427) in canonical form.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "lib/identity/purl_types.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

// kPlain marks the octets that stand for themselves in every component.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (int c = 0; c < 256; ++c) {
    plain[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == '~' || c == ':';
  }
  return plain;
}();

bool IsPlain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

struct Qualifier {
  std::string_view key;  // as written, so of any case
  std::string_view value;
};
using Qualifiers = absl::InlinedVector<Qualifier, 8>;

int CompareKeys(std::string_view a, std::string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    const int difference = absl::ascii_tolower(a[i]) - absl::ascii_tolower(b[i]);
    if (difference != 0) return difference;
  }
  return a.size() < b.size() ? -1 : a.size() > b.size();
}

bool IsName(std::string_view text, std::string_view punctuation) {
  return !text.empty() && absl::ascii_isalpha(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return absl::ascii_isalnum(c) || punctuation.find(c) != punctuation.npos;
  });
}

std::string_view StripSlashes(std::string_view text) {
  while (!text.empty() && text.front() == '/') text.remove_prefix(1);
  while (!text.empty() && text.back() == '/') text.remove_suffix(1);
  return text;
}

// Canonicalizer takes one text apart and writes its canonical form as it goes.
class Canonicalizer {
 public:
  explicit Canonicalizer(std::string_view text) : text_(text) { out_.reserve(text.size() + 16); }

  absl::Status Run();
  std::string& out() { return out_; }

 private:
  absl::Status Error(std::string_view at, std::string_view message) const;
  absl::Status AppendPart(std::string_view part, Fold fold, bool may_hold_slash);
  absl::Status AppendPath(const PurlType& type, std::string_view path);
  absl::Status ReadQualifiers(std::string_view text);
  absl::Status AppendQualifiers(const PurlType& type);
  absl::Status AppendSubpath(std::string_view text);
  Fold FoldOfName(const PurlType& type) const;

  const std::string_view text_;
  std::string out_;
  Qualifiers qualifiers_;
};

absl::Status Canonicalizer::Error(std::string_view at, std::string_view message) const {
  return absl::InvalidArgumentError(absl::StrCat("purl: byte ", at.data() - text_.data(), ": ", message));
}

absl::Status Canonicalizer::AppendPart(std::string_view part, Fold fold, bool may_hold_slash) {
  while (!part.empty()) {
    const auto run_end = std::find_if_not(part.begin(), part.end(), IsPlain);
    const std::size_t start = out_.size();
    out_.append(part.begin(), run_end);
    if (fold != Fold::kKeep) {
      std::transform(out_.begin() + start, out_.end(), out_.begin() + start,
                     [fold](char c) { return Folded(fold, c); });
    }
    part.remove_prefix(run_end - part.begin());
    if (part.empty()) break;

    std::size_t width = 1;
    char c = part.front();
    if (c == '%') {
      const int octet = TripletAt(part, 0);
      if (octet < 0) return Error(part, "\"%\" without two hex digits");
      c = static_cast<char>(octet);
      if (c == '/' && !may_hold_slash) return Error(part, "an escaped slash inside a segment");
      width = 3;
    }
    c = Folded(fold, c);
    if (IsPlain(c)) {
      out_ += c;
    } else {
      AppendTriplet(static_cast<unsigned char>(c), out_);
    }
    part.remove_prefix(width);
  }
  return absl::OkStatus();
}

// FoldOfName: model names keep their case but on Databricks' servers.
Fold Canonicalizer::FoldOfName(const PurlType& type) const {
  if (type.name != "mlflow") return type.fold_name;
  const bool databricks = std::any_of(qualifiers_.begin(), qualifiers_.end(), [](const Qualifier& qualifier) {
    return CompareKeys(qualifier.key, "repository_url") == 0 && absl::StrContains(qualifier.value, "databricks");
  });
  return databricks ? Fold::kLower : Fold::kKeep;
}

// AppendPath writes namespace and name.
absl::Status Canonicalizer::AppendPath(const PurlType& type, std::string_view path) {
  std::string_view rest = StripSlashes(path);
  if (rest.empty()) return Error(path, "no name");
  const std::size_t slash = rest.rfind('/');
  const std::string_view name = slash == rest.npos ? rest : rest.substr(slash + 1);
  rest.remove_suffix(rest.size() - (slash == rest.npos ? 0 : slash));
  if (rest.empty() && type.need_namespace == Need::kRequired) {
    return Error(name, absl::StrCat("type ", type.name, " needs a namespace"));
  }
  if (!rest.empty() && type.need_namespace == Need::kProhibited) {
    return Error(rest, absl::StrCat("type ", type.name, " has no namespace"));
  }
  while (!rest.empty()) {
    const std::string_view segment = CutBefore('/', rest);
    if (segment.empty()) continue;
    if (absl::Status status = AppendPart(segment, type.fold_namespace, false); !status.ok()) return status;
    out_ += '/';
  }
  return AppendPart(name, FoldOfName(type), true);
}

absl::Status Canonicalizer::ReadQualifiers(std::string_view text) {
  while (!text.empty()) {
    std::string_view value = CutBefore('&', text);
    if (value.empty()) continue;
    const std::string_view key = CutBefore('=', value);
    if (!IsName(key, ".-_")) return Error(key, "a qualifier's key is letters, digits, \".\", \"-\" and \"_\"");
    if (!value.empty()) qualifiers_.push_back({key, value});
  }
  std::sort(qualifiers_.begin(), qualifiers_.end(),
            [](const Qualifier& a, const Qualifier& b) { return CompareKeys(a.key, b.key) < 0; });
  const auto twice = std::adjacent_find(qualifiers_.begin(), qualifiers_.end(),
                                        [](const auto& a, const auto& b) { return CompareKeys(a.key, b.key) == 0; });
  if (twice != qualifiers_.end()) return Error(twice->key, "a qualifier given twice");
  return absl::OkStatus();
}

absl::Status Canonicalizer::AppendQualifiers(const PurlType& type) {
  bool complete = type.required_qualifier.empty();
  char separator = '?';
  for (const auto& [key, value] : qualifiers_) {
    complete = complete || CompareKeys(key, type.required_qualifier) == 0;
    out_ += separator;
    separator = '&';
    for (const char c : key) out_ += absl::ascii_tolower(c);
    out_ += '=';
    if (absl::Status status = AppendPart(value, Fold::kKeep, true); !status.ok()) return status;
  }
  if (complete) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("purl: type ", type.name, " needs the qualifier ", type.required_qualifier));
}

absl::Status Canonicalizer::AppendSubpath(std::string_view text) {
  char separator = '#';
  while (!text.empty()) {
    const std::string_view segment = CutBefore('/', text);
    if (segment.empty()) continue;
    const std::size_t start = out_.size();
    out_ += separator;
    if (absl::Status status = AppendPart(segment, Fold::kKeep, false); !status.ok()) return status;
    const std::string_view written = std::string_view(out_).substr(start + 1);
    if (written == "." || written == "..") {
      out_.resize(start);
    } else {
      separator = '/';
    }
  }
  return absl::OkStatus();
}

absl::Status Canonicalizer::Run() {
  if (!absl::StartsWithIgnoreCase(text_, "pkg:")) return Error(text_, "expected \"pkg:\"");
  std::string_view subpath = text_.substr(4);
  std::string_view qualifiers = CutBefore('#', subpath);
  std::string_view path = CutBefore('?', qualifiers);
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const std::string_view type_name = CutBefore('/', path);
  if (!IsName(type_name, ".-")) return Error(type_name, "a type is letters, digits, \".\" and \"-\"");

  // An unescaped "@" that begins a segment before the last is an npm scope, not a version.
  std::string_view version;
  const std::size_t at = path.rfind('@');
  const bool begins_segment = at != path.npos && (at == 0 || path[at - 1] == '/');
  if (begins_segment && path.find('/', at) == path.npos) return Error(path.substr(at), "no name before the version");
  if (at != path.npos && !begins_segment) {
    version = path.substr(at + 1);
    path = path.substr(0, at);
  }

  out_ += "pkg:";
  for (const char c : type_name) out_ += absl::ascii_tolower(c);
  const PurlType& type = FindPurlType(std::string_view(out_).substr(4));
  out_ += '/';
  if (absl::Status status = ReadQualifiers(qualifiers); !status.ok()) return status;
  if (absl::Status status = AppendPath(type, path); !status.ok()) return status;
  const std::size_t name_end = out_.size();
  if (!version.empty()) {
    out_ += '@';
    if (absl::Status status = AppendPart(version, type.fold_version, true); !status.ok()) return status;
  }
  const std::string_view written = out_;
  const std::string_view name = written.substr(0, name_end);
  if (absl::Status status = CheckPurlOfType(type, name.substr(name.rfind('/') + 1),
                                            version.empty() ? version : written.substr(name_end + 1));
      !status.ok()) {
    return status;
  }
  if (absl::Status status = AppendQualifiers(type); !status.ok()) return status;
  return AppendSubpath(subpath);
}

}  // namespace

absl::StatusOr<std::string> CanonicalPurl(std::string_view text) {
  Canonicalizer canonicalizer(text);
  if (absl::Status status = canonicalizer.Run(); !status.ok()) return status;
  return std::move(canonicalizer.out());
}

}  // namespace vexlens
