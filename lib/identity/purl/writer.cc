#include "lib/identity/purl/writer.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "lib/identity/purl/octets.h"
#include "lib/identity/purl/types.h"
#include "vexlens/purl.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::identity {
namespace {

enum class Slash : bool { kSeparates, kEscaped };

int CompareKeys(std::string_view a, std::string_view b) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    const int difference = absl::ascii_tolower(a[i]) - absl::ascii_tolower(b[i]);
    if (difference != 0) return difference;
  }
  return a.size() < b.size() ? -1 : a.size() > b.size();
}

// Reports whether a text is a letter followed by letters, digits and `punctuation`.
bool IsWord(std::string_view text, std::string_view punctuation) {
  return !text.empty() && absl::ascii_isalpha(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return absl::ascii_isalnum(c) || punctuation.find(c) != punctuation.npos;
  });
}

// Writer writes one purl, component by component. Each step returns what is wrong with its component.
class Writer {
 public:
  Writer(std::string_view source, KeyCase key_case, std::string& out)
      : source_(source), key_case_(key_case), out_(out) {}

  absl::Status Write(LoosePurl& purl);

 private:
  absl::Status Error(std::string_view component, std::string_view at, std::string_view message) const;
  absl::Status AppendOctets(std::string_view component, std::string_view text, Fold fold, Slash slash);
  absl::Status AppendPath(std::string_view component, std::string_view path, Fold fold);
  absl::Status AppendQualifiers(const PurlType& type, LoosePurl& purl);
  absl::Status AppendNames(const PurlType& type, const LoosePurl& purl, const PurlQualifiers& qualifiers);
  absl::Status AppendVersion(const PurlType& type, const LoosePurl& purl);
  absl::Status CheckQualifiers(LoosePurl& purl) const;

  const std::string_view source_;
  const KeyCase key_case_;
  std::string& out_;
};

absl::Status Writer::Error(std::string_view component, std::string_view at, std::string_view message) const {
  if (source_.empty()) return absl::InvalidArgumentError(absl::StrCat("purl: ", component, ": ", message));
  return absl::InvalidArgumentError(absl::StrCat("purl: byte ", at.data() - source_.data(), ": ", message));
}

// Writes the text between two separators. What needs no other spelling is copied in runs.
absl::Status Writer::AppendOctets(std::string_view component, std::string_view text, Fold fold, Slash slash) {
  const auto& spelled = kSpellings[static_cast<std::size_t>(fold)];
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t run = i;
    while (i < text.size() && spelled[static_cast<unsigned char>(text[i])]) ++i;
    out_ += text.substr(run, i - run);
    if (i == text.size()) break;

    const std::string_view at = text.substr(i);
    char c = text[i];
    if (c == '%' && !source_.empty()) {
      const int octet = TripletAt(text, i);
      if (octet < 0) return Error(component, at, "\"%\" without two hex digits");
      c = static_cast<char>(octet);
      i += 2;
    }
    if (c == '/' && slash == Slash::kSeparates) return Error(component, at, "an escaped slash inside a segment");
    c = Folded(fold, c);
    if (IsPlain(c)) {
      out_ += c;
    } else {
      AppendTriplet(static_cast<unsigned char>(c), out_);
    }
  }
  return absl::OkStatus();
}

// Writes segments with a slash between them, and nothing for those that are empty.
absl::Status Writer::AppendPath(std::string_view component, std::string_view path, Fold fold) {
  bool first = true;
  while (!path.empty()) {
    const std::string_view segment = CutBefore('/', path);
    if (segment.empty()) continue;
    const std::size_t start = out_.size();
    if (!first) out_ += '/';
    const std::size_t begin = out_.size();
    VEXLENS_RETURN_IF_ERROR(AppendOctets(component, segment, fold, Slash::kSeparates));
    const std::string_view written = std::string_view(out_).substr(begin);
    if (component == "subpath" && (written == "." || written == "..")) {
      out_.resize(start);
    } else {
      first = false;
    }
  }
  return absl::OkStatus();
}

// Checks the qualifiers, and sorts them.
absl::Status Writer::CheckQualifiers(LoosePurl& purl) const {
  for (const auto& [key, value] : purl.qualifiers) {
    if (!IsWord(key, ".-_")) {
      return Error("qualifiers", key, "a qualifier's key is letters, digits, \".\", \"-\" and \"_\"");
    }
    const auto upper = std::find_if(key.begin(), key.end(), IsUpper);
    if (key_case_ == KeyCase::kRefused && upper != key.end()) {
      return Error("qualifiers", key.substr(upper - key.begin()), "an upper-case letter in a qualifier's key");
    }
  }
  const auto valueless = [](const PurlQualifier& each) { return each.value.empty(); };
  purl.qualifiers.erase(std::remove_if(purl.qualifiers.begin(), purl.qualifiers.end(), valueless),
                        purl.qualifiers.end());
  std::sort(purl.qualifiers.begin(), purl.qualifiers.end(),
            [](const PurlQualifier& a, const PurlQualifier& b) { return CompareKeys(a.key, b.key) < 0; });
  const auto twice = std::adjacent_find(purl.qualifiers.begin(), purl.qualifiers.end(),
                                        [](const auto& a, const auto& b) { return CompareKeys(a.key, b.key) == 0; });
  if (twice != purl.qualifiers.end()) return Error("qualifiers", twice->key, "a qualifier given twice");
  return absl::OkStatus();
}

