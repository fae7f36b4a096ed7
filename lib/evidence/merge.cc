// Merging: the texts, subjects and lists of one Evidence take the ids of another.
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "vexlens/evidence.h"

namespace vexlens {

// Translation gives the ids in `to` of what `from` calls by its own. Documents are placed first, in their order; what
// they say is added then. Of what statements share, only that of documents with a place gets an id: a consensus looks
// at all of it.
class Evidence::Translation {
 public:
  Translation(const Evidence& from, Evidence& to)
      : from_(from),
        to_(to),
        occasions_(from.statements_.occasions().size(), kNone),
        issues_(from.statements_.issues().size(), kNone),
        claims_(from.statements_.claims().size(), kNone) {
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
  }

  Document Translate(Document document) const {
    for (TextId* id : {&document.tenant, &document.issuer, &document.id, &document.version, &document.key_id,
                       &document.signer, &document.signature_reason}) {
      *id = texts_[*id];
    }
    return document;
  }

  // Place notes where the next document stands in `to`, and whether that knew it before; LeaveOut, that it is not
  // there.
  void Place(std::uint32_t document, bool known) {
    documents_.push_back(document);
    shared_.push_back(known);
    any_shared_ |= known;
  }
  void LeaveOut() { Place(kNone, false); }

  // AddStatements adds what the documents say, but for what `to` knows of those that both have.
  void AddStatements() {
    absl::flat_hash_set<std::pair<std::uint32_t, Digest>> known = SaidOfShared();
    auto& rows = to_.statements_.rows_;
    if (rows.empty()) rows.reserve(from_.statements_.size());
    for (std::size_t i = 0; i < from_.statements_.size(); ++i) {
      const std::uint32_t theirs = from_.statements_.occasion(i).document;
      if (documents_[theirs] == kNone) continue;
      rows.push_back(RowOf(i));
      if (!shared_[theirs]) continue;
      const Digest id = StatementId(to_, to_.statements_.At(rows.size() - 1));
      if (!known.insert({documents_[theirs], id}).second) rows.pop_back();
    }
    for (const BomElement& element : from_.bom_elements_) {
      if (documents_[element.document] == kNone) continue;
      to_.AddBomElement({documents_[element.document], texts_[element.link], subjects_[element.product],
                         subjects_[element.component], through_[element.through]});
    }
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // Returns what `to` has of documents that both have.
  absl::flat_hash_set<std::pair<std::uint32_t, Digest>> SaidOfShared() const {
    absl::flat_hash_set<std::pair<std::uint32_t, Digest>> said;
    if (!any_shared_) return said;
    std::vector<bool> wanted(to_.documents_.size(), false);
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      if (documents_[i] != kNone) wanted[documents_[i]] = shared_[i];
    }
    for (const Statement& statement : to_.statements()) {
      if (wanted[statement.document]) said.insert({statement.document, StatementId(to_, statement)});
    }
    return said;
  }

  StatementTable::Row RowOf(std::size_t statement) {
    StatementTable::Row row = from_.statements_.rows_[statement];
    row.occasion = OccasionOf(row.occasion);
    row.issue = IssueOf(row.issue);
    row.claim = ClaimOf(row.claim);
    row.product = subjects_[row.product];
    row.component = subjects_[row.component];
    row.steps = to_.statements_.Pack(from_.statements_.Unpack(row.steps));
    return row;
  }

  std::uint32_t OccasionOf(std::uint32_t id) {
    if (occasions_[id] != kNone) return occasions_[id];
    const Occasion& of = from_.statements_.occasions()[id];
    return occasions_[id] = to_.statements_.occasions_.Intern(
               {documents_[of.document], texts_[of.pattern], of.updated_at, of.issued_at});
  }

  std::uint32_t IssueOf(std::uint32_t id) {
    if (issues_[id] != kNone) return issues_[id];
    const Issue& of = from_.statements_.issues()[id];
    return issues_[id] = to_.statements_.issues_.Intern({texts_[of.vulnerability], lists_[of.aliases]});
  }

  std::uint32_t ClaimOf(std::uint32_t id) {
    if (claims_[id] != kNone) return claims_[id];
    const Claim& of = from_.statements_.claims()[id];
    return claims_[id] = to_.statements_.claims_.Intern({texts_[of.relationship], texts_[of.justification],
                                                         texts_[of.justification_raw], texts_[of.impact],
                                                         texts_[of.action], through_[of.through], of.status});
  }

  const Evidence& from_;
  Evidence& to_;
  std::vector<TextId> texts_;
  std::vector<SubjectId> subjects_;
  std::vector<std::uint32_t> lists_;      // of aliases
  std::vector<std::uint32_t> through_;    // lists of subjects
  std::vector<std::uint32_t> documents_;  // kNone: left out
  std::vector<bool> shared_;              // documents that both sides know
  bool any_shared_ = false;
  std::vector<std::uint32_t> occasions_;  // kNone: nobody has asked
  std::vector<std::uint32_t> issues_;
  std::vector<std::uint32_t> claims_;
};

void Evidence::Merge(const Evidence& other) {
  Translation translation(other, *this);
  for (std::uint32_t i = 0; i < other.documents_.size(); ++i) {
    const Document document = translation.Translate(other.documents_[i]);
    const auto seen = other.sightings_.find(i);
    const bool enveloped = seen != other.sightings_.end();
    const auto [index, added] = AddDocument(document, enveloped ? &seen->second.envelopes[0] : nullptr);
    if (enveloped) {
      for (const Envelope& envelope : std::span(seen->second.envelopes).subspan(1)) AddDocument(document, &envelope);
      if (seen->second.bare.has_value()) AddDocument(translation.Translate(*seen->second.bare));
    }
    translation.Place(index, !added);
  }
  translation.AddStatements();
}

void Evidence::MergeChosen(const Evidence& other, const Choose& choose) {
  Translation translation(other, *this);
  for (std::uint32_t i = 0; i < other.documents_.size(); ++i) {
    const std::optional<Document> chosen = choose(i);
    if (!chosen.has_value()) {
      translation.LeaveOut();
      continue;
    }
    const auto [index, added] = AddDocument(translation.Translate(*chosen));
    translation.Place(index, !added);
  }
  translation.AddStatements();
}

}  // namespace vexlens
