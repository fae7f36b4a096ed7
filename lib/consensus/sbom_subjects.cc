#include "lib/consensus/sbom_subjects.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace vexlens::consensus {

SbomSubjects::SbomSubjects(const Evidence& evidence, const Sbom& sbom) {
  for (const SbomComponent& component : sbom.components()) {
    first_identifier_.push_back(static_cast<std::uint32_t>(identifiers_.size()));
    for (const std::string_view identifier : component.identifiers) {
      identifiers_.push_back(ParseSubject(identifier, "", spellings_.emplace_back(NormalSpelling(identifier))));
    }
  }
  first_identifier_.push_back(static_cast<std::uint32_t>(identifiers_.size()));

  const std::vector<Place> places = PlacesIn(evidence);
  std::vector<bool> known(evidence.texts().size(), false);
  for (const Place& place : places) known[place.bucket] = true;
  const auto subjects = evidence.subjects();
  first_.reserve(subjects.size() + 1);
  for (SubjectId id = 0; id < subjects.size(); ++id) {
    first_.push_back(static_cast<std::uint32_t>(matches_.size()));
    if (id == 0 || !known[subjects[id].bucket]) continue;
    const auto in_bucket = std::equal_range(places.begin(), places.end(), Place{subjects[id].bucket, 0, 0},
                                            [](const Place& a, const Place& b) { return a.bucket < b.bucket; });
    AddMatches(evidence.ParsedSubject(id), std::span(in_bucket.first, in_bucket.second));
  }
  first_.push_back(static_cast<std::uint32_t>(matches_.size()));
}

std::vector<SbomSubjects::Place> SbomSubjects::PlacesIn(const Evidence& evidence) const {
  std::vector<Place> places;
  for (std::uint32_t component = 0; component + 1 < first_identifier_.size(); ++component) {
    for (std::uint32_t i = first_identifier_[component]; i < first_identifier_[component + 1]; ++i) {
      const auto add = [&](std::optional<TextId> bucket) {
        if (bucket.has_value()) places.push_back({*bucket, component, i});
      };
      add(evidence.texts().Find(BucketText(identifiers_[i])));
      add(evidence.texts().Find(BaseText(identifiers_[i])));
      if (identifiers_[i].kind == IdentifierKind::kCpe) add(evidence.texts().Find(kWildCpe));
    }
  }
  const auto order = [](const Place& place) { return std::tie(place.bucket, place.component, place.identifier); };
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) { return order(a) < order(b); });
  places.erase(
      std::unique(places.begin(), places.end(), [&](const Place& a, const Place& b) { return order(a) == order(b); }),
      places.end());
  return places;
}

// Adds a match for each component, with its best level. Requires: places are sorted by component.
void SbomSubjects::AddMatches(const Subject& subject, std::span<const Place> places) {
  const std::size_t first = matches_.size();
  for (const Place& place : places) {
    const int level = MatchLevel(subject, identifiers_[place.identifier]);
    if (level == 0) continue;
    if (matches_.size() > first && matches_.back().component == place.component) {
      matches_.back().level = std::min(matches_.back().level, level);
    } else {
      matches_.push_back({place.component, level});
    }
  }
}

}  // namespace vexlens::consensus
