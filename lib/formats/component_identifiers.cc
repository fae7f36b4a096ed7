#include "lib/formats/component_identifiers.h"

#include <cstddef>

#include "lib/formats/unblanked.h"
#include "vexlens/identity.h"

namespace vexlens::formats {

void ComponentIdentifiers::Add(const absl::StatusOr<std::string>& identifier, const Place& place) {
  if (identifier.ok()) {
    found_.push_back(*identifier);
  } else {
    findings_.Warn(place, "", identifier.status().message());
  }
}

void ComponentIdentifiers::AddPurl(std::string_view text, const Place& place) {
  if (!text.empty()) Add(CanonicalPurl(Unblanked(text, place, findings_)), place);
}

void ComponentIdentifiers::AddCpe(std::string_view text, const Place& place) {
  if (!text.empty()) Add(CanonicalCpe(Unblanked(text, place, findings_)), place);
}

void ComponentIdentifiers::AddHashes(json::Value component, const Place& parent, std::string_view name,
                                     std::string_view algorithm, std::string_view value) {
  const Place place(parent, name);
  std::size_t index = 0;
  for (const json::Value entry : findings_.Array(component, parent, name).elements()) {
    const Place entry_place(place, index++);
    if (!findings_.IsObject(entry, entry_place)) continue;
    const std::string_view written_algorithm = findings_.RequiredText(entry, entry_place, algorithm);
    const std::string_view hex = findings_.RequiredText(entry, entry_place, value);
    if (!written_algorithm.empty() && !hex.empty()) Add(CanonicalHash(written_algorithm, hex), entry_place);
  }
}

void ComponentIdentifiers::ReadCycloneDx(json::Value component, const Place& place) {
  Clear();
  AddPurl(findings_.Text(component, place, "purl"), Place(place, "purl"));
  AddCpe(findings_.Text(component, place, "cpe"), Place(place, "cpe"));
  AddHashes(component, place, "hashes", "alg", "content");
}

}  // namespace vexlens::formats
