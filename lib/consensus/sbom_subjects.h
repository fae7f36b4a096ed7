// SbomSubjects: which components of an SBOM the subjects of an evidence name.
#ifndef VEXLENS_LIB_CONSENSUS_SBOM_SUBJECTS_H_
#define VEXLENS_LIB_CONSENSUS_SBOM_SUBJECTS_H_

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "vexlens/evidence.h"
#include "vexlens/sbom.h"

namespace vexlens::consensus {

// SbomSubjects matches every subject with every component once, so that statements need no look-up of names. Immutable.
class SbomSubjects {
 public:
  // Match is a component that a subject names, and at which level.
  struct Match {
    std::uint32_t component = 0;
    int level = 0;
  };

  SbomSubjects(const Evidence& evidence, const Sbom& sbom);

  // Returns the components that a statement about `subject` speaks about, by index.
  std::span<const Match> MatchesOf(SubjectId subject) const {
    return std::span(matches_).subspan(first_[subject], first_[subject + 1] - first_[subject]);
  }

  // Returns a component's identifiers, taken apart.
  std::span<const Subject> IdentifiersOf(std::uint32_t component) const {
    return std::span(identifiers_)
        .subspan(first_identifier_[component], first_identifier_[component + 1] - first_identifier_[component]);
  }

 private:
  // Place is a bucket of the evidence in which statements about an identifier may be.
  struct Place {
    TextId bucket;
    std::uint32_t component;
    std::uint32_t identifier;
  };

  std::vector<Place> PlacesIn(const Evidence& evidence) const;
  void AddMatches(const Subject& subject, std::span<const Place> places);

  std::deque<std::string> spellings_;  // that identifiers_ are views into
  std::vector<Subject> identifiers_;
  std::vector<std::uint32_t> first_identifier_;  // by component, and one at the end
  std::vector<Match> matches_;
  std::vector<std::uint32_t> first_;  // by subject, and one at the end
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_SBOM_SUBJECTS_H_
