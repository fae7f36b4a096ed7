#include "lib/consensus/scope.h"

#include "lib/identity/query_table.h"

namespace vexlens {
namespace {

int Level(const Evidence& evidence, SubjectId of_statement, const KeySubject& query) {
  if (of_statement == query.id() && query.kind() != IdentifierKind::kDigest) return 2;
  return MatchLevel(evidence.ParsedSubject(of_statement), query.parsed());
}

}  // namespace

int ScopeLevel(const Evidence& evidence, const SpokenScope& said, const KeySubjects& key) {
  const int level = QueryTableLevel(said.component != 0, said.bare, key.has_component(), [&](Side spoken, Side asked) {
    return Level(evidence, spoken == Side::kProduct ? said.product : said.component,
                 asked == Side::kProduct ? key.product : key.component);
  });
  if (level == 0 || !said.fixed || !IsPinned(key.narrower().parsed())) return level;
  return IsPinned(evidence.ParsedSubject(said.component != 0 ? said.component : said.product)) ? level : 0;
}

}  // namespace vexlens
