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
  mutable std::optional<Surroundings> named;  // what the key says of its place, once somebody asked

  bool has_component() const { return component.exists(); }
  const Surroundings& surroundings() const;
};

// StatementScopes tells of each statement how it speaks about keys.
class StatementScopes {
 public:
  StatementScopes(const Evidence& evidence, const Speakers& speakers, const Links& links);

  // Returns how a reading of a statement speaks about `key`.
  Hearing Hear(std::uint32_t reading, const KeySubjects& key) const;

  // Returns why it does not speak about `key`; nothing when it does, or is about something else altogether.
  std::optional<NearMiss> WhyNot(std::uint32_t reading, const KeySubjects& key) const;

  // Calls `visit` with what decides that, of a reading that is about `about`.
  template <typename Visit>
  auto WithSpoken(std::uint32_t reading, const About& about, Visit visit) const {
    const std::uint32_t statement = links_.StatementOf(reading);
    const Claim& claim = evidence_.table().claim(statement);
    const Issuer* const issuer = IssuerOf(statement);
    absl::InlinedVector<Subject, 2> through;
    for (const SubjectId each : evidence_.Through(about.through)) through.push_back(evidence_.ParsedSubject(each));
    const auto has_say = [issuer](const Subject& subject) { return HasSay(issuer, subject); };
    return visit(Spoken{evidence_.ParsedSubject(about.product),
                        about.component == 0 ? Subject() : evidence_.ParsedSubject(about.component), through,
                        bare_claims_[evidence_.table().claim_id(statement)], Clears(claim.status), claim.status == VexStatus::kFixed, issuer == nullptr,
                        has_say});
  }

  // IsBare tells readings of statements whose relationship speaks for the component without its product.
  bool IsBare(std::uint32_t reading) const {
    return bare_claims_[evidence_.table().claim_id(links_.StatementOf(reading))];
  }

 private:
  const Issuer* IssuerOf(std::uint32_t statement) const {
    return speakers_.issuer(speakers_.of_document(evidence_.table().occasion(statement).document).speaker);
  }
  static bool HasSay(const Issuer* issuer, const Subject& subject);

  const Evidence& evidence_;
  const Speakers& speakers_;
  const Links& links_;
  std::vector<bool> bare_claims_;  // by claim
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SCOPE_H_
