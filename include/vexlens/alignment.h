// Alignment: what the statements say about the components of an SBOM.
#ifndef VEXLENS_ALIGNMENT_H_
#define VEXLENS_ALIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "vexlens/consensus.h"
#include "vexlens/sbom.h"

namespace vexlens {

// AlignmentOptions say whose statements are asked, and for how much beside the answers.
struct AlignmentOptions {
  std::string tenant = "default";
  std::string vulnerability;    // any identifier of a class, "" for all of them
  std::size_t near_misses = 0;  // how many, the nearest, are kept for each component
};

// Alignment has one answer for each component and each vulnerability about which some statement speaks; docs/sbom.md
// says when it does. Its records are about the component in the SBOM's root, if that has an identifier, else about
// the component alone; their keys are the first identifiers.
// Immutable; the consensus and the SBOM must outlive it. Safe for concurrent use.
class Alignment {
 public:
  static Alignment Build(const Consensus& consensus, const Sbom& sbom, const AlignmentOptions& options);
  static Alignment Build(const Consensus&, const Sbom&&, const AlignmentOptions&) = delete;  // it would not outlive

  Alignment(Alignment&&) noexcept;
  Alignment& operator=(Alignment&&) noexcept;
  ~Alignment();

  // size counts the answers. They are ordered by the component's index, then by the bytes of the advisory key.
  std::size_t size() const;

  // component is the index of the component that answer `i` is about.
  std::uint32_t component(std::size_t i) const;

  // Explain is answer `i`.
  Record Explain(std::size_t i) const;

  // AnswersOf are the first answer about a component and the one behind its last; equal when nobody speaks about it,
  // which is not the same as being said to be not affected.
  std::pair<std::size_t, std::size_t> AnswersOf(std::uint32_t component) const;

  // NearMissesOf are what almost speaks about a component, the nearest first.
  std::span<const NearStatement> NearMissesOf(std::uint32_t component) const;

  // AppendComponent writes what is known of one component as canonical JSON: {component {identifiers[], location,
  // name, path[], ref, version}, nearMisses[], records[]}. The path is from the root, the component left out.
  void AppendComponent(std::uint32_t component, std::string& out) const;

 private:
  class Answers;
  explicit Alignment(std::unique_ptr<const Answers> answers);
  std::unique_ptr<const Answers> answers_;
};

}  // namespace vexlens

#endif  // VEXLENS_ALIGNMENT_H_
