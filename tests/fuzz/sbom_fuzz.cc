// Bytes as an SBOM: whatever they are, they are read or refused, and what was read is a sound graph.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "vexlens/sbom.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckComponent(const vexlens::Sbom& sbom, std::uint32_t i) {
  const std::vector<std::uint32_t> path = sbom.PathTo(i);
  Check(path.front() == 0 && path.back() == i);
  for (std::size_t step = 1; step < path.size(); ++step) {
    Check(std::ranges::binary_search(sbom.children(path[step - 1]), path[step]));
    Check(std::ranges::binary_search(sbom.parents(path[step]), path[step - 1]));
  }
  Check(sbom.Dominates(0, i) && sbom.Dominates(i, i));
  for (std::uint32_t a = 0; a < sbom.components().size(); ++a) {
    Check(!sbom.Dominates(a, i) || std::ranges::find(path, a) != path.end());
    const vexlens::Enclosure alone{{{a}}};
    Check(sbom.EveryPathPasses(i, {&alone, 1}) == (a != i && sbom.Dominates(a, i)));
  }
  // All parents together lie on every path, and the root comes before them.
  const auto parents = sbom.parents(i);
  std::vector<vexlens::Enclosure> any_of;
  for (const std::uint32_t parent : parents) any_of.push_back({{{parent}}});
  Check(sbom.EveryPathPasses(i, any_of) == (i != 0));
  const vexlens::Enclosure in_root{{{0}, {parents.begin(), parents.end()}}};
  const bool below_root = std::ranges::binary_search(parents, 0u);
  Check(sbom.EveryPathPasses(i, {&in_root, 1}) == (i != 0 && !below_root));
  Check(!std::ranges::binary_search(sbom.AncestorsOf(i), i));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vexlens::Sbom sbom;
  const vexlens::SbomReport report =
      vexlens::ReadSbom({reinterpret_cast<const char*>(data), size}, vexlens::SbomOptions(), sbom);
  Check(sbom.components().size() == (report.status.ok() ? report.components : 1));
  Check(std::ranges::is_sorted(sbom.platforms()));
  const std::size_t few = std::min<std::size_t>(sbom.components().size(), 64);
  for (std::uint32_t i = 0; i < few; ++i) CheckComponent(sbom, i);
  return 0;
}