absl::Status Writer::AppendQualifiers(const PurlType& type, LoosePurl& purl) {
  VEXLENS_RETURN_IF_ERROR(CheckQualifiers(purl));
  bool complete = type.required_qualifier.empty();
  for (const auto& [key, value] : purl.qualifiers) {
    complete = complete || CompareKeys(key, type.required_qualifier) == 0;
    if (!out_.empty()) out_ += '&';
    for (const char c : key) out_ += absl::ascii_tolower(c);
    out_ += '=';
    if (absl::Status status = AppendOctets("qualifiers", value, Fold::kKeep, Slash::kEscaped); !status.ok()) {
      return status;
    }
  }
  if (complete) return absl::OkStatus();
  return Error("qualifiers", purl.type,
               absl::StrCat("type ", type.name, " needs the qualifier ", type.required_qualifier));
}

// Writes namespace and name.
absl::Status Writer::AppendNames(const PurlType& type, const LoosePurl& purl, const PurlQualifiers& qualifiers) {
  const std::size_t begin = out_.size();
  absl::Status status = AppendPath("namespace", purl.name_space, type.fold_namespace);
  if (!status.ok()) return status;
  const bool has_namespace = out_.size() > begin;
  if (has_namespace) out_ += '/';

  const std::size_t name = out_.size();
  const Fold fold = FoldOfPurlName(type, qualifiers);
  status =
      type.name_is_path ? AppendPath("name", purl.name, fold) : AppendOctets("name", purl.name, fold, Slash::kEscaped);
  if (!status.ok()) return status;
  if (out_.size() == name) return Error("name", purl.name, "no name");
  const std::string_view fault = PurlNameFault(type, std::string_view(out_).substr(name));
  if (!fault.empty()) return Error("name", purl.name, fault);

  if (!has_namespace && type.need_namespace == Need::kRequired) {
    return Error("namespace", purl.name, absl::StrCat("type ", type.name, " needs a namespace"));
  }
  if (has_namespace && type.need_namespace == Need::kProhibited) {
    return Error("namespace", purl.name_space, absl::StrCat("type ", type.name, " has no namespace"));
  }
  return absl::OkStatus();
}

absl::Status Writer::AppendVersion(const PurlType& type, const LoosePurl& purl) {
  if (purl.version.empty()) return absl::OkStatus();
  out_ += '@';
  const std::size_t begin = out_.size();
  if (absl::Status status = AppendOctets("version", purl.version, type.fold_version, Slash::kEscaped); !status.ok()) {
    return status;
  }
  const std::string_view fault = PurlVersionFault(type, std::string_view(out_).substr(begin));
  return fault.empty() ? absl::OkStatus() : Error("version", purl.version, fault);
}

absl::Status Writer::Write(LoosePurl& purl) {
  if (!IsWord(purl.type, ".-")) return Error("type", purl.type, "a type is letters, digits, \".\" and \"-\"");
  const std::string type_name = absl::AsciiStrToLower(purl.type);
  const PurlType& type = FindPurlType(type_name);

  // The spelling of a name may depend on the qualifiers, so they are written first.
  VEXLENS_RETURN_IF_ERROR(AppendQualifiers(type, purl));
  const std::string qualifiers = std::exchange(out_, absl::StrCat("pkg:", type_name, "/"));
  VEXLENS_RETURN_IF_ERROR(AppendNames(type, purl, PurlQualifiers(qualifiers)));
  VEXLENS_RETURN_IF_ERROR(AppendVersion(type, purl));
  if (!qualifiers.empty()) absl::StrAppend(&out_, "?", qualifiers);

  const std::size_t end = out_.size();
  out_ += '#';
  VEXLENS_RETURN_IF_ERROR(AppendPath("subpath", purl.subpath, type.fold_subpath));
  if (out_.size() == end + 1) out_.resize(end);
  return absl::OkStatus();
}

}  // namespace

absl::Status WritePurl(std::string_view source, LoosePurl purl, KeyCase key_case, std::string& out) {
  out.clear();
  return Writer(source, key_case, out).Write(purl);
}

}  // namespace vexlens::identity
