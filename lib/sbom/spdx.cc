// SPDX 2.2 and 2.3 in JSON: how packages and files relate, and which of them the document describes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "lib/sbom/draft.h"
#include "lib/sbom/spdx_elements.h"
#include "lib/sbom/spdx_relationships.h"

namespace vexlens::sbom {
namespace {

using formats::Place;

constexpr std::string_view kVersions[] = {"SPDX-2.2", "SPDX-2.3"};
constexpr std::string_view kDocument = "SPDXRef-DOCUMENT";  // the reserved identifier (SPDX 2.3, 6.3)

// Relationships reads the edges between elements that the draft has already.
class Relationships {
 public:
  Relationships(json::Value document, Draft& draft) : document_(document), draft_(draft), findings_(draft.findings()) {}

  void Read() {
    const Place list("/relationships");
    std::size_t index = 0;
    for (const json::Value relationship : findings_.Array(document_, Place(), "relationships").elements()) {
      if (draft_.Stopped()) return;
      const Place place(list, index++);
      if (findings_.IsObject(relationship, place)) ReadRelationship(relationship, place);
    }
    ReadDocumentDescribes();
  }

  // Root is the one element that is described. A document about one element need not say so (SPDX 2.3, 11.1).
  std::uint32_t Root() {
    const auto same = [&](std::uint32_t entry) {
      return draft_.ComponentOf(entry) == draft_.ComponentOf(described_.front());
    };
    if (!described_.empty() && std::all_of(described_.begin(), described_.end(), same)) return described_.front();
    if (described_.empty() && draft_.components() == 1) return 0;
    const std::uint32_t root = draft_.AddRoot(findings_.Text(document_, Place(), "name"));
    draft_.Link({&root, 1}, described_, SbomEdge::Kind::kContains, Place());
    return root;
  }

 private:
  void ReadRelationship(json::Value relationship, const Place& place) {
    const std::string_view type = findings_.RequiredText(relationship, place, "relationshipType");
    if (type.empty()) return;
    const std::optional<SpdxMeaning> meaning = MeaningOfSpdx(type);
    if (!meaning.has_value()) {
      findings_.Warn(Place(place, "relationshipType"), "", formats::Quoted(type), " is no relationship of SPDX 2.3");
      return;
    }
    switch (*meaning) {
      case SpdxMeaning::kContains:
        return Link(relationship, place, kSpdxElement, kSpdxRelated, SbomEdge::Kind::kContains);
      case SpdxMeaning::kContainedBy:
        return Link(relationship, place, kSpdxRelated, kSpdxElement, SbomEdge::Kind::kContains);
      case SpdxMeaning::kNeeds:
        return Link(relationship, place, kSpdxElement, kSpdxRelated, SbomEdge::Kind::kNeeds);
      case SpdxMeaning::kNeededBy:
        return Link(relationship, place, kSpdxRelated, kSpdxElement, SbomEdge::Kind::kNeeds);
      case SpdxMeaning::kDescribes:
        return ReadDescription(relationship, place, kSpdxElement, kSpdxRelated);
      case SpdxMeaning::kDescribedBy:
        return ReadDescription(relationship, place, kSpdxRelated, kSpdxElement);
      case SpdxMeaning::kElse:
        return;
    }
  }

  // Link reads an edge between the elements that the members `parent` and `child` name. The document is none of
  // them: all is in it.
  void Link(json::Value relationship, const Place& place, std::string_view parent, std::string_view child,
            SbomEdge::Kind kind) {
    const std::string_view parent_id = findings_.RequiredText(relationship, place, parent);
    const std::string_view child_id = findings_.RequiredText(relationship, place, child);
    if (parent_id == kDocument || child_id == kDocument) return;
    const auto parents = Find(parent_id, Place(place, parent));
    draft_.Link(parents, Find(child_id, Place(place, child)), kind, place);
  }

  void ReadDescription(json::Value relationship, const Place& place, std::string_view document,
                       std::string_view described) {
    const std::string_view describing = findings_.RequiredText(relationship, place, document);
    if (describing == kDocument) {
      Describe(findings_.RequiredText(relationship, place, described), Place(place, described));
    } else if (!describing.empty()) {
      findings_.Warn(Place(place, document), "", "only ", kDocument, " describes");
    }
  }

  void ReadDocumentDescribes() {
    const Place list("/documentDescribes");
    std::size_t index = 0;
    for (const json::Value element : findings_.Array(document_, Place(), "documentDescribes").elements()) {
      const Place place(list, index++);
      Describe(findings_.Element(element, place), place);
    }
  }

  void Describe(std::string_view id, const Place& place) {
    const auto found = Find(id, place);
    described_.insert(described_.end(), found.begin(), found.end());
  }

  // Find is what an identifier means in this document; the words for nothing, and what stands in another document,
  // mean none of its elements.
  std::span<const std::uint32_t> Find(std::string_view id, const Place& place) {
    if (id.empty() || id == "NONE" || id == "NOASSERTION") return {};
    if (id.starts_with("DocumentRef-")) {
      findings_.Ignore(place, "", formats::Quoted(id), " is in another document");
      return {};
    }
    return draft_.Find(id, place);
  }

  json::Value document_;
  Draft& draft_;
  formats::ReportFindings& findings_;
  std::vector<std::uint32_t> described_;
};

}  // namespace

absl::StatusOr<std::uint32_t> ReadSpdx(json::Value document, Draft& draft, SbomReport& report) {
  const std::string_view version = document["spdxVersion"].text();
  if (std::find(std::begin(kVersions), std::end(kVersions), version) == std::end(kVersions)) {
    return draft.Reject(absl::StatusCode::kUnimplemented, "/spdxVersion",
                        absl::StrCat(formats::Quoted(version), " is no version of SPDX that is read"));
  }
  report.format_version = std::string(absl::StripPrefix(version, "SPDX-"));
  SpdxElements(document, draft).Read();
  Relationships relationships(document, draft);
  relationships.Read();
  return relationships.Root();
}

}  // namespace vexlens::sbom
