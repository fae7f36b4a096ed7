// SbomSubjects: which components of an SBOM the subjects of the evidence mean.
#ifndef VEXLENS_LIB_CONSENSUS_SBOM_SUBJECTS_H_
#define VEXLENS_LIB_CONSENSUS_SBOM_SUBJECTS_H_

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "vexlens/evidence.h"
#include "vexlens/sbom.h"

namespace vexlens {

// SbomSubjects looks at every subject once, so that statements need no look-up of names.
class SbomSubjects {
 public:
  struct Match {
    std::uint32_t component = 0;
    int level = 0;
  };

  SbomSubjects(const Evidence& evidence, const Sbom& sbom);

  // MatchesOf are the components that a statement about `subject` speaks about, in order of index.
  std::span<const Match> MatchesOf(SubjectId subject) const {
    return std::span(matches_).subspan(first_[subject], first_[subject + 1] - first_[subject]);
  }

  // IdentifiersOf are a component's identifiers, taken apart.
  std::span<const Subject> IdentifiersOf(std::uint32_t component) const {
    return std::span(identifiers_)
        .subspan(first_identifier_[component], first_identifier_[component + 1] - first_identifier_[component]);
  }

 private:
  // Place is a bucket of the evidence in which statements about an identifier may stand.
  struct Place {
    TextId bucket;
    std::uint32_t component;
    std::uint32_t identifier;
  };

  std::vector<Place> PlacesIn(const Evidence& evidence) const;
  void AddMatches(const Subject& subject, std::span<const Place> places);

  std::deque<std::string> spellings_;  // into which identifiers_ look
  std::vector<Subject> identifiers_;
  std::vector<std::uint32_t> first_identifier_;  // by component, and one more
  std::vector<Match> matches_;
  std::vector<std::uint32_t> first_;  // by subject, and one more
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SBOM_SUBJECTS_H_
