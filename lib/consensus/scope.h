// Scope: at which level a statement speaks about a key.
#ifndef VEXLENS_LIB_CONSENSUS_SCOPE_H_
#define VEXLENS_LIB_CONSENSUS_SCOPE_H_

#include "vexlens/evidence.h"

namespace vexlens {

// KeySubjects is a key taken apart; the ids are 0 for a subject that no statement names.
struct KeySubjects {
  const Subject* product = nullptr;
  const Subject* component = nullptr;  // null: the key is a product as a whole
  SubjectId product_id = 0;
  SubjectId component_id = 0;

  bool has_component() const { return component != nullptr; }
  const Subject& narrower() const { return has_component() ? *component : *product; }
};

// OwnLevel is the level of a statement that names the key literally.
int OwnLevel(const KeySubjects& key);

// ScopeLevel is the level at which `statement` speaks about `key`, 0 when it does not: the query table of
// docs/matching.md, and no `fixed` without version for a key that has one.
int ScopeLevel(const Evidence& evidence, const Statement& statement, const KeySubjects& key);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SCOPE_H_
