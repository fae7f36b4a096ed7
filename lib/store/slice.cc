#include "lib/store/slice.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/store/alias.h"
#include "lib/store/rows_of.h"
#include "lib/store/statement_pack.h"
#include "vexlens/signature.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {

absl::StatusOr<World> WorldOf(Connection& connection, std::string_view tenant, const PointInTime& when) {
  World world;
  world.tenant = tenant;
  VEXLENS_ASSIGN_OR_RETURN(world.tenant_id, FindTenant(connection.database(), tenant));
  world.known_at = when.known_at;
  if (when.as_of.has_value()) {
    world.as_of = *when.as_of;
  } else {
    VEXLENS_ASSIGN_OR_RETURN(world.as_of, StoredAsOf(connection.database()));
  }
  VEXLENS_ASSIGN_OR_RETURN(world.directory, connection.Directory(when.known_at));
  VEXLENS_ASSIGN_OR_RETURN(world.policy, connection.PolicyOf(tenant, when.known_at));
  return world;
}

std::int64_t LoadedSlice::IdOf(std::string_view vulnerability) const {
  const std::optional<TextId> name = evidence_.texts().Find(vulnerability);
  if (!name.has_value()) return 0;
  const auto place = id_of_name_.find(*name);
  return place == id_of_name_.end() ? 0 : place->second;
}

SliceBuilder::SliceBuilder(Connection& connection, World world, const Change* change)
    : connection_(connection), change_(change), slice_(new LoadedSlice(std::move(world))) {}

absl::Status SliceBuilder::Add(std::int64_t vulnerability) {
  rows_.clear();
  bytes_.clear();
  read_.clear();
  const std::size_t first = slice_->vulnerabilities_.size();
  std::vector<std::int64_t> tied{vulnerability};
  while (!tied.empty()) {
    const std::int64_t next = tied.back();
    tied.pop_back();
    if (!taken_.insert(next).second) continue;
    VEXLENS_RETURN_IF_ERROR(AddVulnerability(next, tied));
  }
  VEXLENS_RETURN_IF_ERROR(AddHeard(first));
  if (change_ != nullptr && !change_->everything) Focus(first);
  for (const Row& row : rows_) {
    VEXLENS_RETURN_IF_ERROR(AddStatements(row));
  }
  return absl::OkStatus();
}

absl::StatusOr<TextId> SliceBuilder::NameOf(std::int64_t vulnerability) {
  Rows row = connection_.database().Select("SELECT name FROM vulnerability WHERE id = ?", vulnerability);
  if (row.Next()) return slice_->evidence_.texts().Intern(row.Text(0));
  return row.status().ok() ? absl::DataLossError("a vulnerability's name is missing: rebuild the workspace")
                           : row.status();
}

absl::Status SliceBuilder::AddVulnerability(std::int64_t vulnerability, std::vector<std::int64_t>& tied) {
  VEXLENS_ASSIGN_OR_RETURN(const TextId name, NameOf(vulnerability));
  VEXLENS_ASSIGN_OR_RETURN(
      const std::int64_t advisory,
      connection_.database().Number(0, "SELECT advisory FROM vulnerability WHERE id = ?", vulnerability));
  slice_->vulnerabilities_.push_back({vulnerability, name, advisory});
  slice_->id_of_name_.emplace(name, vulnerability);
  slice_->name_of_id_.emplace(vulnerability, name);
  VEXLENS_RETURN_IF_ERROR(ReadRows(vulnerability, name));
  return AddTied(vulnerability, advisory, tied);
}

absl::Status SliceBuilder::AddHeard(std::size_t first_vulnerability) {
  std::vector<std::int64_t> heard;
  for (std::size_t i = first_vulnerability; i < slice_->vulnerabilities_.size(); ++i) {
    Rows rows = connection_.database().Select("SELECT other FROM alias WHERE one = ? AND says & ?",
                                              slice_->vulnerabilities_[i].id, kNamed);
    while (rows.Next()) heard.push_back(rows.Int(0));
    if (!rows.status().ok()) return rows.status();
  }
  for (const std::int64_t vulnerability : heard) {
    if (read_.contains(vulnerability)) continue;
    VEXLENS_ASSIGN_OR_RETURN(const TextId name, NameOf(vulnerability));
    VEXLENS_RETURN_IF_ERROR(ReadRows(vulnerability, name));
  }
  return absl::OkStatus();
}

