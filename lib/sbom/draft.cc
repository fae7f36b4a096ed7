// Draft: from the entries of an SBOM to the graph that they and their edges make.
#include "lib/sbom/draft.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/sbom/identifier_rank.h"
#include "lib/sbom/image_digest.h"
#include "lib/sbom/reach.h"

namespace vexlens::sbom {

using formats::Place;
using formats::Quoted;

std::uint32_t Draft::Add(const Entry& entry, const Place& place) {
  const auto index = static_cast<std::uint32_t>(components_.size());
  if (index == options_.max_components) {
    Stop(place, absl::StrCat("more than ", options_.max_components, " components"));
  }
  const std::string location = place.Text();
  if (!budget_.TakeBytes(location.size())) {
    Stop(place, absl::StrCat("locations of components come to more than ", formats::Budget::kMaxBytes, " bytes"));
  }
  components_.push_back(
      {IdentifiersOf(entry, place), Keep(entry.name), Keep(entry.version), Keep(entry.ref), Keep(location)});
  loose_.push_back(false);
  if (entry.kind == Kind::kOperatingSystem) AddPlatform(entry);
  if (!entry.ref.empty()) {
    auto& meant = entries_of_ref_[entry.ref];
    // Only the last is compared, which keeps this linear.
    if (!meant.empty()) repeated_refs_.push_back({meant.back(), index});
    meant.push_back(index);
  }
  return index;
}

std::vector<std::string_view> Draft::IdentifiersOf(const Entry& entry, const Place& place) {
  std::vector<std::string_view> identifiers;
  identifiers.reserve(entry.identifiers.size());
  const auto add_digest = [&](const absl::StatusOr<std::string>& digest) {
    if (!digest.ok()) {
      findings_.Warn(place, "", digest.status().message());
    } else if (!digest->empty()) {
      identifiers.push_back(Keep(*digest));
    }
  };
  for (const std::string& identifier : entry.identifiers) {
    identifiers.push_back(Keep(identifier));
    add_digest(DigestInPurl(identifier));
  }
  if (entry.kind == Kind::kContainer) {
    add_digest(DigestInVersion(entry.version));
    add_digest(DigestInName(entry.name));
  }
  Order(identifiers);
  return identifiers;
}

void Draft::AddPlatform(const Entry& entry) {
  if (entry.name.empty()) return;
  platforms_.push_back(
      Keep(absl::AsciiStrToLower(absl::StrCat(entry.name, entry.version.empty() ? "" : "-", entry.version))));
}

std::uint32_t Draft::AddRoot(std::string_view name, std::string_view opaque_name) {
  component_of_.push_back(static_cast<std::uint32_t>(components_.size()));
  loose_.push_back(false);
  SbomComponent& root = components_.emplace_back();
  root.name = Keep(name);
  if (!opaque_name.empty()) root.identifiers.push_back(Keep(opaque_name));
  return static_cast<std::uint32_t>(component_of_.size() - 1);
}

std::span<const std::uint32_t> Draft::Find(std::string_view ref, const Place& place) {
  const auto found = entries_of_ref_.find(ref);
  if (found != entries_of_ref_.end()) return found->second;
  findings_.Warn(place, "", Quoted(ref), " refers to nothing in this SBOM");
  return {};
}

void Draft::Link(std::span<const std::uint32_t> parents, std::span<const std::uint32_t> children, SbomEdge::Kind kind,
                 const Place& place) {
  if (Stopped()) return;
  if (parents.size() * children.size() > options_.max_edges - edges_.size()) {
    return Stop(place, absl::StrCat("more than ", options_.max_edges, " edges between components"));
  }
  for (const std::uint32_t parent : parents) {
    for (const std::uint32_t child : children) edges_.push_back({parent, child, kind});
  }
}

void Draft::HangBelowRoot(std::span<const std::uint32_t> entries) {
  for (const std::uint32_t entry : entries) loose_[entry] = true;
}

absl::Status Draft::Reject(absl::StatusCode code, std::string location, std::string_view message) {
  report_.location = std::move(location);
  return absl::Status(code, absl::StrCat(report_.location, report_.location.empty() ? "" : ": ", message));
}

void Draft::Stop(const Place& place, std::string_view message) {
  if (!Stopped()) stopped_ = Reject(absl::StatusCode::kResourceExhausted, place.Text(), message);
}

void Draft::Order(std::vector<std::string_view>& identifiers) {
  const auto less = [](std::string_view a, std::string_view b) { return RankOf(a) < RankOf(b); };
  if (!std::is_sorted(identifiers.begin(), identifiers.end(), less)) {
    std::stable_sort(identifiers.begin(), identifiers.end(), less);
  }
  seen_.clear();
  std::erase_if(identifiers, [&](std::string_view identifier) { return !seen_.insert(identifier.data()).second; });
}

// Adds edges from the root to what no path reaches, or only through a reference that may mean something else. It looks
// at entries: a component with a place may have another entry without one.
void Draft::PlaceAll(std::uint32_t root) {
  const auto entries = static_cast<std::uint32_t>(component_of_.size());
  std::vector<bool> counted(components_.size(), false);
  counted[ComponentOf(root)] = true;
  const auto hang = [&](std::uint32_t entry) {
    edges_.push_back({root, entry, SbomEdge::Kind::kContains});
    if (!counted[ComponentOf(entry)]) ++unplaced_;
    counted[ComponentOf(entry)] = true;
  };
  for (std::uint32_t entry = 0; entry < entries; ++entry) {
    if (ComponentOf(entry) == ComponentOf(root) || loose_[entry]) hang(entry);
  }
  for (const std::uint32_t entry : Unplaced(entries, edges_, root)) hang(entry);
}

absl::Status Draft::Finish(std::uint32_t root, Sbom& sbom) && {
  if (Stopped()) return stopped_;
  PlaceAll(root);
  // If two may be the same, what one needs the other may need too.
  for (const auto& [a, b] : perhaps_same_) edges_.insert(edges_.end(), {SbomEdge{a, b}, SbomEdge{b, a}});
  for (SbomComponent& component : components_) Order(component.identifiers);
  const std::uint32_t first = ComponentOf(root);
  const auto begin = components_.begin();
  std::rotate(begin, begin + first, begin + first + 1);
  for (std::uint32_t& component : component_of_) {
    component = component == first ? 0 : component < first ? component + 1 : component;
  }
  for (SbomEdge& edge : edges_) edge = {ComponentOf(edge.parent), ComponentOf(edge.child), edge.kind};
  report_.merged = component_of_.size() - components_.size();
  report_.unplaced = unplaced_;
  sbom = Sbom(std::move(texts_), std::move(components_), std::move(edges_), std::move(platforms_));
  report_.components = sbom.components().size();
  report_.edges = sbom.edges();
  return absl::OkStatus();
}

}  // namespace vexlens::sbom
