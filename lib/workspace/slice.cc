#include "lib/workspace/slice.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/workspace/outline.h"
#include "lib/workspace/statement_pack.h"
#include "vexlens/signature.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {

RowId BuiltSlice::IdOf(std::string_view vulnerability) const {
  const std::optional<TextId> name = evidence_.texts().Find(vulnerability);
  if (!name.has_value()) return 0;
  const auto place = id_of_name_.find(*name);
  return place == id_of_name_.end() ? 0 : place->second;
}

SliceBuilder::SliceBuilder(Snapshot& snapshot, RowId tenant, Basis basis, const Change* change)
    : snapshot_(snapshot),
      tenant_(tenant),
      change_(change),
      slice_(new BuiltSlice(std::move(basis))),
      ties_(snapshot, slice_->basis_) {}

absl::Status SliceBuilder::Add(std::span<const RowId> vulnerabilities) {
  std::vector<RowId> seeds;
  for (const RowId id : vulnerabilities) {
    if (!taken_.contains(id)) seeds.push_back(id);
  }
  if (seeds.empty()) return absl::OkStatus();
  Reachable reachable(snapshot_, ties_, /*classes=*/change_ != nullptr);
  VEXLENS_RETURN_IF_ERROR(reachable.Load(seeds));
  std::vector<Row> rows;
  for (const RowId id : seeds) {
    if (!taken_.contains(id)) AddComponent(id, reachable, rows);
  }
  VEXLENS_RETURN_IF_ERROR(Remember(rows));
  for (const Row& row : rows) {
    VEXLENS_RETURN_IF_ERROR(AddStatements(row, reachable));
  }
  return absl::OkStatus();
}

void SliceBuilder::AddComponent(RowId vulnerability, const Reachable& reachable, std::vector<Row>& rows) {
  const std::size_t first = slice_->vulnerabilities_.size();
  std::vector<RowId> tied{vulnerability};
  absl::flat_hash_set<RowId> classes;
  while (!tied.empty()) {
    const RowId next = tied.back();
    tied.pop_back();
    if (!taken_.insert(next).second) continue;
    const Reachable::Vulnerability& from = reachable.Of(next);
    AddVulnerability(from);
    tied.insert(tied.end(), from.tied.begin(), from.tied.end());
    if (from.of_class == 0 || !classes.insert(from.of_class).second) continue;
    const std::span<const RowId> members = reachable.MembersOf(from.of_class);
    tied.insert(tied.end(), members.begin(), members.end());
  }
  std::vector<Row> own;
  absl::flat_hash_set<RowId> heard;
  const auto hear = [&](RowId id) {
    if (!heard.insert(id).second) return;
    const std::span<const Row> said = reachable.RowsOf(id);
    own.insert(own.end(), said.begin(), said.end());
  };
  const std::vector<BuiltSlice::Vulnerability>& all = slice_->vulnerabilities_;
  for (std::size_t i = first; i < all.size(); ++i) hear(all[i].id);
  for (std::size_t i = first; i < all.size(); ++i) {
    for (const RowId naming : reachable.Of(all[i].id).naming) hear(naming);
  }
  if (change_ != nullptr && !change_->everything) Focus(first, reachable.packed(), own);
  std::copy_if(own.begin(), own.end(), std::back_inserter(rows),
               [&](const Row& row) { return added_.emplace(row.vulnerability, row.document).second; });
}

void SliceBuilder::AddVulnerability(const Reachable::Vulnerability& from) {
  const TextId name = slice_->evidence_.texts().Intern(from.row.name);
  slice_->vulnerabilities_.push_back({from.row.id, name, from.row.advisory});
  slice_->id_of_name_.emplace(name, from.row.id);
  slice_->name_of_id_.emplace(from.row.id, name);
}

absl::Status SliceBuilder::Remember(std::span<const Row> rows) {
  std::vector<RowId> documents;
  for (const Row& row : rows) documents.push_back(row.document);
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  return snapshot_.Remember(documents, slice_->basis_.known_at);
}

void SliceBuilder::Focus(std::size_t first_vulnerability, const PackedRows& packed, std::vector<Row>& rows) {
  const auto outline_of = [&](const Row& row) { return Outline(packed.OutlineOf(row)); };
  std::vector<BuiltSlice::Vulnerability>& all = slice_->vulnerabilities_;
  for (std::size_t i = first_vulnerability; i < all.size(); ++i) {
    if (all[i].advisory == 0 || change_->whole.contains(all[i].id)) return;
  }
  if (std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return outline_of(row).open(); })) return;
  const auto bases_of = [&](auto picked) {
    std::vector<std::uint32_t> bases;
    for (const Row& row : rows) {
      if (picked(row)) outline_of(row).AppendBases(bases);
    }
    std::sort(bases.begin(), bases.end());
    return bases;
  };
  const std::vector<std::uint32_t> changed =
      bases_of([&](const Row& row) { return change_->documents.contains(row.document); });
  const auto meets_changed = [&](const Row& row) { return outline_of(row).Meets(changed); };
  // A tie may appear, or go with a statement that is replaced.
  const auto may_tie = [&](const Row& row) { return meets_changed(row) && outline_of(row).ties(); };
  if (std::any_of(rows.begin(), rows.end(), may_tie)) return;
  // What shares a hash with the changed statements names the touched keys; these hear what shares a hash with that.
  const std::vector<std::uint32_t> touched = bases_of(meets_changed);
  std::erase_if(rows, [&](const Row& row) { return !outline_of(row).Meets(touched); });
  for (std::size_t i = first_vulnerability; i < all.size(); ++i) all[i].whole = false;
}

