// Merging: the texts, subjects and lists of one Evidence take the ids of another.
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "vexlens/evidence.h"

namespace vexlens {

// Translation gives the ids in `to` of what `from` calls by its own.
class Evidence::Translation {
 public:
  Translation(const Evidence& from, Evidence& to) {
    texts_.reserve(from.texts_.size());
    for (TextId id = 0; id < from.texts_.size(); ++id) texts_.push_back(to.texts_.Intern(from.Text(id)));
    subjects_.push_back(0);
    for (std::size_t i = 1; i < from.subjects_.size(); ++i) {
      const SubjectEntry& entry = from.subjects_[i];
      subjects_.push_back(to.InternSubject(from.Text(entry.identifier), from.Text(entry.range)));
    }
    lists_.push_back(0);
    for (std::uint32_t i = 1; i < from.alias_lists_.size(); ++i) {
      std::vector<TextId> aliases;
      for (const TextId alias : from.Aliases(i)) aliases.push_back(texts_[alias]);
      lists_.push_back(to.InternAliases(std::move(aliases)));
    }
  }

  TextId Text(TextId id) const { return texts_[id]; }
  SubjectId SubjectOf(SubjectId id) const { return subjects_[id]; }

  Document Translate(Document document) const {
    for (TextId* id : {&document.tenant, &document.issuer, &document.id, &document.version, &document.key_id,
                       &document.signer, &document.signature_reason}) {
      *id = texts_[*id];
    }
    return document;
  }

  Statement Translate(Statement statement, std::uint32_t document) const {
    statement.document = document;
    statement.vulnerability = texts_[statement.vulnerability];
    statement.aliases = lists_[statement.aliases];
    statement.product = subjects_[statement.product];
    statement.component = subjects_[statement.component];
    statement.relationship = texts_[statement.relationship];
    statement.justification = texts_[statement.justification];
    statement.justification_raw = texts_[statement.justification_raw];
    statement.impact = texts_[statement.impact];
    statement.action = texts_[statement.action];
    statement.location.pattern = texts_[statement.location.pattern];
    return statement;
  }

 private:
  std::vector<TextId> texts_;
  std::vector<SubjectId> subjects_;
  std::vector<std::uint32_t> lists_;
};

void Evidence::Merge(const Evidence& other) {
  const Translation translation(other, *this);
  std::vector<std::uint32_t> documents;
  std::vector<bool> shared;  // documents that both sides know
  bool any_shared = false;
  for (const Document& document : other.documents_) {
    const auto [index, added] = AddDocument(translation.Translate(document));
    documents.push_back(index);
    shared.push_back(!added);
    any_shared |= !added;
  }
  absl::flat_hash_set<std::pair<std::uint32_t, Digest>> known;  // of shared documents
  if (any_shared) {
    std::vector<bool> wanted(documents_.size(), false);
    for (std::size_t i = 0; i < documents.size(); ++i) wanted[documents[i]] = shared[i];
    for (const Statement& statement : statements_) {
      if (wanted[statement.document]) known.insert({statement.document, StatementId(*this, statement)});
    }
  }
  for (const Statement& statement : other.statements_) {
    const Statement translated = translation.Translate(statement, documents[statement.document]);
    if (shared[statement.document] && !known.insert({translated.document, StatementId(*this, translated)}).second) {
      continue;
    }
    statements_.push_back(translated);
  }
  for (const auto& [place, reference] : other.bom_references_) {
    const std::pair<TextId, TextId> key{translation.Text(place.first), translation.Text(place.second)};
    AddBomReference(key.first, key.second, translation.SubjectOf(reference.product),
                    translation.SubjectOf(reference.component));
    if (reference.ambiguous) bom_references_[key].ambiguous = true;
  }
}

}  // namespace vexlens
