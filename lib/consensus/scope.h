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

namespace vexlens {

// KeySubject is a key's product or component: one that statements name, or any other.
class KeySubject {
 public:
  // No subject: the key is a product as a whole.
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

// KeySubjects is a key without its vulnerability.
struct KeySubjects {
  KeySubjects(const KeySubject& of_product, const KeySubject& of_component)
      : product(of_product), component(of_component) {}
  // `component_id` is 0 for a product as a whole.
  KeySubjects(const Evidence& evidence, SubjectId product_id, SubjectId component_id)
      : product(evidence, product_id), component(evidence, component_id) {}

  KeySubject product;
  KeySubject component;
  mutable std::optional<Surroundings> named;  // what the key says of its place, once somebody asked

  bool has_component() const { return component.exists(); }
  const Surroundings& surroundings() const;
};

// StatementScopes tells of each statement how it speaks about keys.
class StatementScopes {
 public:
  StatementScopes(const Evidence& evidence, const Speakers& speakers, const Links& links);

  // Returns how a reading of a statement with this status speaks about `key`.
  Hearing Hear(std::uint32_t reading, VexStatus status, const KeySubjects& key) const;

  // Returns why it does not speak about `key`; nothing when it does, or is about something else altogether.
  std::optional<NearMiss> WhyNot(std::uint32_t reading, VexStatus status, const KeySubjects& key) const;

  // Calls `visit` with what decides that, of a reading that is about `about`.
  template <typename Visit>
  auto WithSpoken(std::uint32_t reading, VexStatus status, const About& about, Visit visit) const {
    const Subject product = evidence_.ParsedSubject(about.product);
    const Subject component = about.component == 0 ? Subject() : evidence_.ParsedSubject(about.component);
    return WithSubjects(reading, status, about.through, product, about.component == 0 ? nullptr : &component, visit);
  }

  // IsBare tells readings of statements whose relationship speaks for the component without its product.
  bool IsBare(std::uint32_t reading) const { return bare_[links_.StatementOf(reading)]; }

 private:
  template <typename Visit>
  auto WithSubjects(std::uint32_t reading, VexStatus status, std::uint32_t through_list, const Subject& product,
                    const Subject* component, Visit visit) const {
    absl::InlinedVector<Subject, 2> through;
    for (const SubjectId each : evidence_.Through(through_list)) through.push_back(evidence_.ParsedSubject(each));
    const auto say_over = [&](const Subject& subject) { return SayOf(reading, subject); };
    return visit(
        Spoken{product, component, through, IsBare(reading), Clears(status), status == VexStatus::kFixed, say_over});
  }

  Say SayOf(std::uint32_t reading, const Subject& subject) const;

  const Evidence& evidence_;
  const Speakers& speakers_;
  const Links& links_;
  std::vector<bool> bare_;  // by statement
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SCOPE_H_
