#include "lib/formats/openvex/identifiers.h"

#include <array>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "lib/formats/draft.h"
#include "lib/formats/openvex/members.h"
#include "lib/formats/unblanked.h"

namespace vexlens::formats {
namespace {

// Some write the last for subcomponents: then the statement is not about all of the product.
enum ComponentMember : std::size_t { kId, kSubcomponents, kIdentifiers, kHashes, kComponents, kComponentMembers };
constexpr std::array<std::string_view, kComponentMembers> kComponentNames = {"@id", "subcomponents", "identifiers",
                                                                             "hashes", "components"};

constexpr std::array<std::string_view, 3> kIdentifierNames = {"purl", "cpe23", "cpe22"};
constexpr std::array<std::string_view, 3> kIdentifierPrefixes = {"pkg:", "cpe:2.3:", "cpe:/"};

}  // namespace

json::Value OpenVexIdentifiers::Read(json::Value component, const Place& place, std::vector<SubjectId>& subjects) {
  if (component.is_object() == legacy_ && (component.is_object() || component.is_string())) {
    findings_.Warn(
        place, "",
        legacy_ ? "an object, where OpenVEX 0.0.1 has a string" : "a string, where OpenVEX 0.2.0 has an object");
  }
  const auto members = PickMembers(component, kComponentNames, place, findings_);
  if (members[kComponents].exists() && !members[kComponents].is(json::Type::kNull)) {
    findings_.Refuse(Place(place, "components"), "",
                     "OpenVEX calls these subcomponents; this is not about the whole product");
    return {};
  }
  json::Value subcomponents = members[kSubcomponents];
  if (subcomponents.is(json::Type::kNull)) {
    findings_.Warn(Place(place, "subcomponents"), "", "must be an array");
    subcomponents = {};
  }
  const std::string_view id =
      component.is_string() ? component.text() : TextOrWarn(members[kId], place, "@id", findings_);
  const Place id_place = component.is_string() ? place : Place(place, "@id");
  if (!members[kIdentifiers].exists() && !members[kHashes].exists()) {
    if (id.empty()) {
      findings_.Refuse(place, "", "no identifier");
    } else {
      subjects.push_back(SubjectOf(id, id_place));
    }
    return subcomponents;
  }
  const std::size_t before = subjects.size();
  fallback_ = {};
  seen_.clear();
  ReadIdentifiers(members[kIdentifiers], place, subjects);
  ReadHashes(members[kHashes], place, subjects);
  if (!id.empty()) AddText(id, id_place, subjects);
  const std::string_view name = id.empty() ? fallback_ : id;
  if (subjects.size() == before && name.empty()) {
    findings_.Refuse(place, "", "no identifier");
  } else if (subjects.size() == before) {
    subjects.push_back(findings_.draft().evidence.InternSubject(name, ""));
  }
  return subcomponents;
}

void OpenVexIdentifiers::ReadIdentifiers(json::Value identifiers, const Place& parent,
                                         std::vector<SubjectId>& subjects) {
  const Place place(parent, "identifiers");
  if (identifiers.exists() && !identifiers.is_object()) return findings_.Warn(place, "", "must be an object");
  const auto members = PickMembers(identifiers, kIdentifierNames, place, findings_);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string_view text = TextOrWarn(members[i], place, kIdentifierNames[i], findings_);
    if (text.empty()) continue;
    const Place member(place, kIdentifierNames[i]);
    if (!absl::StartsWithIgnoreCase(absl::StripLeadingAsciiWhitespace(text), kIdentifierPrefixes[i])) {
      findings_.Warn(member, "", Quoted(text), " does not begin with \"", kIdentifierPrefixes[i], "\"");
    }
    AddText(text, member, subjects);
  }
}

void OpenVexIdentifiers::ReadHashes(json::Value hashes, const Place& parent, std::vector<SubjectId>& subjects) {
  const Place place(parent, "hashes");
  if (hashes.exists() && !hashes.is_object()) return findings_.Warn(place, "", "must be an object");
  for (const auto& [algorithm, value] : hashes.members()) {
    const Place member(place, algorithm);
    if (!value.is_string()) {
      findings_.Warn(member, "", "must be a string");
      continue;
    }
    const absl::StatusOr<std::string> hash = CanonicalHash(algorithm, value.text());
    if (hash.ok()) {
      AddDistinct(findings_.draft().evidence.InternSubject(*hash, ""), subjects);
    } else {
      findings_.Warn(member, "", hash.status().message());
    }
  }
}

void OpenVexIdentifiers::AddText(std::string_view text, const Place& place, std::vector<SubjectId>& subjects) {
  Evidence& evidence = findings_.draft().evidence;
  const absl::StatusOr<SubjectId> subject = evidence.InternIdentifier(Unblanked(text, place, findings_));
  if (!subject.ok()) findings_.Warn(place, "", subject.status().message());
  if (subject.ok() && evidence.KindOf(*subject) != IdentifierKind::kOpaque) {
    AddDistinct(*subject, subjects);
  } else if (fallback_.empty()) {
    fallback_ = text;
  }
}

void OpenVexIdentifiers::AddDistinct(SubjectId subject, std::vector<SubjectId>& subjects) {
  if (seen_.insert(subject).second) subjects.push_back(subject);
}

SubjectId OpenVexIdentifiers::SubjectOf(std::string_view text, const Place& place) {
  Evidence& evidence = findings_.draft().evidence;
  const absl::StatusOr<SubjectId> subject = evidence.InternIdentifier(Unblanked(text, place, findings_));
  if (subject.ok()) return *subject;
  findings_.Warn(place, "", subject.status().message());
  return evidence.InternSubject(text, "");
}

}  // namespace vexlens::formats
