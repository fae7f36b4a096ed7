// Scope: at which level a statement speaks about a key.
#ifndef VEXLENS_LIB_CONSENSUS_SCOPE_H_
#define VEXLENS_LIB_CONSENSUS_SCOPE_H_

#include "vexlens/evidence.h"

namespace vexlens {

// KeySubjects is a key taken apart; the ids are 0 for a subject that no statement names.
struct KeySubjects {
  Subject product;
  Subject component;
  SubjectId product_id = 0;
  SubjectId component_id = 0;
  bool has_component = false;

  const Subject& narrower() const { return has_component ? component : product; }
};

// ScopeLevel is the level at which `statement` speaks about `key`, 0 when it does not: the query table of
// docs/matching.md, and no `fixed` without version for a key that has one.
int ScopeLevel(const Evidence& evidence, const Statement& statement, const KeySubjects& key);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SCOPE_H_
