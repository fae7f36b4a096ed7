// Why a statement's subject does not match a query's.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cpe/cpe.h"
#include "lib/identity/cut.h"
#include "lib/identity/distribution.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::CpeAttributeCovers;
using identity::CpeAttributes;
using identity::CutBefore;
using identity::DistroCovers;
using identity::kCpeAttributes;
using identity::kCpeNames;
using identity::kCpePart;
using identity::kCpeProduct;
using identity::kCpeVendor;
using identity::kCpeVersion;
using identity::SplitCpe;

namespace {

NearMiss Differs(Miss miss, std::string_view said, std::string_view asked, std::string_view attribute = "") {
  return {miss, std::string(attribute), std::string(said), std::string(asked)};
}

// PurlBase is the part of a canonical purl before its version.
struct PurlBase {
  std::string_view type;
  std::string_view space;  // the namespace, "" for none
  std::string_view name;
};

PurlBase SplitBase(std::string_view base) {
  base.remove_prefix(std::string_view("pkg:").size());
  PurlBase parts;
  parts.type = CutBefore('/', base);
  const std::size_t slash = base.rfind('/');
  if (slash != base.npos) parts.space = base.substr(0, slash);
  parts.name = slash == base.npos ? base : base.substr(slash + 1);
  return parts;
}

// Returns what differs in the versions; nothing if they agree.
std::optional<NearMiss> VersionDiffers(const Subject& statement, const Subject& query, bool covers) {
  const std::string_view asked = query.range.empty() ? query.version : query.range;
  if (!statement.range.empty()) {
    if (asked.empty() && IsBounded(statement.range)) return Differs(Miss::kVersionNotGiven, statement.range, "");
    if (asked.empty() || covers) return std::nullopt;
    return Differs(Miss::kVersionOutOfRange, statement.range, asked);
  }
  if (statement.version.empty() || covers) return std::nullopt;
  return Differs(asked.empty() ? Miss::kVersionNotGiven : Miss::kVersion, statement.version, asked);
}

NearMiss QualifierDiffers(std::string_view statement, std::string_view query) {
  std::string_view wanted_subpath = statement, subpath = query;
  std::string_view wanted = CutBefore('#', wanted_subpath);
  const std::string_view given = CutBefore('#', subpath);
  while (!wanted.empty()) {
    std::string_view value = CutBefore('&', wanted);
    const std::string_view key = CutBefore('=', value);
    const std::string_view other = QualifierValue(given, key);
    if (other != value && !DistroCovers(key, value, other)) return Differs(Miss::kQualifier, value, other, key);
  }
  return Differs(Miss::kQualifier, wanted_subpath, subpath, "subpath");
}

NearMiss PurlsDiffer(const Subject& statement, const Subject& query) {
  const PurlBase said = SplitBase(statement.base);
  const PurlBase asked = SplitBase(query.base);
  if (!absl::EqualsIgnoreCase(said.name, asked.name)) return {};
  if (said.type != asked.type) return Differs(Miss::kType, said.type, asked.type);
  if (statement.base != query.base) return Differs(Miss::kName, statement.base, query.base);
  // Without its qualifiers a statement is about versions only.
  Subject unqualified = statement;
  unqualified.qualifiers = {};
  if (auto version = VersionDiffers(statement, query, MatchLevel(unqualified, query) != 0)) return *std::move(version);
  return QualifierDiffers(statement.qualifiers, query.qualifiers);
}

NearMiss CpesDiffer(const Subject& statement, const Subject& query) {
  const std::optional<CpeAttributes> said = SplitCpe(statement.identifier);
  const std::optional<CpeAttributes> asked = SplitCpe(query.identifier);
  if (!said || !asked) return {};
  const auto agrees = [&](std::size_t i) { return CpeAttributeCovers((*said)[i], (*asked)[i]); };
  // One open in vendor or product speaks about its own text alone.
  const auto is_open = [&](std::size_t i) { return (*said)[i] == "*"; };
  if (!agrees(kCpeProduct) || is_open(kCpeProduct)) return {};
  if (!agrees(kCpePart)) return Differs(Miss::kType, (*said)[kCpePart], (*asked)[kCpePart]);
  if (!agrees(kCpeVendor) || is_open(kCpeVendor))
    return Differs(Miss::kName, (*said)[kCpeVendor], (*asked)[kCpeVendor]);
  std::optional<std::size_t> other;
  for (std::size_t i = kCpeAttributes - 1; i > kCpeVersion; --i) {
    if (!agrees(i)) other = i;
  }
  const bool covers =
      statement.range.empty() ? agrees(kCpeVersion) : other.has_value() || MatchLevel(statement, query) != 0;
  if (auto version = VersionDiffers(statement, query, covers)) return *std::move(version);
  if (!other.has_value()) return Differs(Miss::kVersion, (*said)[kCpeVersion], (*asked)[kCpeVersion]);
  return Differs(Miss::kQualifier, (*said)[*other], (*asked)[*other], kCpeNames[*other]);
}

std::string Named(std::string_view attribute, std::string_view value) {
  return value.empty() ? absl::StrCat("no ", attribute) : absl::StrCat(attribute, "=", value);
}

}  // namespace

