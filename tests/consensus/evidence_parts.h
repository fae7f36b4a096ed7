// Evidence in another order, in batches and with repeats.
#ifndef VEXLENS_TESTS_CONSENSUS_EVIDENCE_PARTS_H_
#define VEXLENS_TESTS_CONSENSUS_EVIDENCE_PARTS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/support/evidence_copy.h"
#include "vexlens/evidence.h"

namespace vexlens::testing {

// Returns the list in `to` that is `list` of `from`.
inline std::uint32_t CopyThrough(const Evidence& from, std::uint32_t list, Evidence& to) {
  std::vector<SubjectId> through;
  for (const SubjectId id : from.Through(list)) through.push_back(CopySubject(from, id, to));
  return to.InternThrough(through);
}

// Copies a statement with all that encloses its component.
inline void CopyWhole(const Evidence& from, Statement statement, Evidence& to) {
  statement.through = CopyThrough(from, statement.through, to);
  CopyStatement(from, statement, to);
}

inline void CopyBomElement(const Evidence& from, const Evidence::BomElement& element, Evidence& to) {
  to.AddBomElement({CopyDocument(from, element.document, to), to.texts().Intern(from.Text(element.link)),
                    CopySubject(from, element.product, to), CopySubject(from, element.component, to),
                    CopyThrough(from, element.through, to)});
}

// Copies about that share of the evidence, in random order.
inline Evidence Subset(const Evidence& evidence, unsigned percent, std::mt19937& random) {
  std::vector<Statement> statements(evidence.statements().begin(), evidence.statements().end());
  std::shuffle(statements.begin(), statements.end(), random);
  Evidence subset;
  for (const Statement& statement : statements) {
    if (random() % 100 < percent) CopyWhole(evidence, statement, subset);
  }
  for (std::uint32_t i = 0; i < evidence.documents().size(); ++i) {  // those without a statement too
    if (random() % 100 < percent) CopyDocument(evidence, i, subset);
  }
  for (const Evidence::BomElement& element : evidence.bom_elements()) {
    if (random() % 100 < percent) CopyBomElement(evidence, element, subset);
  }
  return subset;
}

// Returns the same evidence in another order, merged from that many batches, each of them twice.
inline Evidence Shuffled(const Evidence& evidence, std::size_t batch_count, std::mt19937& random) {
  std::vector<Evidence> batches(batch_count);
  const auto any = [&]() -> Evidence& { return batches[random() % batches.size()]; };
  std::vector<Statement> statements(evidence.statements().begin(), evidence.statements().end());
  std::shuffle(statements.begin(), statements.end(), random);
  for (const Statement& statement : statements) CopyWhole(evidence, statement, any());
  for (std::uint32_t i = 0; i < evidence.documents().size(); ++i) CopyDocument(evidence, i, any());
  for (const Evidence::BomElement& element : evidence.bom_elements()) CopyBomElement(evidence, element, any());
  Evidence result;
  for (int pass = 0; pass < 2; ++pass) {
    std::shuffle(batches.begin(), batches.end(), random);
    for (const Evidence& batch : batches) result.Merge(batch);
  }
  result.ConnectBomLinks();
  return result;
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CONSENSUS_EVIDENCE_PARTS_H_
