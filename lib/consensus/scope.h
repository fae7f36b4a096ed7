// Scope: at which level a statement speaks about a key.
#ifndef VEXLENS_LIB_CONSENSUS_SCOPE_H_
#define VEXLENS_LIB_CONSENSUS_SCOPE_H_

#include "vexlens/evidence.h"

namespace vexlens {

// KeySubject is a key's product or component: one that statements name, or any other. Not safe for concurrent use:
// it is taken apart when first asked for, which most keys never are.
class KeySubject {
 public:
  // No subject: the key is a product as a whole.
  KeySubject() = default;
  KeySubject(const Evidence& evidence, SubjectId id) : evidence_(&evidence), id_(id) {}
  // `id` is 0 for a subject that no statement names.
  KeySubject(const Subject& parsed, SubjectId id) : id_(id), parsed_(parsed) {}

  bool exists() const { return id_ != 0 || !parsed_.identifier.empty(); }
  SubjectId id() const { return id_; }
  IdentifierKind kind() const { return evidence_ != nullptr ? evidence_->KindOf(id_) : parsed_.kind; }
  const Subject& parsed() const {
    if (evidence_ != nullptr && parsed_.identifier.empty()) parsed_ = evidence_->ParsedSubject(id_);
    return parsed_;
  }

 private:
  const Evidence* evidence_ = nullptr;
  SubjectId id_ = 0;
  mutable Subject parsed_;
};

// KeySubjects is a key without its vulnerability.
struct KeySubjects {
  KeySubject product;
  KeySubject component;

  bool has_component() const { return component.exists(); }
  const KeySubject& narrower() const { return has_component() ? component : product; }
};

// SpokenScope is what a statement is about, and what of it decides how far it reaches.
struct SpokenScope {
  SubjectId product;
  SubjectId component;
  bool bare;  // its relationship speaks of the component without the product too
  bool fixed;
};

// ScopeLevel is the level at which a statement speaks about `key`, 0 when it does not: the query table of
// docs/matching.md, and no `fixed` without version for a key that has one.
int ScopeLevel(const Evidence& evidence, const SpokenScope& said, const KeySubjects& key);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SCOPE_H_