std::string_view NameOf(const Subject& subject) {
  if (subject.kind == IdentifierKind::kPurl) return SplitBase(subject.base).name;
  if (subject.kind != IdentifierKind::kCpe) return subject.identifier;
  const std::optional<CpeAttributes> attributes = SplitCpe(subject.identifier);
  return attributes ? (*attributes)[kCpeProduct] : subject.identifier;
}

NearMiss WhyNot(const Subject& statement, const Subject& query) {
  if (statement.kind == query.kind) {
    if (statement.kind == IdentifierKind::kPurl) return PurlsDiffer(statement, query);
    return statement.kind == IdentifierKind::kCpe ? CpesDiffer(statement, query) : NearMiss();
  }
  if (!absl::EqualsIgnoreCase(NameOf(statement), NameOf(query))) return {};
  return Differs(Miss::kKind, statement.identifier, query.identifier);
}

std::string_view MissName(Miss miss) {
  constexpr std::string_view kNames[] = {
      "unrelated",
      "kind",
      "type",
      "name",
      "version",
      "version_out_of_range",
      "version_not_given",
      "qualifier",
      "fixed_without_version",
      "weak_digest",
      "other_name",
      "other_product",
      "other_path",
      "product_not_given",
      "only_component",
  };
  return kNames[static_cast<std::size_t>(miss)];
}

std::string NearMiss::Text() const {
  switch (miss) {
    case Miss::kUnrelated:
      return "the statement is about something else";
    case Miss::kKind:
      return absl::StrCat("the statement names ", said, ", asked was ", asked, ": no SBOM ties the two together");
    case Miss::kType:
      return absl::StrCat("the statement is about a package of type ", said, ", asked was ", asked);
    case Miss::kName:
      return absl::StrCat("the statement names ", said, ", asked was ", asked);
    case Miss::kVersion:
      return absl::StrCat("the statement is about version ", said, ", asked was ", asked);
    case Miss::kVersionOutOfRange:
      return absl::StrCat(asked, " is not in the statement's range ", said);
    case Miss::kVersionNotGiven:
      return absl::StrCat("the statement is about ", said, ", asked was no version");
    case Miss::kQualifier:
      return absl::StrCat("the statement has ", Named(attribute, said), ", asked was ", Named(attribute, asked));
    case Miss::kFixedWithoutVersion:
      return "fixed without a version: that would clear every version";
    case Miss::kWeakDigest:
      return absl::StrCat("the same by ", said, ": MD5 and SHA-1 are no ground for an all-clear");
    case Miss::kOtherName:
      return absl::StrCat("the same by its digest, but its issuer has no authority over ", asked);
    case Miss::kOtherProduct:
      return absl::StrCat("the statement is about this component in ", said);
    case Miss::kOtherPath:
      return absl::StrCat("the statement is about this component in ", said, ", and it is not only there");
    case Miss::kProductNotGiven:
      return absl::StrCat("the statement is about this component in ", said, ", and asked was not in that");
    case Miss::kOnlyComponent:
      return "the statement is about a component of this product, asked was the whole";
  }
  return "";
}

}  // namespace vexlens
