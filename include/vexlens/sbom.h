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

#include "vexlens/support/finding.h"
#include "vexlens/support/text_pool.h"

namespace vexlens {

// SbomComponent is a package, service or file of an SBOM. Its texts live as long as the Sbom.
struct SbomComponent {
  // Canonical, without repeats: purls, then CPEs, then digests, then the opaque names by which documents refer to
  // elements of a CycloneDX BOM, "cdx:<serial number or document digest>/<version>#<bom-ref>".
  std::vector<std::string_view> identifiers;
  std::string_view name;  // for people, as written, like the next two
  std::string_view version;
  std::string_view ref;       // bom-ref or SPDXID
  std::string_view location;  // JSON Pointer of its first place; "" for a root that no entry describes

  // Reports whether it has a purl, a CPE or a digest. Opaque names change from one version of an SBOM to the next.
  bool named() const { return !identifiers.empty() && !identifiers.front().starts_with("cdx:"); }

  // Returns a name for people: its first identifier unless that is opaque, else its name, else its reference.
  std::string_view label() const { return named() ? identifiers.front() : !name.empty() ? name : ref; }
};

// SbomEdge is one component being part of another, by their indexes.
struct SbomEdge {
  enum class Kind : std::uint8_t { kContains, kNeeds };
  std::uint32_t parent = 0;
  std::uint32_t child = 0;
  Kind kind = Kind::kNeeds;
};

// Enclosure is what must enclose a component for a statement to hold for it: sets of components, outermost first. A
// path passes it if it has a member of each set, in this order and at different steps, before its last step. Every path
// passes an Enclosure without sets, none passes one with an empty set.
struct Enclosure {
  std::vector<std::vector<std::uint32_t>> sets;
};

// Sbom is a graph of components. The first is the root, which is what the SBOM describes; all others are reached from
// it. Paths go from parent to child and may pass a component twice, since needs may form cycles. Requires, of every
// index: it is below components().size(). Immutable, apart from being moved.
class Sbom {
 public:
  // Makes an SBOM of nothing but a nameless root.
  Sbom();

  // Makes the graph of `components` and `edges`. Repeated edges and those from a component to itself are dropped. A
  // component that is not reached from the root becomes its child, unless a component contains it; then what is still
  // not reached becomes one too. `platforms` may be in any order and with repeats.
  // Requires: there is a component; all texts are in `texts`. Time: linear, with a logarithm for the dominators.
  Sbom(TextPool texts, std::vector<SbomComponent> components, std::vector<SbomEdge> edges,
       std::vector<std::string_view> platforms = {});

  Sbom(Sbom&&) noexcept;
  Sbom& operator=(Sbom&&) noexcept;
  ~Sbom();

  std::span<const SbomComponent> components() const { return components_; }

  // Returns the operating systems among the elements, in byte order and without repeats: "<name>-<version>" in lower
  // case, as the distro qualifier of a purl ("debian-12.5"), or "<name>". An SBOM of several hosts or images has
  // several.
  std::span<const std::string_view> platforms() const { return platforms_; }

  // Return the direct parents and children, by index, without repeats.
  std::span<const std::uint32_t> parents(std::uint32_t i) const;
  std::span<const std::uint32_t> children(std::uint32_t i) const;

  // Returns the number of edges, with those that were added to reach all components.
  std::size_t edges() const;

  // Returns a shortest path [0 … i]; of several, the one that is lexicographically smallest by index.
  std::vector<std::uint32_t> PathTo(std::uint32_t i) const;

  // Reports whether `a` is on every path from the root to `i`; the root and `i` itself always are. Constant time.
  bool Dominates(std::uint32_t a, std::uint32_t i) const;

  // Reports whether every path from the root to `i` passes at least one of `any_of`: a joint cut. The root is on every
  // path; `i` does not enclose itself, so only an Enclosure without sets encloses the root.
  // Linear time for one Enclosure, and for any number with one set each; the graph is not searched if components that
  // are on every path make up an Enclosure. Several with more sets could take exponential time: the search ends after
  // 16 steps for each component and edge, and 65 536 more, and returns false, which is the cautious answer.
  bool EveryPathPasses(std::uint32_t i, std::span<const Enclosure> any_of) const;

  // Returns every component on some path from the root to `i`, by index, without `i` itself. Linear time.
  std::vector<std::uint32_t> AncestorsOf(std::uint32_t i) const;

 private:
  struct Graph;

  TextPool texts_;
  std::vector<SbomComponent> components_;
  std::vector<std::string_view> platforms_;
  std::unique_ptr<const Graph> graph_;
};

// SbomOptions are limits for ReadSbom, which rejects a larger SBOM with RESOURCE_EXHAUSTED.
struct SbomOptions {
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t max_depth = 512;             // nested objects and arrays
  std::size_t max_components = 1'000'000;  // as the document lists them, with repeats
  std::size_t max_edges = 10'000'000;      // likewise
  std::size_t padding = 0;                 // bytes that may be read after the text; 64 or more saves a copy
};

// SbomReport is how an SBOM was read. Its counts are those of the graph, with the root.
struct SbomReport : ReadingReport {
  std::string format;  // "cyclonedx", "spdx", or "" for neither
  std::size_t components = 0;
  std::size_t edges = 0;
  std::size_t merged = 0;    // entries that were merged into an earlier one with the same purl
  std::size_t unplaced = 0;  // components below the root because the SBOM does not say where they belong
};

// Reads CycloneDX 1.2 to 1.7 or SPDX 2.2 and 2.3, in JSON, into `sbom` (docs/sbom.md). The whole text is validated as
// JSON first. Errors, in the report's status: INVALID_ARGUMENT for what is no JSON or no SBOM, UNIMPLEMENTED for other
// versions (SPDX 3) and other encodings (XML), RESOURCE_EXHAUSTED beyond a limit. Then `sbom` is as before. Safe for
// concurrent use with distinct `sbom`.
SbomReport ReadSbom(std::string_view bytes, const SbomOptions& options, Sbom& sbom);

}  // namespace vexlens

#endif  // VEXLENS_SBOM_H_
