// Sbom: the components of one product and what contains or needs what, read from an SBOM.
#ifndef VEXLENS_SBOM_H_
#define VEXLENS_SBOM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/finding.h"
#include "vexlens/text_pool.h"

namespace vexlens {

// SbomComponent is a package, service or file of an SBOM. Its texts live as long as the Sbom.
struct SbomComponent {
  // Canonical, without repeats: purls, then CPEs, then digests, then the opaque names by which documents refer to
  // elements of a CycloneDX BOM, "cdx:<serial number or document digest>/<version>#<bom-ref>".
  std::vector<std::string_view> identifiers;
  std::string_view name;  // this and the next two as written, for people
  std::string_view version;
  std::string_view ref;       // bom-ref or SPDXID
  std::string_view location;  // JSON Pointer of its first place; "" for a root that no component is

  // Reports whether it has a purl, a CPE or a digest. Opaque names differ from one issue of an SBOM to the next.
  bool named() const { return !identifiers.empty() && !identifiers.front().starts_with("cdx:"); }

  // Returns what people call it: its first identifier unless that is opaque, else its name, else its reference.
  std::string_view label() const { return named() ? identifiers.front() : !name.empty() ? name : ref; }
};

// SbomEdge says that one component is part of another. Components are named by their index.
struct SbomEdge {
  enum class Kind : std::uint8_t { kContains, kNeeds };
  std::uint32_t parent = 0;
  std::uint32_t child = 0;
  Kind kind = Kind::kNeeds;
};

// Enclosure is what has to enclose a component for a statement to hold for it: sets of components, outermost first.
// A path passes it when it holds a member of each set, in this order and each at a step of its own, before its last
// step. An Enclosure without sets is passed by every path, one with an empty set by none.
struct Enclosure {
  std::vector<std::vector<std::uint32_t>> sets;
};

// Sbom is a graph of components. The first is the root, what the SBOM describes; each other is reached from it.
// Paths go from parent to child and may pass a component twice: needs may form circles. Indexes given to members
// must be below components().size(). Immutable, but for being moved.
class Sbom {
 public:
  // Makes a nameless root alone.
  Sbom();

  // Makes the graph of `components`, at least one, whose texts are in `texts`, and `edges` between them; repeated
  // ones and those from a component to itself say nothing. A component that no path from the root reaches is made
  // a child of the root, unless a component contains it; then what is still not reached is made one too.
  // `platforms`, also in `texts`, may be in any order and with repeats.
  // Time: linear, up to a logarithm for the dominators.
  Sbom(TextPool texts, std::vector<SbomComponent> components, std::vector<SbomEdge> edges,
       std::vector<std::string_view> platforms = {});

  Sbom(Sbom&&) noexcept;
  Sbom& operator=(Sbom&&) noexcept;
  ~Sbom();

  std::span<const SbomComponent> components() const { return components_; }

  // Returns the operating systems among the elements, each as "<name>-<version>" in lower case, as a purl's distro
  // qualifier has it ("debian-12.5"), or "<name>" alone; in byte order, without repeats. An SBOM of several hosts or
  // images has several.
  std::span<const std::string_view> platforms() const { return platforms_; }

  // Return the direct parents and children, in order of index, without repeats.
  std::span<const std::uint32_t> parents(std::uint32_t i) const;
  std::span<const std::uint32_t> children(std::uint32_t i) const;

  // Returns the number of edges, those made to reach all components too.
  std::size_t edges() const;

  // Returns a shortest path [0 … i]; among equals the one whose indexes are smallest, compared from the root on.
  std::vector<std::uint32_t> PathTo(std::uint32_t i) const;

  // Reports whether `a` lies on every path from the root to `i`; the root and `i` itself always do. Constant time.
  bool Dominates(std::uint32_t a, std::uint32_t i) const;

  // Reports whether every path from the root to `i` passes at least one of `any_of`: a joint cut. The root lies on
  // every path; `i` does not enclose itself, so that nothing but an Enclosure without sets encloses the root.
  // Linear time for one Enclosure, and for any number with one set each; where components that lie on every path make
  // up an Enclosure, the graph is not searched. Several with more sets can take exponential time: the search ends
  // after 16 steps for each component and edge, and 65 536 more, and the answer is false, which is the cautious one.
  bool EveryPathPasses(std::uint32_t i, std::span<const Enclosure> any_of) const;

  // Returns every component on some path from the root to `i`, in order of index, without `i` itself. Linear time.
  std::vector<std::uint32_t> AncestorsOf(std::uint32_t i) const;

 private:
  struct Graph;

  TextPool texts_;
  std::vector<SbomComponent> components_;
  std::vector<std::string_view> platforms_;
  std::unique_ptr<const Graph> graph_;
};

// SbomOptions bound what is read; beyond a limit an SBOM is rejected with RESOURCE_EXHAUSTED.
struct SbomOptions {
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t max_depth = 512;             // nested objects and arrays
  std::size_t max_components = 1'000'000;  // as the document lists them, repeats too
  std::size_t max_edges = 10'000'000;      // the same
  std::size_t padding = 0;                 // bytes that may be read after the text; 64 or more saves a copy
};

// SbomReport tells what became of an SBOM. Its counts are those of the graph, the root included.
struct SbomReport : ReadingReport {
  std::string format;  // "cyclonedx", "spdx", or "" for neither
  std::size_t components = 0;
  std::size_t edges = 0;
  std::size_t merged = 0;    // entries that became one component with an earlier one of the same purl
  std::size_t unplaced = 0;  // components that hang below the root because the SBOM does not say where they belong
};

// Reads CycloneDX 1.2 to 1.7 or SPDX 2.2 and 2.3, in JSON, into `sbom`; docs/sbom.md says what from where.
// The whole text is validated as JSON first. INVALID_ARGUMENT: no JSON, or no SBOM. UNIMPLEMENTED: another version
// (SPDX 3), or XML and other spellings. RESOURCE_EXHAUSTED: beyond a limit. Then `sbom` is as before.
// Safe for concurrent use with distinct `sbom`.
SbomReport ReadSbom(std::string_view bytes, const SbomOptions& options, Sbom& sbom);

}  // namespace vexlens

#endif  // VEXLENS_SBOM_H_
