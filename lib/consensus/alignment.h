// Answers: what an Alignment holds.
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

// Alignment::Answers goes through the tenant's statements once; what it keeps are the statements of each answer with
// their levels.
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
  // Naming is a statement that names a component: as its product, or as the component of one.
  struct Naming {
    std::uint32_t component;
    std::uint32_t advisory;
    std::uint32_t pair;
  };
  // Whole is a statement about a product that others are part of.
  struct Whole {
    std::uint32_t advisory;
    std::uint32_t pair;
  };
  struct Speaking {
    std::uint32_t pair;
    Hearing hearing;
  };
  struct Row {
    std::uint32_t component;
    std::uint32_t advisory;
    std::uint32_t first;  // in speaking_
    std::uint32_t end;
  };

  void ChooseAdvisories(const AlignmentOptions& options);
  void CollectNamings();
  void AddRow(std::span<const Naming> namings);

  void CollectNearMisses(std::size_t limit);
  // NearMissOf takes what the pair's statement names, `said`, apart already.
  std::optional<NearMiss> NearMissOf(std::uint32_t component, std::uint32_t pair, const About& about,
                                     const Subject& said);
  bool Speaks(std::uint32_t component, std::uint32_t advisory, std::uint32_t pair) const;

  const Consensus& consensus_;
  const Consensus::Index& index_;
  const Sbom& sbom_;
  SbomSubjects subjects_;
  SbomPlace place_;
  std::vector<std::uint32_t> advisories_;
  std::vector<Naming> namings_;
  std::vector<Whole> wholes_;  // by advisory
  std::vector<Row> rows_;
  std::vector<std::uint32_t> first_row_;  // by component, and one more
  std::vector<Speaking> speaking_;
  std::vector<std::vector<NearStatement>> near_;  // by component; empty unless asked for

  std::vector<Heard> heard_;  // of the row that is being made
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_ALIGNMENT_H_
