// Scope: how a statement of the evidence speaks about a key.
#ifndef VEXLENS_LIB_CONSENSUS_SCOPE_H_
#define VEXLENS_LIB_CONSENSUS_SCOPE_H_

#include <optional>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "lib/consensus/links.h"
#include "lib/consensus/speakers.h"
#include "lib/identity/query_table.h"
#include "vexlens/evidence.h"

namespace vexlens::consensus {

// KeySubject is a key's product or component, whether a statement names it or not.
class KeySubject {
 public:
  // Makes no subject, as the component of a key that is a product as a whole.
  KeySubject() = default;
  // `id` is 0 for no subject.
  KeySubject(const Evidence& evidence, SubjectId id) : id_(id), parsed_(evidence.ParsedSubject(id)) {}
  // `id` is 0 for a subject that no statement names.
  KeySubject(const Subject& parsed, SubjectId id) : id_(id), parsed_(parsed) {}

  bool exists() const { return id_ != 0 || !parsed_.identifier.empty(); }
  SubjectId id() const { return id_; }
  IdentifierKind kind() const { return parsed_.kind; }
  const Subject& parsed() const { return parsed_; }

 private:
  SubjectId id_ = 0;
  Subject parsed_;
};

// KeySubjects is a key without its tenant and vulnerability. Not safe for concurrent use: see `named`.
struct KeySubjects {
  KeySubjects(const KeySubject& of_product, const KeySubject& of_component)
      : product(of_product), component(of_component) {}
  // `component_id` is 0 for a product as a whole.
  KeySubjects(const Evidence& evidence, SubjectId product_id, SubjectId component_id)
      : product(evidence, product_id), component(evidence, component_id) {}

  KeySubject product;
  KeySubject component;
  mutable std::optional<identity::Surroundings> named;  // surroundings(), once it was called

  bool has_component() const { return component.exists(); }

  // Returns what the key's own texts say of the place of its component.
  const identity::Surroundings& surroundings() const;
};

// StatementScopes decides how statements speak about keys, by the relation of lib/identity/query_table.h. Immutable.
class StatementScopes {
 public:
  StatementScopes(const Evidence& evidence, const Speakers& speakers, const Links& links);

  // Returns how a reading of a statement with this status speaks about `key`.
  identity::Hearing Hear(std::uint32_t reading, VexStatus status, const KeySubjects& key) const;

  // Returns why it does not speak about `key`; nothing if it does, or is about something else altogether.
  std::optional<NearMiss> WhyNot(std::uint32_t reading, VexStatus status, const KeySubjects& key) const;

  // Returns what `visit` returns for the Spoken of a reading that is about `about`. It lives until `visit` returns.
  template <typename Visit>
  auto WithSpoken(std::uint32_t reading, VexStatus status, const About& about, Visit visit) const {
    const Subject product = evidence_.ParsedSubject(about.product);
    const Subject component = about.component == 0 ? Subject() : evidence_.ParsedSubject(about.component);
    return WithSubjects(reading, status, about.through, product, about.component == 0 ? nullptr : &component, visit);
  }

  // Reports whether a reading's statement may be heard about its component without its product, by its relationship.
  bool IsBare(std::uint32_t reading) const { return bare_[links_.StatementOf(reading)]; }

 private:
  template <typename Visit>
  auto WithSubjects(std::uint32_t reading, VexStatus status, std::uint32_t through_list, const Subject& product,
                    const Subject* component, Visit visit) const {
    absl::InlinedVector<Subject, 2> through;
    for (const SubjectId each : evidence_.Through(through_list)) through.push_back(evidence_.ParsedSubject(each));
    const auto say_over = [&](const Subject& subject) { return SayOf(reading, subject); };
    return visit(identity::Spoken{product, component, through, IsBare(reading), Clears(status),
                                  status == VexStatus::kFixed, say_over});
  }

  identity::Say SayOf(std::uint32_t reading, const Subject& subject) const;

  const Evidence& evidence_;
  const Speakers& speakers_;
  const Links& links_;
  std::vector<bool> bare_;  // by statement
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_SCOPE_H_
