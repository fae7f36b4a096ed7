// Spellings: a subject in all forms that authorities may name it by.
#ifndef VEXLENS_LIB_CONSENSUS_SPELLINGS_H_
#define VEXLENS_LIB_CONSENSUS_SPELLINGS_H_

#include "absl/container/inlined_vector.h"
#include "vexlens/evidence.h"

namespace vexlens {

using Spellings = absl::InlinedVector<Subject, 3>;

// Returns a subject as it was written and in its normal spelling; a Go module whose path ends in its major version also
// without that, and an opaque name that ends in a digest without that.
Spellings EqualSpellings(const Subject& subject);
inline Spellings EqualSpellings(const Evidence& evidence, SubjectId id) {
  return EqualSpellings(evidence.ParsedSubject(id));
}

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SPELLINGS_H_
