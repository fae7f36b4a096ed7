// Sbom: the components of one product and what contains or needs what, read from an SBOM.
#ifndef VEXLENS_SBOM_H_
#define VEXLENS_SBOM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "vexlens/text_pool.h"

namespace vexlens {

// SbomComponent is a package, service or file of an SBOM. Its texts live as long as the Sbom.
struct SbomComponent {
  std::vector<std::string_view> identifiers;  // canonical, without repeats: purls, then CPEs, then digests
  std::string_view name;                      // this and the next two as written, for people
  std::string_view version;
  std::string_view ref;       // bom-ref or SPDXID
  std::string_view location;  // JSON Pointer of its first place; "" for a root that no component is
};

// SbomEdge says that one component is part of another. Components are named by their index.
struct SbomEdge {
  enum class Kind : std::uint8_t { kContains, kNeeds };
  std::uint32_t parent = 0;
  std::uint32_t child = 0;
  Kind kind = Kind::kNeeds;
};

// Sbom is a graph of components. The first is the root, what the SBOM describes; each other is reached from it.
// Paths go from parent to child and may pass a component twice: needs may form circles. Indexes given to members
// must be below components().size(). Immutable, but for being moved.
class Sbom {
 public:
  // Sbom is a nameless root alone.
  Sbom();

  // Sbom is the graph of `components`, at least one, whose texts are in `texts`, and `edges` between them; repeated
  // ones and those from a component to itself say nothing. A component that no path from the root reaches is made
  // a child of the root, unless a component contains it; then what is still not reached is made one too.
  // Time: linear, up to a logarithm for the dominators.
  Sbom(TextPool texts, std::vector<SbomComponent> components, std::vector<SbomEdge> edges);

  Sbom(Sbom&&) noexcept;
  Sbom& operator=(Sbom&&) noexcept;
  ~Sbom();

  std::span<const SbomComponent> components() const { return components_; }

  // parents and children are the direct ones, in order of index, without repeats.
  std::span<const std::uint32_t> parents(std::uint32_t i) const;
  std::span<const std::uint32_t> children(std::uint32_t i) const;

  // edges counts them, those made to reach all components too; unplaced counts only the latter.
  std::size_t edges() const;
  std::size_t unplaced() const;

  // PathTo is a shortest path [0 … i]; among equals the one whose indexes are smallest, compared from the root on.
  std::vector<std::uint32_t> PathTo(std::uint32_t i) const;

  // Dominates tells whether every path from the root to `i` passes `a`; the root and `i` itself always do.
  // Constant time.
  bool Dominates(std::uint32_t a, std::uint32_t i) const;

  // AncestorsOf is every component on some path from the root to `i`, in order of index, without `i` itself.
  // Linear time.
  std::vector<std::uint32_t> AncestorsOf(std::uint32_t i) const;

 private:
  struct Graph;

  TextPool texts_;
  std::vector<SbomComponent> components_;
  std::unique_ptr<const Graph> graph_;
};

}  // namespace vexlens

#endif  // VEXLENS_SBOM_H_
