// SbomPlace: how a statement speaks about a component of an SBOM.
#ifndef VEXLENS_LIB_CONSENSUS_SBOM_PLACE_H_
#define VEXLENS_LIB_CONSENSUS_SBOM_PLACE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/consensus/index.h"
#include "lib/consensus/sbom_subjects.h"
#include "vexlens/sbom.h"

namespace vexlens::consensus {

// Heard is a statement that speaks about a component, on all paths to it or on some.
struct Heard {
  std::uint32_t pair = 0;
  identity::Hearing hearing;
  std::optional<Enclosure> condition;   // of an all-clear: it holds where every path passes this
  std::vector<std::uint32_t> products;  // components on the paths that are its product; empty: it speaks on all paths
};

// SbomPlace decides how statements speak about the components of one SBOM. It asks the relation of
// lib/identity/query_table.h, and adds what only an SBOM knows: which identifiers are one component, and what lies on
// the paths to it. Not safe for concurrent use: it caches the ancestors of one component.
class SbomPlace {
 public:
  static constexpr std::uint32_t kRoot = 0;

  SbomPlace(const Consensus::Index& index, const Sbom& sbom, const SbomSubjects& subjects);

  // Returns what a pair is about. A link into this SBOM stays as written.
  About AboutOf(std::uint32_t pair) const;

  // Returns how the pair's statement speaks about `component`; nothing if it cannot. Requires: the statement's narrower
  // subject names the component.
  std::optional<Heard> Named(std::uint32_t component, std::uint32_t pair);

  // Returns the same for a statement about a product as a whole that `component` may be part of.
  std::optional<Heard> Whole(std::uint32_t component, std::uint32_t pair);

  // Reports whether the pair's statement is a `fixed` without a version about a component that has one.
  bool IsFixedWithoutVersion(std::uint32_t component, std::uint32_t pair) const;

  // Returns, for people, what encloses the component in the pair's statement and the SBOM does not establish; "" if it
  // establishes all. Requires: Named would hear the statement if it warned.
  std::string Missing(std::uint32_t component, std::uint32_t pair);

  // Reports whether the SBOM's root has an identifier, so that records can name it.
  bool RootIsKnown() const { return sbom_.components().front().named(); }

 private:
  struct Piece;

  VexStatus StatusOf(std::uint32_t pair) const { return index_.pair(pair).worth().status(); }
  int Level(const identity::Spoken& said, const Subject& mine, std::uint32_t component) const;
  bool SaysNothing(const identity::Spoken& said, const Subject& mine, std::uint32_t component) const;
  const std::vector<std::uint32_t>& AncestorsOf(std::uint32_t component);
  identity::Surroundings SurroundingsOf(std::uint32_t component) const;
  std::vector<std::uint32_t> Enclosing(const identity::Spoken& said, const Subject& mine, SubjectId id,
                                       std::uint32_t component);
  std::optional<Heard> NamedBy(const identity::Spoken& said, const About& about, std::span<const SubjectId> through,
                               std::uint32_t component);
  std::optional<Heard> WholeBy(const identity::Spoken& said, const About& about, std::uint32_t component);

  const Consensus::Index& index_;
  const Sbom& sbom_;
  const SbomSubjects& subjects_;
  std::uint32_t ancestors_of_ = UINT32_MAX;
  std::vector<std::uint32_t> ancestors_;
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_SBOM_PLACE_H_