absl::Status SliceBuilder::ReadRows(std::int64_t vulnerability, TextId name) {
  read_.insert(vulnerability);
  Rows rows = connection_.database().Select("SELECT document, outline, pack FROM statements WHERE vulnerability = ?",
                                            vulnerability);
  while (rows.Next()) {
    const std::size_t outline = bytes_.size();
    bytes_ += rows.Bytes(1);
    const std::size_t pack = bytes_.size();
    bytes_ += rows.Bytes(2);
    rows_.push_back({vulnerability, name, rows.Int(0), outline, pack, bytes_.size()});
  }
  if (!absl::IsDataLoss(rows.status())) return rows.status();
  return absl::DataLossError(absl::StrCat(rows.status().message(), " where the statements about ",
                                          slice_->evidence_.Text(name), " stand: rebuild the workspace"));
}

void SliceBuilder::Focus(std::size_t first_vulnerability) {
  std::vector<LoadedSlice::Vulnerability>& all = slice_->vulnerabilities_;
  for (std::size_t i = first_vulnerability; i < all.size(); ++i) {
    if (all[i].advisory == 0 || change_->whole.contains(all[i].id)) return;
  }
  if (std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return OutlineOf(row).open(); })) return;
  const auto bases_of = [&](auto picked) {
    std::vector<std::uint32_t> bases;
    for (const Row& row : rows_) {
      if (picked(row)) OutlineOf(row).AppendBases(bases);
    }
    std::sort(bases.begin(), bases.end());
    return bases;
  };
  const std::vector<std::uint32_t> changed =
      bases_of([&](const Row& row) { return change_->documents.contains(row.document); });
  const auto meets_changed = [&](const Row& row) { return OutlineOf(row).Meets(changed); };
  // A tie may come, or go with a statement that is replaced.
  const auto may_tie = [&](const Row& row) { return meets_changed(row) && OutlineOf(row).ties(); };
  if (std::any_of(rows_.begin(), rows_.end(), may_tie)) return;
  // Touched keys are named by what meets the changed statements; they hear what meets that.
  const std::vector<std::uint32_t> touched = bases_of(meets_changed);
  std::erase_if(rows_, [&](const Row& row) { return !OutlineOf(row).Meets(touched); });
  for (std::size_t i = first_vulnerability; i < all.size(); ++i) all[i].whole = false;
}

absl::Status SliceBuilder::AddStatements(const Row& row) {
  if (!added_.emplace(row.vulnerability, row.document).second) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint32_t> document, AddDocument(row.document));
  if (!document.has_value()) return absl::OkStatus();
  Evidence& evidence = slice_->evidence_;
  const std::string_view pack = std::string_view(bytes_).substr(row.pack, row.end - row.pack);
  if (UnpackStatements(pack, *document, row.name, evidence)) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("what document ", DigestText(evidence.documents()[*document].digest),
                                          " says about ", evidence.Text(row.name),
                                          " is damaged: rebuild the workspace"));
}

absl::Status SliceBuilder::AddClass(std::int64_t advisory, std::vector<std::int64_t>& tied) {
  Rows rows = connection_.database().Select("SELECT id FROM vulnerability WHERE advisory = ?", advisory);
  while (rows.Next()) tied.push_back(rows.Int(0));
  return rows.status();
}

absl::Status SliceBuilder::AddTied(std::int64_t vulnerability, std::int64_t advisory, std::vector<std::int64_t>& tied) {
  bool any = false;
  Rows rows =
      connection_.database().Select("SELECT other, issuer FROM alias WHERE one = ? AND says & ?", vulnerability, kTies);
  for (; rows.Next(); any = true) {
    const std::int64_t other = rows.Int(0);
    if (taken_.contains(other)) continue;
    VEXLENS_ASSIGN_OR_RETURN(const bool counts, MayTie(rows.Int(1)));
    if (counts) tied.push_back(other);
  }
  if (!rows.status().ok()) return rows.status();
  // Without any tie nothing was ever in one class with it.
  return any && change_ != nullptr && advisory != 0 ? AddClass(advisory, tied) : absl::OkStatus();
}