absl::Status SliceBuilder::AddStatements(const Row& row, const Reachable& reachable) {
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint32_t> document, AddDocument(row.document));
  if (!document.has_value()) return absl::OkStatus();
  Evidence& evidence = slice_->evidence_;
  const std::string_view about = reachable.NameOf(row.vulnerability);
  if (UnpackStatements(reachable.packed().PackOf(row), *document, evidence.texts().Intern(about), evidence)) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat("what document ", DigestText(evidence.documents()[*document].digest),
                                          " says about ", about, " is damaged: rebuild the workspace"));
}

absl::StatusOr<std::optional<std::uint32_t>> SliceBuilder::AddDocument(RowId row) {
  const auto known = index_of_document_.find(row);
  if (known != index_of_document_.end()) return known->second;
  VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const found, snapshot_.Document(row, slice_->basis_.known_at));
  std::optional<std::uint32_t>& index = index_of_document_[row];
  if (found == nullptr) return index;
  const KnownDocument& from = *found;
  TextPool& texts = slice_->evidence_.texts();
  Document document;
  document.tenant = texts.Intern(slice_->basis_.tenant);
  document.issuer = texts.Intern(from.issuer);
  document.id = texts.Intern(from.name);
  document.version = texts.Intern(from.version);
  document.digest = from.digest;
  document.updated_at = from.updated_at;
  document.latest_at = from.latest_at;
  document.format = from.format;
  document.withdrawn = from.withdrawn;
  document.signature = from.signature;
  document.key_id = texts.Intern(from.key_id);
  document.signer = texts.Intern(from.signer);
  document.signature_reason = texts.Intern(from.reason);
  editions_.insert(editions_.end(), from.editions.begin(), from.editions.end());
  if (from.bare()) index = slice_->evidence_.AddDocument(document).first;
  for (const Envelope& envelope : from.envelopes) index = slice_->evidence_.AddDocument(document, &envelope).first;
  if (!index.has_value()) index = slice_->evidence_.AddDocument(document).first;  // its envelopes are damaged
  slice_->document_rows_.push_back(row);
  return index;
}

// Adds documents that may supersede those that were added, but say nothing about these vulnerabilities themselves.
absl::Status SliceBuilder::AddEditions() {
  while (!editions_.empty()) {
    const std::vector<RowId> rows = std::exchange(editions_, {});
    VEXLENS_RETURN_IF_ERROR(snapshot_.Remember(rows, slice_->basis_.known_at));
    for (const RowId row : rows) {
      VEXLENS_RETURN_IF_ERROR(AddDocument(row).status());
    }
  }
  return absl::OkStatus();
}

absl::Status SliceBuilder::AddBomElements() {
  Evidence& evidence = slice_->evidence_;
  absl::flat_hash_set<std::string_view> links;
  for (std::size_t i = 0; i < evidence.statements().size(); ++i) {
    const Statement& statement = evidence.statements()[i];
    if (statement.component != 0) continue;
    const std::string_view link = evidence.Text(evidence.subjects()[statement.product].identifier);
    if (absl::StartsWith(link, "cdx:")) links.insert(link);
  }
  if (links.empty()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<ElementRow> rows,
                           snapshot_.view().ElementsOf(tenant_, std::vector(links.begin(), links.end())));
  std::vector<RowId> documents;
  for (const ElementRow& row : rows) documents.push_back(row.document);
  VEXLENS_RETURN_IF_ERROR(snapshot_.Remember(documents, slice_->basis_.known_at));
  for (const ElementRow& row : rows) {
    Evidence::BomElement element;
    element.link = evidence.texts().Intern(row.link);
    if (!UnpackElement(row.subjects, evidence, element)) {
      return absl::DataLossError(absl::StrCat("what ", row.link, " stands for is damaged: rebuild the workspace"));
    }
    VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint32_t> document, AddDocument(row.document));
    if (!document.has_value()) continue;
    element.document = *document;
    evidence.AddBomElement(element);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<BuiltSlice>> SliceBuilder::Finish() {
  VEXLENS_RETURN_IF_ERROR(AddBomElements());
  VEXLENS_RETURN_IF_ERROR(AddEditions());
  slice_->evidence_.ConnectBomLinks();
  JudgeSignatures(*slice_->basis_.directory, slice_->basis_.as_of, slice_->evidence_);
  std::vector<KnownClass> known;
  const TextId tenant = slice_->evidence_.texts().Intern(slice_->basis_.tenant);
  for (const BuiltSlice::Vulnerability& vulnerability : slice_->vulnerabilities_) {
    if (!vulnerability.whole)
      known.push_back({tenant, vulnerability.name, slice_->name_of_id_[vulnerability.advisory]});
  }
  slice_->consensus_.emplace(Consensus::Build(slice_->evidence_, slice_->basis_, known));
  return std::move(slice_);
}

}  // namespace vexlens::workspace
