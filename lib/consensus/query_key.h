// QueryKey: the product and component that somebody asks about.
#ifndef VEXLENS_LIB_CONSENSUS_QUERY_KEY_H_
#define VEXLENS_LIB_CONSENSUS_QUERY_KEY_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/consensus/scope.h"
#include "vexlens/evidence.h"

namespace vexlens::consensus {

// QueryKey holds canonical key texts, with the subject of the evidence that each is.
struct QueryKey {
  // Part is the product or the component.
  struct Part {
    std::string text;
    SubjectId id = 0;                    // 0 if no statement names it
    const Evidence* evidence = nullptr;  // that the id belongs to
    std::string spelling;                // NormalSpelling of the text's identifier; only without an id

    KeySubject subject() const;
  };

  Part product;
  Part component;  // without text: the product as a whole

  // Returns the key taken apart, as views into this QueryKey.
  KeySubjects Subjects() const { return {product.subject(), component.subject()}; }
};

// Returns the key of two texts as a caller writes them. A text that a statement names is taken as it is, even if it is
// malformed. Errors: INVALID_ARGUMENT for any other malformed text.
absl::StatusOr<QueryKey> ParseQueryKey(std::string_view product, std::string_view component, const Evidence& evidence);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_QUERY_KEY_H_
