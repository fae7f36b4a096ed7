#include "lib/sbom/draft.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/sbom/reach.h"

namespace vexlens::sbom {
namespace {

using formats::Place;
using formats::Quoted;

bool IsPurl(std::string_view identifier) { return identifier.starts_with("pkg:"); }

// Rank orders identifiers by kind: purls, CPEs, digests.
int Rank(std::string_view identifier) { return IsPurl(identifier) ? 0 : identifier.starts_with("cpe:") ? 1 : 2; }

}  // namespace

std::uint32_t Draft::Add(const Entry& entry, const Place& place) {
  const auto index = static_cast<std::uint32_t>(component_of_.size());
  if (index == options_.max_components) {
    Stop(place, absl::StrCat("more than ", options_.max_components, " components"));
  }
  std::vector<std::string_view> identifiers;
  identifiers.reserve(entry.identifiers.size());
  TextId purl = 0;
  for (const std::string& identifier : entry.identifiers) {
    const TextId text = texts_.Intern(identifier);
    if (purl == 0 && IsPurl(identifier)) purl = text;
    identifiers.push_back(texts_.Text(text));
  }
  const auto component = static_cast<std::uint32_t>(components_.size());
  const auto known = purl == 0 ? component_of_purl_.end() : component_of_purl_.try_emplace(purl, component).first;
  if (known == component_of_purl_.end() || known->second == component) {
    component_of_.push_back(AddComponent(entry, std::move(identifiers), place));
  } else {
    SbomComponent& earlier = components_[known->second];
    earlier.identifiers.insert(earlier.identifiers.end(), identifiers.begin(), identifiers.end());
    findings_.Ignore(place, "", "has the purl of ", earlier.location, " and is one component with it");
    component_of_.push_back(known->second);
  }
  return index;
}

std::uint32_t Draft::AddComponent(const Entry& entry, std::vector<std::string_view> identifiers, const Place& place) {
  const std::string location = place.Text();
  if (!budget_.TakeBytes(location.size())) {
    Stop(place, absl::StrCat("locations of components come to more than ", formats::Budget::kMaxBytes, " bytes"));
  }
  const auto keep = [&](std::string_view text) { return texts_.Text(texts_.Intern(text)); };
  components_.push_back(
      {std::move(identifiers), keep(entry.name), keep(entry.version), keep(entry.ref), keep(location)});
  return static_cast<std::uint32_t>(components_.size() - 1);
}

std::uint32_t Draft::AddRoot(std::string_view name) {
  component_of_.push_back(static_cast<std::uint32_t>(components_.size()));
  components_.emplace_back().name = texts_.Text(texts_.Intern(name));
  return static_cast<std::uint32_t>(component_of_.size() - 1);
}

void Draft::AddRef(std::string_view ref, std::uint32_t entry, const Place& place) {
  if (ref.empty()) return;
  auto& meant = entries_of_ref_[ref];
  // Only the last is compared, which keeps this linear.
  if (!meant.empty() && ComponentOf(meant.back()) != ComponentOf(entry)) {
    findings_.Warn(place, "", "another component has the reference ", Quoted(ref), " too");
    doubtful_.insert(doubtful_.end(), {meant.back(), entry});
  }
  meant.push_back(entry);
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

absl::Status Draft::Reject(absl::StatusCode code, std::string location, std::string_view message) {
  report_.location = std::move(location);
  return absl::Status(code, absl::StrCat(report_.location, report_.location.empty() ? "" : ": ", message));
}

void Draft::Stop(const Place& place, std::string_view message) {
  if (!Stopped()) stopped_ = Reject(absl::StatusCode::kResourceExhausted, place.Text(), message);
}

void Draft::Order(std::vector<std::string_view>& identifiers) {
  const auto less = [](std::string_view a, std::string_view b) { return Rank(a) < Rank(b); };
  if (!std::is_sorted(identifiers.begin(), identifiers.end(), less)) {
    std::stable_sort(identifiers.begin(), identifiers.end(), less);
  }
  seen_.clear();
  std::erase_if(identifiers, [&](std::string_view identifier) { return !seen_.insert(identifier.data()).second; });
}

// PlaceAll hangs below the root what no path reaches, or perhaps only by a reference that means something else. It
// looks at entries: a component that has a place may have another entry that has none.
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
    if (ComponentOf(entry) == ComponentOf(root)) hang(entry);
  }
  for (const std::uint32_t entry : doubtful_) hang(entry);
  for (const std::uint32_t entry : Unplaced(entries, edges_, root)) hang(entry);
}

absl::Status Draft::Finish(std::uint32_t root, Sbom& sbom) && {
  if (Stopped()) return stopped_;
  PlaceAll(root);
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
  sbom = Sbom(std::move(texts_), std::move(components_), std::move(edges_));
  report_.components = sbom.components().size();
  report_.edges = sbom.edges();
  return absl::OkStatus();
}

}  // namespace vexlens::sbom
