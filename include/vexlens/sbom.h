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
  std::vector<std::string_view> identifiers;  // canonical, without repeats: purls, then CPEs, then digests
  std::string_view name;                      // this and the next two as written, for people
  std::string_view version;
  std::string_view ref;       // bom-ref or SPDXID
  std::string_view location;  // JSON Pointer of its first place; "" for a root that no component is

  // label is what people call it: its first identifier, else its name, else its reference.
  std::string_view label() const { return !identifiers.empty() ? identifiers.front() : !name.empty() ? name : ref; }
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

  // edges counts them, those made to reach all components too.
  std::size_t edges() const;

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
  std::size_t merged = 0;    // entries with the purl of an earlier one, which became one component with it
  std::size_t unplaced = 0;  // components that hang below the root because the SBOM does not say where they belong
};

// ReadSbom reads CycloneDX 1.2 to 1.7 or SPDX 2.2 and 2.3, in JSON, into `sbom`; docs/sbom.md says what from where.
// The whole text is validated as JSON first. INVALID_ARGUMENT: no JSON, or no SBOM. UNIMPLEMENTED: another version
// (SPDX 3), or XML and other spellings. RESOURCE_EXHAUSTED: beyond a limit. Then `sbom` is as before.
// Safe for concurrent use with distinct `sbom`.
SbomReport ReadSbom(std::string_view bytes, const SbomOptions& options, Sbom& sbom);

}  // namespace vexlens

#endif  // VEXLENS_SBOM_H_
