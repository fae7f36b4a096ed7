#include "lib/formats/cyclonedx/affects.h"

#include <cstddef>

#include "absl/status/statusor.h"
#include "lib/formats/cyclonedx/links.h"
#include "lib/formats/cyclonedx/words.h"
#include "vexlens/identity.h"

namespace vexlens::formats {
namespace {

// Shorter keys are proportionate to the entries that make them and need no budget.
constexpr std::size_t kShortKey = 512;

}  // namespace

CycloneDxAffects::CycloneDxAffects(CycloneDxElements& elements, Budget& budget, Findings& findings)
    : draft_(findings.draft()),
      elements_(elements),
      budget_(budget),
      findings_(findings),
      affects_location_(draft_.evidence.LocationOf("/vulnerabilities/0/affects/0")),
      version_location_(draft_.evidence.LocationOf("/vulnerabilities/0/affects/0/versions/0")) {}

void CycloneDxAffects::Read(json::Value vulnerability, std::uint32_t index, const CycloneDxAnalysis& analysis,
                            const Place& parent) {
  const json::Value affects = findings_.Array(vulnerability, parent, "affects");
  if (affects.count() == 0) return findings_.Refuse(parent, "", "affects nothing");
  const Place place(parent, "affects");
  Spot spot{index, 0};
  for (const json::Value entry : affects.elements()) {
    if (Stopped()) return;
    ReadEntry(entry, analysis, spot, Place(place, spot.affects));
    ++spot.affects;
  }
}

void CycloneDxAffects::ReadEntry(json::Value entry, const CycloneDxAnalysis& analysis, Spot spot, const Place& place) {
  if (!entry.is_object()) return findings_.Refuse(place, "", "must be an object");
  const std::string_view ref = findings_.Text(entry, place, "ref");
  if (ref.empty()) return findings_.Refuse(place, "", "no ref");
  const std::optional<CycloneDxElements::Meaning> meaning = Resolve(ref, Place(place, "ref"));
  if (!meaning.has_value()) return;
  const json::Value versions = entry["versions"];
  if (versions.exists() && !versions.is_array()) {
    findings_.Refuse(Place(place, "versions"), "", "must be an array");
  } else if (versions.count() > 0) {
    ReadVersions(versions, *meaning, analysis, spot, Place(place, "versions"));
  } else {
    Location location = affects_location_;
    location.steps = {spot.vulnerability, spot.affects, 0};
    Emit(*meaning, "", analysis.status, analysis, location);
  }
}

void CycloneDxAffects::ReadVersions(json::Value versions, CycloneDxElements::Meaning meaning,
                                    const CycloneDxAnalysis& analysis, Spot spot, const Place& place) {
  const std::vector<SubjectId> identifiers = Versioned(meaning);
  meaning.identifiers = identifiers;
  Location location = version_location_;
  location.steps = {spot.vulnerability, spot.affects, 0};
  for (const json::Value entry : versions.elements()) {
    if (Stopped()) return;
    const Place entry_place(place, location.steps[2]);
    if (!entry.is_object()) {
      findings_.Refuse(entry_place, "", "must be an object");
    } else if (const auto range = ReadRange(entry, entry_place)) {
      const std::optional<VexStatus> status = ReadVersionStatus(entry, analysis, entry_place);
      if (status.has_value()) Emit(meaning, *range, *status, analysis, location);
    }
    ++location.steps[2];
  }
}

std::optional<std::string> CycloneDxAffects::ReadRange(json::Value entry, const Place& place) {
  const std::string_view version = entry["version"].text();
  const std::string_view written = entry["range"].text();
  if (version.empty() == written.empty()) {
    findings_.Refuse(place, "", "must have either a version or a range");
    return std::nullopt;
  }
  if (!version.empty()) return SingleVersionRange(version);
  const absl::StatusOr<std::string> range = CanonicalRange(written);
  if (!range.ok()) {
    findings_.Refuse(Place(place, "range"), "", range.status().message());
    return std::nullopt;
  }
  if (*range != written) findings_.Warn(Place(place, "range"), "", "not canonical, read as ", Quoted(*range));
  return *range;
}

// The status of a version overrides the analysis. If it is missing it is "affected", the schema's default, whatever the
// analysis says: for a resolved vulnerability the entries are the versions that had it.
std::optional<VexStatus> CycloneDxAffects::ReadVersionStatus(json::Value entry, const CycloneDxAnalysis& analysis,
                                                             const Place& place) {
  const json::Value word = entry["status"];
  const auto claim = word.exists() ? ParseVersionClaim(word.text()) : VersionClaim::kAffected;
  if (!claim.has_value()) {
    findings_.Refuse(Place(place, "status"), "", Quoted(word.text()), " is not a CycloneDX version status");
    return std::nullopt;
  }
  if (*claim == VersionClaim::kUnknown) {
    findings_.Ignore(place, "", "the version's status is unknown");
    return std::nullopt;
  }
  if (*claim == VersionClaim::kUnaffected) {
    return analysis.status == VexStatus::kFixed ? VexStatus::kFixed : VexStatus::kNotAffected;
  }
  if (analysis.status == VexStatus::kNotAffected) {
    findings_.Warn(place, "", "the version is affected", word.exists() ? "" : " by default",
                   ", though the analysis says that nothing is");
  }
  return analysis.status == VexStatus::kUnderInvestigation ? VexStatus::kUnderInvestigation : VexStatus::kAffected;
}

std::optional<CycloneDxElements::Meaning> CycloneDxAffects::Resolve(std::string_view ref, const Place& place) {
  const std::optional<BomLink> link = ParseBomLink(ref);
  if (link.has_value() && link->bom_key != elements_.bom_key()) {
    other_ = draft_.evidence.InternSubject(ElementKey(link->bom_key, UnescapedRef(link->ref)), "");
    return CycloneDxElements::Meaning{.identifiers = {&other_, 1}, .ref = ref};
  }
  const std::string_view local = link.has_value() ? link->ref : ref;
  const CycloneDxElements::Element* element = elements_.Find(local);
  if (element == nullptr && link.has_value()) element = elements_.Find(UnescapedRef(local));
  return element == nullptr ? ResolveUnknown(local, place) : ResolveElement(*element, place);
}

std::optional<CycloneDxElements::Meaning> CycloneDxAffects::ResolveElement(const CycloneDxElements::Element& element,
                                                                           const Place& place) {
  if (element.ambiguous) {
    findings_.Refuse(place, "", Quoted(element.ref), " is the bom-ref of several elements");
    return std::nullopt;
  }
  std::optional<CycloneDxElements::Meaning> meaning = elements_.MeaningOf(element);
  if (!meaning.has_value()) findings_.Refuse(place, "", Quoted(element.ref), " lies too deep in other elements");
  return meaning;
}

// Some write the purl of an element instead of its bom-ref. In a BOM without elements it is all that can be written.
std::optional<CycloneDxElements::Meaning> CycloneDxAffects::ResolveUnknown(std::string_view ref, const Place& place) {
  const absl::StatusOr<SubjectId> named = draft_.evidence.InternIdentifier(ref);
  const IdentifierKind kind = named.ok() ? draft_.evidence.KindOf(*named) : IdentifierKind::kOpaque;
  const bool is_identifier = kind == IdentifierKind::kPurl || kind == IdentifierKind::kCpe;
  if (!is_identifier || elements_.has_elements()) {
    findings_.Warn(place, "", "no element has the bom-ref ", Quoted(ref));
  }
  if (is_identifier) {
    other_ = *named;
    const CycloneDxElements::Element* const element = elements_.FindByIdentifier(other_);
    if (element != nullptr) return ResolveElement(*element, place);
  } else {
    other_ = elements_.NameOf(ref);
  }
  return elements_.MeaningOfOther(ref, {&other_, 1});
}

std::vector<SubjectId> CycloneDxAffects::Versioned(const CycloneDxElements::Meaning& meaning) const {
  std::vector<SubjectId> versioned;
  for (const SubjectId identifier : meaning.identifiers) {
    if (draft_.evidence.KindOf(identifier) != IdentifierKind::kDigest) versioned.push_back(identifier);
  }
  if (versioned.empty()) versioned.push_back(elements_.NameOf(meaning.ref));
  return versioned;
}

void CycloneDxAffects::Emit(const CycloneDxElements::Meaning& meaning, std::string_view range, VexStatus status,
                            const CycloneDxAnalysis& analysis, const Location& location) {
  Evidence& evidence = draft_.evidence;
  for (SubjectId identifier : meaning.identifiers) {
    if (!range.empty()) {
      const std::size_t size = evidence.KeyText(identifier).size() + range.size();
      if (size > kShortKey && !budget_.TakeBytes(size)) return;
      identifier = evidence.Narrow(identifier, range);
    }
    if (Stopped()) return;
    Statement& statement = draft_.statements.emplace_back(analysis.statement);
    statement.product = meaning.product != 0 ? meaning.product : identifier;
    statement.component = meaning.product != 0 ? identifier : 0;
    statement.through = meaning.through;
    statement.location = location;
    statement.status = status;
    const bool not_affected = status == VexStatus::kNotAffected;
    statement.justification = not_affected ? analysis.justification : 0;
    statement.justification_raw = not_affected || status == analysis.status ? analysis.justification_raw : 0;
    statement.impact = not_affected ? analysis.impact : 0;
    statement.action = status == VexStatus::kAffected ? analysis.action : 0;
  }
}

}  // namespace vexlens::formats
