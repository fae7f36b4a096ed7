#include "lib/consensus/scope.h"

#include <algorithm>

#include "lib/identity/query_table.h"

namespace vexlens {
namespace {

int Level(const Evidence& evidence, SubjectId of_statement, const KeySubject& query) {
  if (of_statement == query.id() && query.kind() != IdentifierKind::kDigest) return 2;
  return MatchLevel(evidence.ParsedSubject(of_statement), query.parsed());
}

}  // namespace

int OwnLevel(const KeySubjects& key) {
  const auto level = [](const KeySubject& subject) { return subject.kind() == IdentifierKind::kDigest ? 1 : 2; };
  return key.has_component() ? std::max(level(key.product), level(key.component)) : level(key.product);
}

int ScopeLevel(const Evidence& evidence, const Statement& statement, const KeySubjects& key) {
  const int level = QueryTableLevel(
      statement.component != 0, evidence.Text(statement.relationship), key.has_component(), [&](Side said, Side asked) {
        return Level(evidence, said == Side::kProduct ? statement.product : statement.component,
                     asked == Side::kProduct ? key.product : key.component);
      });
  if (level == 0 || statement.status != VexStatus::kFixed || !IsPinned(key.narrower().parsed())) return level;
  const SubjectId narrower = statement.component != 0 ? statement.component : statement.product;
  return IsPinned(evidence.ParsedSubject(narrower)) ? level : 0;
}

}  // namespace vexlens
