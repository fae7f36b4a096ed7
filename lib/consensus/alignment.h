// Answers: the contents of an Alignment.
#ifndef VEXLENS_LIB_CONSENSUS_ALIGNMENT_H_
#define VEXLENS_LIB_CONSENSUS_ALIGNMENT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/consensus/index.h"
#include "lib/consensus/sbom_place.h"
#include "lib/consensus/sbom_subjects.h"
#include "vexlens/alignment.h"

namespace vexlens {

// Answers finds the statements about each component in one pass over the tenant's statements, and keeps them with their
// levels. Immutable.
class Alignment::Answers {
 public:
  Answers(const Consensus& consensus, const Consensus::Index& index, const Sbom& sbom, const AlignmentOptions& options);

  const Consensus& consensus() const { return consensus_; }
  const Sbom& sbom() const { return sbom_; }
  std::size_t size() const { return rows_.size(); }
  std::uint32_t component(std::size_t i) const { return rows_[i].component; }
  Record Explain(std::size_t i) const;
  std::pair<std::size_t, std::size_t> AnswersOf(std::uint32_t component) const;
  std::span<const NearStatement> NearMissesOf(std::uint32_t component) const;

 private:
  // Naming is a statement that names a component, as its product or as the component in it.
  struct Naming {
    std::uint32_t component;
    std::uint32_t advisory;
    std::uint32_t pair;
  };
  // Whole is a statement about a product as a whole, which may speak about its components.
  struct Whole {
    std::uint32_t advisory;
    std::uint32_t pair;
  };
  // Speaking is a statement that speaks about the component of a row.
  struct Speaking {
    std::uint32_t pair;
    identity::Hearing hearing;
  };
  // Row is an answer: its key, and its statements as [first, end) of speaking_.
  struct Row {
    std::uint32_t component;
    std::uint32_t advisory;
    std::uint32_t first;
    std::uint32_t end;
  };

  void ChooseAdvisories(const AlignmentOptions& options);
  void CollectNamings();
  void AddRow(std::span<const Naming> namings);

  void CollectNearMisses(std::size_t limit);
  // `said` is the narrower subject of `about`, parsed once for all components.
  std::optional<NearMiss> NearMissOf(std::uint32_t component, std::uint32_t pair, const consensus::About& about,
                                     const Subject& said);
  bool Speaks(std::uint32_t component, std::uint32_t advisory, std::uint32_t pair) const;

  const Consensus& consensus_;
  const Consensus::Index& index_;
  const Sbom& sbom_;
  consensus::SbomSubjects subjects_;
  consensus::SbomPlace place_;
  std::vector<std::uint32_t> advisories_;
  std::vector<Naming> namings_;
  std::vector<Whole> wholes_;  // by advisory
  std::vector<Row> rows_;
  std::vector<std::uint32_t> first_row_;  // by component, and one at the end
  std::vector<Speaking> speaking_;
  std::vector<std::vector<NearStatement>> near_;  // by component; empty unless asked for

  std::vector<consensus::Heard> heard_;  // scratch for the row that is being added
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_ALIGNMENT_H_
