// Most purls are canonical already; this is the way that they go.
#include "lib/identity/purl/reader.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include "absl/strings/match.h"
#include "lib/identity/percent.h"
#include "lib/identity/purl/octets.h"
#include "lib/identity/purl/types.h"
#include "vexlens/purl.h"

namespace vexlens::identity {
namespace {

// Reports whether the octets at `at` are an escape that a canonical purl needs: of an octet that is not
// plain, with upper-case digits.
bool IsEscape(std::string_view text, std::size_t at) {
  const int octet = TripletAt(text, at);
  return octet >= 0 && !IsPlain(static_cast<char>(octet)) && !IsLower(text[at + 1]) && !IsLower(text[at + 2]);
}

// Returns where the octets of a component that begins at `at` end: at a separator, at what no canonical purl
// shows, or at the end of the text.
std::size_t RunEnd(std::string_view text, std::size_t at) {
  const auto& spelled = kSpellings[static_cast<std::size_t>(Fold::kKeep)];
  while (at < text.size()) {
    if (spelled[static_cast<unsigned char>(text[at])]) {
      ++at;
    } else if (IsEscape(text, at)) {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

// Reports whether a component of canonical octets and "/" needs no other spelling.
bool IsSpelled(std::string_view component, Fold fold) {
  if (fold == Fold::kKeep) return true;
  const auto& spelled = kSpellings[static_cast<std::size_t>(fold)];
  for (std::size_t i = 0; i < component.size(); ++i) {
    const char c = component[i];
    if (c == '%' && fold != Fold::kUnderscores) {
      i += 2;
    } else if (c != '/' && !spelled[static_cast<unsigned char>(c)]) {
      return false;
    }
  }
  return true;
}

bool HasEscapedSlash(std::string_view text) { return absl::StrContains(text, "%2F"); }

// Reader goes through one text. Each step reads a component and reports whether it is canonical.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) { purl_.text = text; }

  bool Read() {
    return ReadType() && ReadPath() && ReadVersion() && ReadQualifiers() && ReadSubpath() && at_ == text_.size() &&
           IsOfType();
  }
  const Purl& purl() const { return purl_; }

 private:
  bool Take(char separator) {
    if (at_ == text_.size() || text_[at_] != separator) return false;
    ++at_;
    return true;
  }
  // Takes the octets up to the next separator, at least one.
  bool TakeRun(std::string_view& run) {
    const std::size_t end = RunEnd(text_, at_);
    run = text_.substr(at_, end - at_);
    at_ = end;
    return !run.empty();
  }
  // Takes a letter and the letters, digits and `punctuation` after it.
  std::string_view TakeWord(std::string_view punctuation) {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (!IsLower(c) && (at_ == begin || !(IsDigit(c) || absl::StrContains(punctuation, c)))) break;
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  bool ReadType();
  bool ReadPath();
  bool ReadVersion();
  bool ReadQualifiers();
  bool ReadSubpath();
  bool IsOfType() const;

  const std::string_view text_;
  std::size_t at_ = 0;
  const PurlType* type_ = nullptr;
  bool complete_ = false;  // the qualifier that the type requires is there
  Purl purl_;
};

bool Reader::ReadType() {
  if (!absl::StartsWith(text_, "pkg:")) return false;
  at_ = 4;
  purl_.type = TakeWord(".-");
  type_ = &FindPurlType(purl_.type);
  complete_ = type_->required_qualifier.empty();
  return !purl_.type.empty() && Take('/');
}

bool Reader::ReadPath() {
  const std::size_t begin = at_;
  std::string_view segment;
  do {
    if (!TakeRun(segment)) return false;
  } while (Take('/'));
  const std::string_view path = text_.substr(begin, at_ - begin);
  const std::size_t slash = type_->name_is_path ? path.find('/') : path.rfind('/');
  if (slash != path.npos) purl_.name_space = path.substr(0, slash);
  purl_.name = slash == path.npos ? path : path.substr(slash + 1);
  return true;
}

bool Reader::ReadVersion() { return !Take('@') || TakeRun(purl_.version); }

bool Reader::ReadQualifiers() {
  if (!Take('?')) return true;
  const std::size_t begin = at_;
  std::string_view before;
  do {
    const std::string_view key = TakeWord(".-_");
    std::string_view value;
    if (key <= before || !Take('=') || !TakeRun(value)) return false;
    complete_ = complete_ || key == type_->required_qualifier;
    before = key;
  } while (Take('&'));
  purl_.qualifiers = PurlQualifiers(text_.substr(begin, at_ - begin));
  return true;
}

bool Reader::ReadSubpath() {
  if (!Take('#')) return true;
  const std::size_t begin = at_;
  std::string_view segment;
  do {
    if (!TakeRun(segment) || segment == "." || segment == "..") return false;
  } while (Take('/'));
  purl_.subpath = text_.substr(begin);
  return true;
}

bool Reader::IsOfType() const {
  const Need need = type_->need_namespace;
  if (purl_.name_space.empty() ? need == Need::kRequired : need == Need::kProhibited) return false;
  if (HasEscapedSlash(purl_.name_space) || HasEscapedSlash(purl_.subpath)) return false;
  if (type_->name_is_path && HasEscapedSlash(purl_.name)) return false;
  return complete_ && IsSpelled(purl_.name_space, type_->fold_namespace) &&
         IsSpelled(purl_.name, FoldOfPurlName(*type_, purl_.qualifiers)) &&
         IsSpelled(purl_.version, type_->fold_version) && IsSpelled(purl_.subpath, type_->fold_subpath) &&
         PurlNameFault(*type_, purl_.name).empty() && PurlVersionFault(*type_, purl_.version).empty();
}

}  // namespace

std::optional<Purl> ReadCanonicalPurl(std::string_view text) {
  Reader reader(text);
  if (!reader.Read()) return std::nullopt;
  return reader.purl();
}

}  // namespace vexlens::identity
