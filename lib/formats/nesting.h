// Nesting: what encloses what, from the product to the component.
#ifndef VEXLENS_LIB_FORMATS_NESTING_H_
#define VEXLENS_LIB_FORMATS_NESTING_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vexlens/evidence.h"

namespace vexlens::formats {

// kMostThrough is the maximum number of things between a product and its component. A consensus goes through them for
// each key, so readers refuse deeper nesting.
inline constexpr std::size_t kMostThrough = 64;

// Nesting collects one such line. Clear it for the next, to reuse its memory.
//   product ─ service ─ assembly ─ component     the statement's `through` is [service, assembly]
class Nesting {
 public:
  void Clear() { things_.clear(); }

  // Adds the next thing of the line. The same thing twice in a row counts once.
  void Add(SubjectId thing) {
    if (things_.empty() || things_.back() != thing) things_.push_back(thing);
  }

  // Reports whether more than kMostThrough things are between the first and the last.
  bool too_deep() const { return things_.size() > kMostThrough + 2; }

  // Returns the list of Evidence::Through of what is between the first, which is the outermost, and the last.
  std::uint32_t Through(Evidence& evidence) const {
    if (things_.size() <= 2) return 0;
    return evidence.InternThrough(std::span(things_).subspan(1, things_.size() - 2));
  }

  // Returns the same for a line that was collected from the inside out. Reverses the line.
  std::uint32_t ThroughReversed(Evidence& evidence) {
    std::ranges::reverse(things_);
    return Through(evidence);
  }

 private:
  std::vector<SubjectId> things_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_NESTING_H_
