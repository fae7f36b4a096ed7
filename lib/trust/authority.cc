#include "vexlens/authority.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "lib/identity/distribution.h"
#include "lib/identity/percent.h"
#include "lib/trust/purl_qualifiers.h"
#include "vexlens/purl.h"

namespace vexlens {
namespace {

constexpr std::string_view kStarFault = "a * stands only at the end, after /, %2F or :";

absl::Status Fault(std::string_view message) { return absl::InvalidArgumentError(message); }

// Returns what stands before a `*` at the end of `text` that follows one of `separators`; nothing when the text has
// no `*`, and an error when it has one elsewhere.
absl::StatusOr<std::optional<std::string_view>> BeforeStar(std::string_view text,
                                                           std::initializer_list<std::string_view> separators) {
  const std::size_t star = text.find('*');
  if (star == text.npos) return std::nullopt;
  const std::string_view before = text.substr(0, star);
  const bool follows = std::any_of(separators.begin(), separators.end(), [&](std::string_view separator) {
    return absl::EndsWithIgnoreCase(before, separator);
  });
  if (star + 1 != text.size() || !follows) return Fault(kStarFault);
  return before;
}

// Reports whether `text` is "pkg:" or a type alone, "pkg:julia/": of some types no name alone makes a valid purl.
bool IsTypeAlone(std::string_view text) {
  const std::string_view type = text.substr(std::string_view("pkg:").size());
  return std::all_of(type.begin(), type.end(), [](char c) { return absl::ascii_isalnum(c) || c == '.' || c == '-'; }) ||
         (type.find('/') == type.size() - 1 && type.size() > 1);
}

// Returns the canonical spelling of the beginning of a purl: that of purls which go on with a name.
absl::StatusOr<std::string> CanonicalPurlPrefix(std::string_view prefix) {
  absl::Status fault;
  for (const std::string_view rest : {"x", "x/x"}) {
    absl::StatusOr<std::string> purl = CanonicalPurl(absl::StrCat(prefix, rest));
    if (purl.ok() && !ParseSubject(*purl, "").version.empty()) return Fault(kStarFault);
    if (purl.ok()) return purl->substr(0, purl->size() - rest.size());
    fault.Update(purl.status());
  }
  if (IsTypeAlone(prefix)) return absl::AsciiStrToLower(prefix);
  return fault;
}

std::string_view WithoutTrailingSlashes(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

// Returns a qualifier's value as conditions compare it: a repository is the same with a slash at its end and without.
// What begins with a repository and a slash is, to a prefix, the repository too.
std::string Comparable(std::string_view qualifier, std::string_view value, bool to_prefix) {
  std::string store;
  std::string_view text = Decoded(value, store);
  if (qualifier == "distro" && !to_prefix) return NormalDistro(text);
  if (qualifier != "repository_url") return std::string(text);
  absl::ConsumePrefix(&text, text.starts_with("index.docker.io") ? "index." : "");
  return absl::StrCat(WithoutTrailingSlashes(text), to_prefix ? "/" : "");
}

// Returns a prefix with its distribution's namespace, if it has that in full, in the normal spelling.
std::string NormalPrefix(std::string_view prefix) {
  const std::vector<std::string_view> parts = absl::StrSplit(prefix, '/');
  if (parts.size() < 3 || !IsPackageOfDistribution(ParseSubject(prefix, ""))) return std::string(prefix);
  const std::string_view rest = prefix.substr(static_cast<std::size_t>(parts[2].data() - prefix.data()));
  return absl::StrCat(parts[0], "/", DistributionSpace(parts[1]), "/", rest);
}

// Returns what a purl without the qualifier has for it.
std::string_view DefaultOf(std::string_view base, std::string_view qualifier) {
  const bool image = base.starts_with("pkg:docker/") || base.starts_with("pkg:oci/");
  return qualifier == "repository_url" && image ? "docker.io" : "";
}

}  // namespace

absl::StatusOr<AuthorityPattern> AuthorityPattern::Parse(std::string_view text) {
  if (text.empty()) return Fault("empty");
  AuthorityPattern pattern;
  pattern.text_ = text;
  const absl::Status status =
      absl::StartsWithIgnoreCase(text, "pkg:") ? pattern.ReadPurl(text) : pattern.ReadOther(text);
  if (!status.ok()) return status;
  return pattern;
}

absl::Status AuthorityPattern::ReadPurl(std::string_view text) {
  kind_ = IdentifierKind::kPurl;
  if (text.find('#') != text.npos) return Fault("a pattern has no subpath");
  const std::size_t question = std::min(text.find('?'), text.size());
  const std::string_view path = text.substr(0, question);
  const auto prefix = BeforeStar(path, {"/", "%2F", ":"});
  if (!prefix.ok()) return prefix.status();
  name_.is_prefix = prefix->has_value();
  // Some types are valid with a qualifier only, and a condition is none when it ends in a star.
  const bool whole = text.find('*') == text.npos;
  absl::StatusOr<std::string> name =
      name_.is_prefix ? CanonicalPurlPrefix(**prefix) : CanonicalPurl(whole ? text : path);
  if (!name.ok()) return name.status();
  const std::string spelling = NormalSpelling(*name);
  name_.text = name_.is_prefix ? NormalPrefix(*name) : std::string(ParseSubject(*name, "", spelling).base);
  return question == text.size() ? absl::OkStatus() : ReadConditions(text.substr(question + 1));
}

absl::Status AuthorityPattern::ReadConditions(std::string_view text) {
  for (const std::string_view part : absl::StrSplit(text, '&')) {
    const std::pair<std::string_view, std::string_view> pair = absl::StrSplit(part, absl::MaxSplits('=', 1));
    Condition condition{absl::AsciiStrToLower(pair.first), {}};
    if (!IsPurlQualifier(condition.qualifier)) {
      return Fault(absl::StrCat("\"", pair.first, "\" is not a qualifier of purls"));
    }
    if (pair.second.empty()) return Fault(absl::StrCat(condition.qualifier, " has no value"));
    for (const Condition& other : conditions_) {
      if (other.qualifier == condition.qualifier) return Fault(absl::StrCat(condition.qualifier, " stands twice"));
    }
    const auto prefix = BeforeStar(pair.second, {"/", "%2F"});
    if (!prefix.ok()) return Fault(absl::StrCat("in ", condition.qualifier, ", a * stands only at the end, after /"));
    condition.value.is_prefix = prefix->has_value();
    condition.value.text = Comparable(condition.qualifier, prefix->value_or(pair.second), condition.value.is_prefix);
    conditions_.push_back(std::move(condition));
  }
  return absl::OkStatus();
}

absl::Status AuthorityPattern::ReadOther(std::string_view text) {
  const bool has_star = text.find('*') != text.npos;
  const absl::StatusOr<std::string> literal = CanonicalIdentifier(text);
  if (!has_star && !literal.ok()) return literal.status();
  // A CPE that is written out in full is literal, its stars are its own.
  if (literal.ok() && (!has_star || absl::StartsWithIgnoreCase(text, "cpe:2.3:"))) {
    const Subject subject = ParseSubject(*literal, "");
    kind_ = subject.kind;
    name_.text = subject.base;
    return absl::OkStatus();
  }
  if (absl::StartsWithIgnoreCase(text, "cpe:/")) return Fault("a prefix of CPEs begins with cpe:2.3:");
  const auto prefix = BeforeStar(text, {"/", "%2F", ":"});
  if (!prefix.ok()) return prefix.status();
  const bool is_cpe = absl::StartsWithIgnoreCase(text, "cpe:");
  name_ = {is_cpe ? absl::AsciiStrToLower(**prefix) : std::string(**prefix), true};
  return absl::OkStatus();
}

bool AuthorityPattern::Covers(const Subject& product) const {
  if (kind_ != IdentifierKind::kPurl) {
    return name_.Covers(name_.is_prefix ? product.identifier : product.base);
  }
  if (product.kind != kind_ || !name_.Covers(product.base)) return false;
  const PurlQualifiers qualifiers(product.qualifiers.substr(0, product.qualifiers.find('#')));
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
    std::string_view value = qualifiers.Find(condition.qualifier);
    if (value.empty()) value = DefaultOf(product.base, condition.qualifier);
    return !value.empty() && condition.value.Covers(Comparable(condition.qualifier, value, condition.value.is_prefix));
  });
}

}  // namespace vexlens
