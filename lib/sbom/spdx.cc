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
constexpr std::string_view kNone = "NONE";

// Relationships reads the edges between elements of the draft. The document means what it describes: what it contains
// or needs, the root does.
class Relationships {
 public:
  Relationships(json::Value document, Draft& draft) : document_(document), draft_(draft), findings_(draft.findings()) {
    // Some documents have another identifier.
    const std::string_view id = document["SPDXID"].text();
    if (!draft.Has(id)) own_id_ = id;
  }

  void Read() {
    for (const json::Value relationship : findings_.Array(document_, Place(), "relationships").elements()) {
      if (draft_.Stopped()) return;
      const Place place(list_, index_);
      if (findings_.IsObject(relationship, place)) ReadRelationship(relationship, place);
      ++index_;
    }
    if (silent_ > 0) {
      findings_.Ignore(Place(list_, first_silent_), "",
                       "relationships that say nothing about parts, this and others: ", silent_);
    }
    ReadDocumentDescribes();
  }

  // Returns the element that is described, or a new entry for several, with the document's edges. A document about one
  // element need not say so (SPDX 2.3, 11.1).
  std::uint32_t Root() {
    const std::uint32_t root = DescribedEntry();
    for (const DocumentEdge& edge : document_edges_) {
      const std::span<const std::uint32_t> described(&root, 1);
      draft_.Link(edge.document_is_child ? edge.entries : described, edge.document_is_child ? described : edge.entries,
                  edge.kind, Place(list_, edge.relationship));
    }
    return root;
  }

 private:
  // DocumentEdge is an edge between the document and entries.
  struct DocumentEdge {
    std::span<const std::uint32_t> entries;
    SbomEdge::Kind kind;
    bool document_is_child;
    std::size_t relationship;
  };

  std::uint32_t DescribedEntry() {
    const auto same = [&](std::uint32_t entry) {
      return draft_.ComponentOf(entry) == draft_.ComponentOf(described_.front());
    };
    if (!described_.empty() && std::all_of(described_.begin(), described_.end(), same)) return described_.front();
    if (described_.empty() && draft_.components() == 1) return 0;
    const std::uint32_t root = draft_.AddRoot(findings_.Text(document_, Place(), "name"), "");
    draft_.Link({&root, 1}, described_, SbomEdge::Kind::kContains, Place());
    return root;
  }

  void ReadRelationship(json::Value relationship, const Place& place) {
    const std::string_view type = findings_.RequiredText(relationship, place, "relationshipType");
    const std::optional<SpdxMeaning> meaning = MeaningOfSpdx(type);
    if (!meaning.has_value()) {
      if (!type.empty()) {
        findings_.Warn(Place(place, "relationshipType"), "", formats::Quoted(type), " is no relationship of SPDX 2.3");
      }
      return ReadUnknown(relationship, place);
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
        if (silent_++ == 0) first_silent_ = index_;
        return;
    }
  }

  // Whatever it means, either end may be part of something that the other edges do not say.
  void ReadUnknown(json::Value relationship, const Place& place) {
    for (const std::string_view end : {kSpdxElement, kSpdxRelated}) {
      const std::string_view id = findings_.Text(relationship, place, end);
      if (!IsDocument(id)) draft_.HangBelowRoot(Find(id, Place(place, end)));
    }
  }

  // Reads an edge between the elements that the members `parent` and `child` name. A child of an unknown parent may be
  // anywhere.
  void Link(json::Value relationship, const Place& place, std::string_view parent, std::string_view child,
            SbomEdge::Kind kind) {
    const std::string_view parent_id = findings_.RequiredText(relationship, place, parent);
    const std::string_view child_id = findings_.RequiredText(relationship, place, child);
    if (IsDocument(parent_id) || IsDocument(child_id)) {
      const bool is_child = !IsDocument(parent_id);
      const std::string_view other = is_child ? parent_id : child_id;
      if (IsDocument(other)) return;
      const auto entries = Find(other, Place(place, is_child ? parent : child));
      document_edges_.push_back({entries, kind, is_child, index_});
      return;
    }
    const auto parents = Find(parent_id, Place(place, parent));
    const auto children = Find(child_id, Place(place, child));
    draft_.Link(parents, children, kind, place);
    if (parents.empty() && parent_id != kNone) draft_.HangBelowRoot(children);
  }

  void ReadDescription(json::Value relationship, const Place& place, std::string_view document,
                       std::string_view described) {
    const std::string_view describing = findings_.RequiredText(relationship, place, document);
    if (IsDocument(describing)) {
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

  bool IsDocument(std::string_view id) const { return id == kDocument || (!id.empty() && id == own_id_); }

  // Returns what an identifier means in this document. NONE, NOASSERTION and elements of other documents are none of
  // its elements.
  std::span<const std::uint32_t> Find(std::string_view id, const Place& place) {
    if (id.empty() || id == kNone || id == "NOASSERTION") return {};
    if (id.starts_with("DocumentRef-")) {
      findings_.Ignore(place, "", formats::Quoted(id), " is in another document");
      return {};
    }
    return draft_.Find(id, place);
  }

  json::Value document_;
  Draft& draft_;
  formats::ReportFindings& findings_;
  std::string_view own_id_;  // the document's identifier, if it is not the reserved one
  const Place list_{"/relationships"};
  std::size_t index_ = 0;  // of the relationship being read
  std::vector<std::uint32_t> described_;
  std::vector<DocumentEdge> document_edges_;
  std::size_t silent_ = 0;  // relationships that are no edges
  std::size_t first_silent_ = 0;
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
