// Copying single documents and statements from one Evidence into another, to shuffle and batch them.
#ifndef VEXLENS_TESTS_SUPPORT_EVIDENCE_COPY_H_
#define VEXLENS_TESTS_SUPPORT_EVIDENCE_COPY_H_

#include <cstdint>
#include <vector>

#include "vexlens/evidence.h"

namespace vexlens::testing {

inline std::uint32_t CopyDocument(const Evidence& from, std::uint32_t index, Evidence& to) {
  Document document = from.documents()[index];
  for (TextId* id : {&document.tenant, &document.issuer, &document.id, &document.version, &document.key_id,
                     &document.signer, &document.signature_reason}) {
    *id = to.texts().Intern(from.Text(*id));
  }
  return to.AddDocument(document).first;
}

inline SubjectId CopySubject(const Evidence& from, SubjectId id, Evidence& to) {
  if (id == 0) return 0;
  const Evidence::SubjectEntry& entry = from.subjects()[id];
  return to.InternSubject(from.Text(entry.identifier), from.Text(entry.range));
}

inline void CopyStatement(const Evidence& from, Statement statement, Evidence& to) {
  statement.document = CopyDocument(from, statement.document, to);
  std::vector<TextId> aliases;
  for (const TextId alias : from.Aliases(statement.aliases)) aliases.push_back(to.texts().Intern(from.Text(alias)));
  statement.aliases = to.InternAliases(aliases);
  statement.product = CopySubject(from, statement.product, to);
  statement.component = CopySubject(from, statement.component, to);
  for (TextId* id : {&statement.vulnerability, &statement.relationship, &statement.justification,
                     &statement.justification_raw, &statement.impact, &statement.action}) {
    *id = to.texts().Intern(from.Text(*id));
  }
  statement.location = to.LocationOf(from.LocationText(statement.location));
  to.AddStatement(statement);
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_EVIDENCE_COPY_H_
