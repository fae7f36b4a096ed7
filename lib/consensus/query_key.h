// QueryKey: the product and component that somebody asks about.
#ifndef VEXLENS_LIB_CONSENSUS_QUERY_KEY_H_
#define VEXLENS_LIB_CONSENSUS_QUERY_KEY_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/consensus/scope.h"
#include "vexlens/evidence.h"

namespace vexlens {

// QueryKey holds canonical key texts, and which subject of the evidence each one is.
struct QueryKey {
  struct Part {
    std::string text;
    SubjectId id = 0;                    // 0: no statement names it
    const Evidence* evidence = nullptr;  // in which it has the id
    std::string spelling;                // NormalSpelling of the identifier in the text, of one without an id

    KeySubject subject() const;
  };

  Part product;
  Part component;  // without text: the product as a whole

  // Subjects is the key taken apart, as views into this QueryKey.
  KeySubjects Subjects() const { return {product.subject(), component.subject()}; }
};

// ParseQueryKey takes a text that a statement names as it stands, were it malformed; any other must be well-formed,
// else INVALID_ARGUMENT.
absl::StatusOr<QueryKey> ParseQueryKey(std::string_view product, std::string_view component, const Evidence& evidence);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_QUERY_KEY_H_
