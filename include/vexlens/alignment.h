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

// AlignmentOptions are what an alignment is asked for.
struct AlignmentOptions {
  std::string tenant = "default";
  std::string vulnerability;    // any identifier of an alias class, "" for all vulnerabilities
  std::size_t near_misses = 0;  // maximum number of near misses for each component
};

// Alignment has one answer for each component and vulnerability that some statement speaks about (docs/sbom.md).
// The key of an answer is the component in the SBOM's root if the root has an identifier, else the component alone,
// each by its first identifier.
// Immutable; the consensus and the SBOM must outlive it.
class Alignment {
 public:
  static Alignment Build(const Consensus& consensus, const Sbom& sbom, const AlignmentOptions& options);
  static Alignment Build(const Consensus&, const Sbom&&, const AlignmentOptions&) = delete;  // the SBOM must outlive it

  Alignment(Alignment&&) noexcept;
  Alignment& operator=(Alignment&&) noexcept;
  ~Alignment();

  // Returns the number of answers. They are ordered by the component's index, then by the bytes of the advisory key.
  std::size_t size() const;

  // Returns the index of the component that answer `i` is about. Requires: i < size().
  std::uint32_t component(std::size_t i) const;

  // Returns answer `i`. Requires: i < size().
  Record Explain(std::size_t i) const;

  // Returns the answers about a component as [first, end). An empty range means that nobody speaks about it, which is
  // not the same as not_affected.
  std::pair<std::size_t, std::size_t> AnswersOf(std::uint32_t component) const;

  // Returns the statements that almost speak about a component, the nearest first.
  std::span<const NearStatement> NearMissesOf(std::uint32_t component) const;

  // Appends what is known of a component as canonical JSON: {component {identifiers[], location, name, path[], ref,
  // version}, nearMisses[], records[]}. The path begins at the root and leaves the component out.
  void AppendComponent(std::uint32_t component, std::string& out) const;

 private:
  class Answers;
  explicit Alignment(std::unique_ptr<const Answers> answers);
  std::unique_ptr<const Answers> answers_;
};

}  // namespace vexlens

#endif  // VEXLENS_ALIGNMENT_H_
