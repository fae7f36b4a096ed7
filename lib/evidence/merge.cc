// Merging: the texts, subjects and lists of one Evidence take the ids of another.
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "vexlens/evidence.h"

namespace vexlens {

// Translation gives the ids in `to` of what `from` calls by its own.
class Evidence::Translation {
 public:
  Translation(const Evidence& from, Evidence& to) : from_(from), to_(to) {
    texts_.reserve(from.texts_.size());
    for (TextId id = 0; id < from.texts_.size(); ++id) texts_.push_back(to.texts_.Intern(from.Text(id)));
    subjects_.push_back(0);
    for (std::size_t i = 1; i < from.subjects_.size(); ++i) {
      SubjectEntry entry = from.subjects_[i];
      for (TextId* text :
           {&entry.identifier, &entry.range, &entry.key, &entry.spelling, &entry.same, &entry.base, &entry.bucket}) {
        *text = texts_[*text];
      }
      subjects_.push_back(to.AddSubject(entry));
    }
    for (std::uint32_t i = 0; i < from.alias_lists_.size(); ++i) {
      std::vector<TextId> aliases;
      for (const TextId alias : from.Aliases(i)) aliases.push_back(texts_[alias]);
      lists_.push_back(to.InternAliases(std::move(aliases)));
    }
    for (std::uint32_t i = 0; i < from.through_lists_.size(); ++i) {
      std::vector<SubjectId> subjects;
      for (const SubjectId subject : from.Through(i)) subjects.push_back(subjects_[subject]);
      through_.push_back(to.InternThrough(subjects));
    }
    for (const Issue& issue : from.statements_.issues()) {
      issues_.push_back(to.statements_.issues_.Intern({texts_[issue.vulnerability], lists_[issue.aliases]}));
    }
    for (const Claim& claim : from.statements_.claims()) {
      claims_.push_back(to.statements_.claims_.Intern({texts_[claim.relationship], texts_[claim.justification],
                                                       texts_[claim.justification_raw], texts_[claim.impact],
                                                       texts_[claim.action], through_[claim.through], claim.status}));
    }
  }

  TextId Text(TextId id) const { return texts_[id]; }
  SubjectId SubjectOf(SubjectId id) const { return subjects_[id]; }
  std::uint32_t ThroughOf(std::uint32_t list) const { return through_[list]; }

  Document Translate(Document document) const {
    for (TextId* id : {&document.tenant, &document.issuer, &document.id, &document.version, &document.key_id,
                       &document.signer, &document.signature_reason}) {
      *id = texts_[*id];
    }
    return document;
  }

  // AddOccasions takes the index in `to` of each document of `from`.
  void AddOccasions(std::span<const std::uint32_t> documents) {
    for (const Occasion& occasion : from_.statements_.occasions()) {
      occasions_.push_back(to_.statements_.occasions_.Intern(
          {documents[occasion.document], texts_[occasion.pattern], occasion.updated_at, occasion.issued_at}));
    }
  }

  StatementTable::Row RowOf(std::size_t statement) const {
    StatementTable::Row row = from_.statements_.rows_[statement];
    row.occasion = occasions_[row.occasion];
    row.issue = issues_[row.issue];
    row.claim = claims_[row.claim];
    row.product = subjects_[row.product];
    row.component = subjects_[row.component];
    row.steps = to_.statements_.Pack(from_.statements_.Unpack(row.steps));
    return row;
  }

 private:
  const Evidence& from_;
  Evidence& to_;
  std::vector<TextId> texts_;
  std::vector<SubjectId> subjects_;
  std::vector<std::uint32_t> lists_;    // of aliases
  std::vector<std::uint32_t> through_;  // lists of subjects
  std::vector<std::uint32_t> occasions_;
  std::vector<std::uint32_t> issues_;
  std::vector<std::uint32_t> claims_;
};

void Evidence::Merge(const Evidence& other) {
  Translation translation(other, *this);
  std::vector<std::uint32_t> documents;
  std::vector<bool> shared;  // documents that both sides know
  bool any_shared = false;
  for (std::uint32_t i = 0; i < other.documents_.size(); ++i) {
    const Document document = translation.Translate(other.documents_[i]);
    const auto seen = other.sightings_.find(i);
    const bool enveloped = seen != other.sightings_.end();
    const auto [index, added] = AddDocument(document, enveloped ? &seen->second.envelopes[0] : nullptr);
    if (enveloped) {
      for (const Envelope& envelope : std::span(seen->second.envelopes).subspan(1)) AddDocument(document, &envelope);
      if (seen->second.bare.has_value()) AddDocument(translation.Translate(*seen->second.bare));
    }
    documents.push_back(index);
    shared.push_back(!added);
    any_shared |= !added;
  }
  translation.AddOccasions(documents);
  absl::flat_hash_set<std::pair<std::uint32_t, Digest>> known;  // of shared documents
  if (any_shared) {
    std::vector<bool> wanted(documents_.size(), false);
    for (std::size_t i = 0; i < documents.size(); ++i) wanted[documents[i]] = shared[i];
    for (const Statement& statement : statements()) {
      if (wanted[statement.document]) known.insert({statement.document, StatementId(*this, statement)});
    }
  }
  auto& rows = statements_.rows_;
  if (rows.empty()) rows.reserve(other.statements_.size());
  for (std::size_t i = 0; i < other.statements_.size(); ++i) {
    rows.push_back(translation.RowOf(i));
    const std::uint32_t theirs = other.statements_.occasion(i).document;
    if (!shared[theirs]) continue;
    const Digest id = StatementId(*this, statements_.At(rows.size() - 1));
    if (!known.insert({documents[theirs], id}).second) rows.pop_back();
  }
  for (const BomElement& element : other.bom_elements_) {
    AddBomElement({documents[element.document], translation.Text(element.link), translation.SubjectOf(element.product),
                   translation.SubjectOf(element.component), translation.ThroughOf(element.through)});
  }
}

}  // namespace vexlens
