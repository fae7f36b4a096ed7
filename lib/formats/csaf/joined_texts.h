// JoinedTexts: sequences of texts, which many products share.
#ifndef VEXLENS_LIB_FORMATS_CSAF_JOINED_TEXTS_H_
#define VEXLENS_LIB_FORMATS_CSAF_JOINED_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/formats/budget.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// TextSequence names a sequence of texts of one JoinedTexts; 0 is the empty one.
using TextSequence = std::uint32_t;

// JoinedTexts keeps every distinct sequence once, and joins it to one text on demand.
class JoinedTexts {
 public:
  JoinedTexts(Evidence& evidence, Budget& budget) : evidence_(evidence), budget_(budget) {}

  // Returns `sequence` with `text` after it; `sequence` itself if the budget is spent.
  TextSequence Append(TextSequence sequence, TextId text);

  // Returns the texts of a sequence with line feeds between them; "" if the budget is spent.
  TextId Join(TextSequence sequence);

 private:
  struct Node {
    TextSequence before = 0;
    TextId text = 0;
    TextId joined = 0;
    std::size_t bytes = 0;  // of the joined text
  };
  struct Step {
    std::uint64_t from = 0;
    TextSequence to = 0;
  };

  Evidence& evidence_;
  Budget& budget_;
  std::vector<Node> nodes_{1};
  absl::flat_hash_map<std::uint64_t, TextSequence> next_;  // by sequence and text
  Step last_;                                              // cache: a list of products mostly repeats one step
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_JOINED_TEXTS_H_
