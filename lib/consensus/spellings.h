// Spellings: a subject in all forms by which authorities may name it.
#ifndef VEXLENS_LIB_CONSENSUS_SPELLINGS_H_
#define VEXLENS_LIB_CONSENSUS_SPELLINGS_H_

#include "absl/container/inlined_vector.h"
#include "vexlens/evidence.h"

namespace vexlens::consensus {

using Spellings = absl::InlinedVector<Subject, 3>;

// Returns a subject as written and in its normal spelling; also a Go module without the major version at the end of its
// path, and an opaque name without the digest at its end.
Spellings EqualSpellings(const Subject& subject);
inline Spellings EqualSpellings(const Evidence& evidence, SubjectId id) {
  return EqualSpellings(evidence.ParsedSubject(id));
}

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_SPELLINGS_H_
