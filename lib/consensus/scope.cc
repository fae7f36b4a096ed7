#include "lib/consensus/scope.h"

#include <algorithm>

namespace vexlens {
namespace {

// A component said to be part of these relationships can be spoken of without its platform.
bool SpeaksForBareComponent(std::string_view relationship) {
  return relationship == "default_component_of" || relationship == "installed_on" || relationship == "installed_with";
}

// Pinned subjects denote certain bits: a version, a range, a digest.
bool Pinned(const Subject& subject) { return subject.versioned() || subject.kind == IdentifierKind::kDigest; }

int Level(const Evidence& evidence, SubjectId of_statement, const KeySubject& query) {
  if (of_statement == query.id() && query.kind() != IdentifierKind::kDigest) return 2;
  return MatchLevel(evidence.ParsedSubject(of_statement), query.parsed());
}

int TableLevel(const Evidence& evidence, const Statement& statement, const KeySubjects& key) {
  if (statement.component == 0) {
    const int product = Level(evidence, statement.product, key.product);
    if (!key.has_component()) return product;
    return product != 0 || Level(evidence, statement.product, key.component) != 0 ? 5 : 0;
  }
  if (!key.has_component()) {
    const bool alone = SpeaksForBareComponent(evidence.Text(statement.relationship)) &&
                       Level(evidence, statement.component, key.product) != 0;
    return alone ? 5 : 0;
  }
  const int product = Level(evidence, statement.product, key.product);
  if (product == 0) return 0;
  const int component = Level(evidence, statement.component, key.component);
  return component == 0 ? 0 : std::max(product, component);
}

}  // namespace

int OwnLevel(const KeySubjects& key) {
  const auto level = [](const KeySubject& subject) { return subject.kind() == IdentifierKind::kDigest ? 1 : 2; };
  return key.has_component() ? std::max(level(key.product), level(key.component)) : level(key.product);
}

int ScopeLevel(const Evidence& evidence, const Statement& statement, const KeySubjects& key) {
  const int level = TableLevel(evidence, statement, key);
  if (level == 0 || statement.status != VexStatus::kFixed || !Pinned(key.narrower().parsed())) return level;
  const SubjectId narrower = statement.component != 0 ? statement.component : statement.product;
  return Pinned(evidence.ParsedSubject(narrower)) ? level : 0;
}

}  // namespace vexlens
