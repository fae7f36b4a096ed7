#include "lib/sbom/spdx_elements.h"

#include "absl/strings/strip.h"
#include "lib/sbom/spdx_relationships.h"

namespace vexlens::sbom {
namespace {

using formats::Place;
using formats::Quoted;

// The specification writes a hyphen, its JSON schema an underscore (SPDX 2.3, 7.24).
Draft::Kind KindOf(std::string_view purpose) {
  if (purpose == "CONTAINER") return Draft::Kind::kContainer;
  const bool system = purpose == "OPERATING-SYSTEM" || purpose == "OPERATING_SYSTEM";
  return system ? Draft::Kind::kOperatingSystem : Draft::Kind::kOther;
}

// Reports whether an external reference describes a package without identifying it (SPDX 2.3, annex F).
bool IsAboutPackage(std::string_view type) { return type == "advisory" || type == "fix" || type == "url"; }

}  // namespace

SpdxElements::SpdxElements(json::Value document, Draft& draft)
    : document_(document), draft_(draft), findings_(draft.findings()), identifiers_(findings_) {}

void SpdxElements::Read() {
  ReadPackages();
  ReadFiles();
  draft_.FormComponents({.member = "SPDXID"});
  ReadFilesOfPackages();
}

void SpdxElements::ReadPackages() {
  std::size_t index = 0;
  for (const json::Value package : findings_.Array(document_, Place(), "packages").elements()) {
    if (draft_.Stopped()) return;
    const Place place(packages_place_, index++);
    if (!findings_.IsObject(package, place)) continue;
    identifiers_.Clear();
    ReadExternalRefs(package, place);
    packages_.push_back({package, index - 1, Add(package, place, "name")});
  }
}

// There may be very many files without relationships, which would only hang below the root.
void SpdxElements::ReadFiles() {
  const json::Value files = findings_.Array(document_, Place(), "files");
  if (files.count() == 0) return;
  const absl::flat_hash_set<std::string_view> named = Named();
  const Place list("/files");
  std::size_t index = 0;
  std::size_t left_out = 0;
  for (const json::Value file : files.elements()) {
    if (draft_.Stopped()) return;
    const Place place(list, index++);
    if (!findings_.IsObject(file, place)) continue;
    if (!named.contains(file["SPDXID"].text())) {
      ++left_out;
      continue;
    }
    identifiers_.Clear();
    Add(file, place, "fileName");
  }
  if (left_out > 0) findings_.Ignore(list, "", "files without a relationship to others are not taken: ", left_out);
}

// Wrong types are reported when the edges are read. An unknown relationship may be an edge.
absl::flat_hash_set<std::string_view> SpdxElements::Named() const {
  absl::flat_hash_set<std::string_view> named;
  for (const json::Value relationship : document_["relationships"].elements()) {
    const auto meaning = MeaningOfSpdx(relationship["relationshipType"].text());
    if (meaning == SpdxMeaning::kElse) continue;
    named.insert({relationship[kSpdxElement].text(), relationship[kSpdxRelated].text()});
  }
  for (const json::Value described : document_["documentDescribes"].elements()) named.insert(described.text());
  for (const Package& package : packages_) {
    for (const json::Value file : package.value["hasFiles"].elements()) named.insert(file.text());
  }
  return named;
}

std::uint32_t SpdxElements::Add(json::Value element, const Place& place, std::string_view name) {
  identifiers_.AddHashes(element, place, "checksums", "algorithm", "checksumValue");
  return draft_.Add({.ref = findings_.RequiredText(element, place, "SPDXID"),
                     .name = findings_.Text(element, place, name),
                     .version = findings_.Text(element, place, "versionInfo"),
                     .identifiers = identifiers_.found(),
                     .kind = KindOf(element["primaryPackagePurpose"].text())},
                    place);
}

void SpdxElements::ReadExternalRefs(json::Value package, const Place& parent) {
  const Place list(parent, "externalRefs");
  std::size_t index = 0;
  for (const json::Value reference : findings_.Array(package, parent, "externalRefs").elements()) {
    const Place place(list, index++);
    if (!findings_.IsObject(reference, place)) continue;
    // SPDX 2.2 also writes the type as a URI.
    const std::string_view type =
        absl::StripPrefix(findings_.RequiredText(reference, place, "referenceType"), "http://spdx.org/rdf/references/");
    const Place locator(place, "referenceLocator");
    if (type == "purl") {
      identifiers_.AddPurl(findings_.RequiredText(reference, place, "referenceLocator"), locator);
    } else if (type == "cpe23Type" || type == "cpe22Type") {
      identifiers_.AddCpe(findings_.RequiredText(reference, place, "referenceLocator"), locator);
    } else if (!type.empty() && !IsAboutPackage(type)) {
      findings_.Ignore(locator, "", "names of type ", Quoted(type), " are not read");
    }
  }
}

void SpdxElements::ReadFilesOfPackages() {
  for (const Package& package : packages_) {
    const Place place(packages_place_, package.index);
    const Place list(place, "hasFiles");
    std::size_t index = 0;
    for (const json::Value file : findings_.Array(package.value, place, "hasFiles").elements()) {
      if (draft_.Stopped()) return;
      const Place file_place(list, index++);
      const std::string_view id = findings_.Element(file, file_place);
      if (id.empty()) continue;
      draft_.Link({&package.entry, 1}, draft_.Find(id, file_place), SbomEdge::Kind::kContains, file_place);
    }
  }
}

}  // namespace vexlens::sbom