absl::StatusOr<bool> SliceBuilder::MayTie(std::int64_t issuer) {
  const auto known = may_tie_.find(issuer);
  if (known != may_tie_.end()) return known->second;
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view name, connection_.IssuerName(issuer));
  // The tier is at most this one: outside its authority, or unverified, an issuer's is lower.
  const Issuer* const entry = slice_->world_.directory->Find(slice_->world_.tenant, name);
  const Tier tier = entry == nullptr ? Tier::kUnknown : std::max(entry->tier, Tier::kUnknown);
  return may_tie_[issuer] = tier >= slice_->world_.policy->alias_join_tier;
}

absl::StatusOr<std::optional<std::uint32_t>> SliceBuilder::AddDocument(std::int64_t row) {
  const auto known = index_of_document_.find(row);
  if (known != index_of_document_.end()) return known->second;
  VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const found, connection_.Document(row, slice_->world_.known_at));
  std::optional<std::uint32_t>& index = index_of_document_[row];
  if (found == nullptr) return index;
  const KnownDocument& from = *found;
  TextPool& texts = slice_->evidence_.texts();
  Document document;
  document.tenant = texts.Intern(slice_->world_.tenant);
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

// AddEditions takes what may supersede or withdraw a document without a word about these vulnerabilities.
absl::Status SliceBuilder::AddEditions() {
  while (!editions_.empty()) {
    const std::int64_t row = editions_.back();
    editions_.pop_back();
    VEXLENS_RETURN_IF_ERROR(AddDocument(row).status());
  }
  return absl::OkStatus();
}

absl::Status SliceBuilder::AddBomElements() {
  Evidence& evidence = slice_->evidence_;
  absl::flat_hash_set<TextId> links;
  for (std::size_t i = 0; i < evidence.statements().size(); ++i) {
    const Statement& statement = evidence.statements()[i];
    if (statement.component != 0) continue;
    const TextId link = evidence.subjects()[statement.product].identifier;
    if (absl::StartsWith(evidence.Text(link), "cdx:")) links.insert(link);
  }
  for (const TextId link : links) {
    Rows rows =
        connection_.database().Select("SELECT subjects, document FROM bom_element WHERE tenant = ? AND link = ?",
                                      slice_->world_.tenant_id, evidence.Text(link));
    while (rows.Next()) {
      Evidence::BomElement element;
      element.link = link;
      if (!UnpackElement(rows.Bytes(0), evidence, element)) {
        return absl::DataLossError(
            absl::StrCat("what ", evidence.Text(link), " stands for is damaged: rebuild the workspace"));
      }
      VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint32_t> document, AddDocument(rows.Int(1)));
      if (!document.has_value()) continue;
      element.document = *document;
      evidence.AddBomElement(element);
    }
    if (!rows.status().ok()) return rows.status();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<LoadedSlice>> SliceBuilder::Finish() {
  VEXLENS_RETURN_IF_ERROR(AddBomElements());
  VEXLENS_RETURN_IF_ERROR(AddEditions());
  slice_->evidence_.ConnectBomLinks();
  JudgeSignatures(*slice_->world_.directory, slice_->world_.as_of, slice_->evidence_);
  std::vector<KnownClass> known;
  const TextId tenant = slice_->evidence_.texts().Intern(slice_->world_.tenant);
  for (const LoadedSlice::Vulnerability& vulnerability : slice_->vulnerabilities_) {
    if (!vulnerability.whole)
      known.push_back({tenant, vulnerability.name, slice_->name_of_id_[vulnerability.advisory]});
  }
  slice_->consensus_.emplace(Consensus::Build(slice_->evidence_, slice_->world_, known));
  return std::move(slice_);
}

}  // namespace vexlens::store
