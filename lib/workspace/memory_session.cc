#include "lib/workspace/memory_session.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"

namespace vexlens::workspace {
namespace {

constexpr Instant kLast{std::numeric_limits<std::int64_t>::max()};

// Returns a numbered row. Requires: it exists; ids come from the store itself.
template <typename Row>
Row& RowOf(std::vector<Row>& rows, RowId id) {
  return rows[static_cast<std::size_t>(id - 1)];
}
template <typename Row>
const Row& RowOf(const std::vector<Row>& rows, RowId id) {
  return rows[static_cast<std::size_t>(id - 1)];
}

std::size_t IndexOf(NameKind kind) { return static_cast<std::size_t>(kind); }
constexpr std::size_t kVulnerabilities = 2;

}  // namespace

MemorySession::MemorySession(std::shared_ptr<const State> state, MemoryStore* store)
    : state_(std::move(state)), store_(store) {
  if (store_ == nullptr) return;
  own_ = std::make_shared<State>(*state_);
  state_ = own_;
}

MemorySession::~MemorySession() {
  if (store_ != nullptr) store_->EndEdit(nullptr);
}

absl::Status MemorySession::Commit() {
  std::exchange(store_, nullptr)->EndEdit(state_);
  return absl::OkStatus();
}

absl::StatusOr<Settings> MemorySession::ReadSettings() { return state_->settings; }

absl::Status MemorySession::Put(const Settings& settings) {
  own_->settings = settings;
  return absl::OkStatus();
}

// ---- names ----

absl::StatusOr<std::vector<RowId>> MemorySession::Find(NameKind kind, RowId tenant,
                                                       std::span<const std::string_view> names) {
  const auto& by_name = state_->names[IndexOf(kind)].by_name;
  std::vector<RowId> ids;
  for (const std::string_view name : names) {
    const auto place = by_name.find({tenant, std::string(name)});
    ids.push_back(place == by_name.end() ? 0 : place->second);
  }
  return ids;
}

absl::StatusOr<std::vector<RowId>> MemorySession::Intern(NameKind kind, RowId tenant,
                                                         std::span<const std::string_view> names) {
  State::Names& table = own_->names[IndexOf(kind)];
  std::vector<RowId> ids;
  for (const std::string_view name : names) {
    RowId& id = table.by_name[{tenant, std::string(name)}];
    if (id == 0) {
      table.rows.push_back({tenant, std::string(name)});
      id = static_cast<RowId>(table.rows.size());
    }
    ids.push_back(id);
  }
  return ids;
}

absl::StatusOr<std::vector<std::string>> MemorySession::NamesOf(NameKind kind, std::span<const RowId> ids) {
  std::vector<std::string> names;
  for (const RowId id : ids) names.push_back(RowOf(state_->names[IndexOf(kind)].rows, id).name);
  return names;
}

absl::StatusOr<std::vector<NamedRow>> MemorySession::AllNames(NameKind kind, RowId tenant) {
  const std::vector<State::Name>& rows = state_->names[IndexOf(kind)].rows;
  std::vector<NamedRow> named;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].tenant == tenant) named.push_back({static_cast<RowId>(i + 1), rows[i].name});
  }
  return named;
}

absl::StatusOr<std::vector<VulnerabilityRow>> MemorySession::Vulnerabilities(std::span<const RowId> ids) {
  std::vector<VulnerabilityRow> found;
  for (const RowId id : ids) {
    const State::Name& row = RowOf(state_->names[kVulnerabilities].rows, id);
    found.push_back({id, row.name, row.advisory});
  }
  return found;
}

absl::StatusOr<std::vector<NamedRow>> MemorySession::VulnerabilitiesIn(RowId tenant, const NameRange& names,
                                                                       std::size_t limit) {
  const auto& by_name = state_->names[kVulnerabilities].by_name;
  std::vector<NamedRow> named;
  for (auto place = by_name.lower_bound({tenant, names.first}); place != by_name.end() && named.size() < limit;
       ++place) {
    if (place->first.first != tenant || !names.Holds(place->first.second)) break;
    named.push_back({place->second, place->first.second});
  }
  return named;
}

absl::StatusOr<std::vector<VulnerabilityRow>> MemorySession::MembersOf(std::span<const RowId> advisories) {
  const std::vector<State::Name>& rows = state_->names[kVulnerabilities].rows;
  std::vector<VulnerabilityRow> members;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (std::find(advisories.begin(), advisories.end(), rows[i].advisory) == advisories.end()) continue;
    members.push_back({static_cast<RowId>(i + 1), rows[i].name, rows[i].advisory});
  }
  return members;
}

absl::Status MemorySession::SetAdvisories(std::span<const VulnerabilityRow> rows) {
  for (const VulnerabilityRow& row : rows) RowOf(own_->names[kVulnerabilities].rows, row.id).advisory = row.advisory;
  return absl::OkStatus();
}

// ---- documents ----

absl::StatusOr<RowId> MemorySession::FindDocument(RowId tenant, const Digest& digest) {
  const auto& all = state_->documents;
  const auto place = std::find_if(all.begin(), all.end(),
                                  [&](const auto& each) { return each.tenant == tenant && each.digest == digest; });
  return place == all.end() ? 0 : static_cast<RowId>(place - all.begin() + 1);
}

absl::StatusOr<std::vector<DocumentRow>> MemorySession::Documents(std::span<const RowId> ids,
                                                                  std::optional<Instant> known_at) {
  std::vector<DocumentRow> documents;
  for (const RowId id : ids) documents.push_back(DocumentAt(id, known_at.value_or(kLast)));
  return documents;
}

DocumentRow MemorySession::DocumentAt(RowId id, Instant known_at) const {
  const State::StoredDocument& from = RowOf(state_->documents, id);
  DocumentRow row;
  if (from.recorded_at > known_at) return row;
  row = {id, from.tenant, from.digest, from.recorded_at, from.facts, {}, {}, {}};
  for (const Sighting& sighting : from.sightings) {
    if (sighting.recorded_at <= known_at) row.sightings.push_back(sighting);
  }
  for (const auto& [digest, envelope] : from.envelopes) {
    if (envelope.recorded_at <= known_at) row.envelopes.push_back(envelope);
  }
  const auto replaces = [](const State::StoredDocument& document) {
    return document.facts.has_value() && SupersededBy(document.facts->format) == Supersession::kByDocument;
  };
  for (std::size_t i = 0; replaces(from) && i < state_->documents.size(); ++i) {
    const State::StoredDocument& other = state_->documents[i];
    const bool same = other.tenant == from.tenant && replaces(other) && other.facts->name == from.facts->name;
    if (same && &other != &from) row.editions.push_back(static_cast<RowId>(i + 1));
  }
  return row;
}

absl::StatusOr<std::vector<HeldDocument>> MemorySession::ListDocuments(const DocumentsOf& which) {
  std::vector<HeldDocument> documents;
  for (std::size_t i = 0; i < state_->documents.size(); ++i) {
    const State::StoredDocument& from = state_->documents[i];
    const RowId issuer = from.facts.has_value() ? from.facts->issuer : 0;
    if (which.tenant != 0 && which.tenant != from.tenant) continue;
    if (which.issuer != 0 && which.issuer != issuer) continue;
    if (which.enveloped && from.envelopes.empty()) continue;
    documents.push_back({static_cast<RowId>(i + 1), from.tenant, from.digest, from.recorded_at});
  }
  return documents;
}

absl::StatusOr<std::vector<std::string>> MemorySession::SpokenOf(std::span<const RowId> documents) {
  std::vector<std::string> spoken;
  for (const RowId id : documents) spoken.push_back(RowOf(state_->documents, id).vulnerabilities);
  return spoken;
}

absl::StatusOr<std::vector<Audit>> MemorySession::DecisionsOn(std::span<const RowId> documents) {
  std::vector<Audit> decisions;
  for (const RowId id : documents) decisions.push_back(RowOf(state_->documents, id).decision);
  return decisions;
}

absl::StatusOr<std::optional<std::string>> MemorySession::ReadRaw(const Digest& digest) {
  const auto place = state_->raw.find(digest);
  return place == state_->raw.end() ? std::nullopt : std::optional(place->second);
}

absl::Status MemorySession::PutRaw(const Digest& digest, std::string_view bytes) {
  own_->raw[digest] = bytes;
  return absl::OkStatus();
}

absl::StatusOr<RowId> MemorySession::AddDocument(RowId tenant, const Digest& digest, Instant recorded_at) {
  State::StoredDocument& document = own_->documents.emplace_back();
  document.tenant = tenant;
  document.digest = digest;
  document.recorded_at = recorded_at;
  return static_cast<RowId>(own_->documents.size());
}

absl::Status MemorySession::AddSeen(const Seen& seen) {
  State::StoredDocument& document = RowOf(own_->documents, seen.document);
  document.sightings.insert(document.sightings.end(), seen.sightings.begin(), seen.sightings.end());
  for (const EnvelopeRow& envelope : seen.envelopes) {
    document.envelopes.try_emplace(envelope.digest, envelope).first->second.facts = envelope.facts;
  }
  if (seen.decision.has_value()) document.decision = *seen.decision;
  return absl::OkStatus();
}

// ---- statements ----

absl::Status MemorySession::AppendStatements(std::span<const RowId> vulnerabilities, PackedRows& rows) {
  for (const RowId id : vulnerabilities) {
    for (auto place = state_->statements.lower_bound({id, 0});
         place != state_->statements.end() && place->first.first == id; ++place) {
      rows.Add(id, place->first.second, place->second.outline, place->second.pack);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<AliasRow>> MemorySession::AliasesOf(std::span<const RowId> ones) {
  std::vector<AliasRow> aliases;
  for (const RowId id : ones) {
    for (auto place = state_->aliases.lower_bound({id, 0, 0});
         place != state_->aliases.end() && std::get<0>(place->first) == id; ++place) {
      aliases.push_back({id, std::get<1>(place->first), std::get<2>(place->first), place->second});
    }
  }
  return aliases;
}

absl::StatusOr<std::vector<ElementRow>> MemorySession::ElementsOf(RowId tenant,
                                                                  std::span<const std::string_view> links) {
  std::vector<ElementRow> elements;
  for (const auto& [of, link, document, subjects] : state_->elements) {
    if (of != tenant || std::find(links.begin(), links.end(), link) == links.end()) continue;
    elements.push_back({link, subjects, document});
  }
  return elements;
}

absl::StatusOr<std::vector<RowId>> MemorySession::LinkedBy(std::span<const RowId> documents) {
  std::set<RowId> linked;
  for (const auto& [tenant, link, document, subjects] : state_->elements) {
    if (std::find(documents.begin(), documents.end(), document) == documents.end()) continue;
    for (const auto& [of, used, vulnerability] : state_->links) {
      if (of == tenant && used == link) linked.insert(vulnerability);
    }
  }
  return std::vector<RowId>(linked.begin(), linked.end());
}

absl::Status MemorySession::PutDerived(const DerivedDocument& document) {
  State::StoredDocument& row = RowOf(own_->documents, document.id);
  row.facts = document.facts;
  row.vulnerabilities = document.vulnerabilities;
  for (const StatementRow& each : document.statements) own_->statements[{each.vulnerability, document.id}] = each;
  for (const AliasRow& each : document.aliases) own_->aliases[{each.one, each.other, each.issuer}] |= each.says;
  for (const ElementRow& each : document.elements) {
    own_->elements.emplace(document.tenant, each.link, each.document, each.subjects);
  }
  for (const LinkRow& each : document.links) own_->links.emplace(document.tenant, each.link, each.vulnerability);
  return absl::OkStatus();
}

absl::Status MemorySession::DeleteDerived(bool) {
  own_->aliases.clear();
  own_->statements.clear();
  own_->elements.clear();
  own_->links.clear();
  own_->conflicts.clear();
  for (State::Name& vulnerability : own_->names[kVulnerabilities].rows) vulnerability.advisory = 0;
  for (State::StoredDocument& document : own_->documents) {
    document.facts.reset();
    document.vulnerabilities.clear();
    for (auto& [digest, envelope] : document.envelopes) envelope.facts.reset();
  }
  for (auto& [key, record] : own_->records) record.queued = 0;
  return absl::OkStatus();
}

// ---- trust ----

absl::StatusOr<std::vector<SigningKeyRow>> MemorySession::SigningKeys() {
  std::vector<SigningKeyRow> keys;
  for (const auto& [key, pem] : state_->signing_keys) keys.push_back({key.first, key.second, pem});
  return keys;
}

absl::StatusOr<std::optional<TrustRevision>> MemorySession::InForce(std::string_view subject,
                                                                    std::optional<Instant> known_at) {
  std::optional<TrustRevision> last;
  for (const TrustRow& row : state_->trust) {
    if (row.change.subject == subject && row.change.recorded_at <= known_at.value_or(kLast)) last = row.change;
  }
  return last;
}

absl::StatusOr<std::optional<std::string>> MemorySession::TrustJson(std::uint64_t revision) {
  return state_->trust[revision - 1].json;
}

absl::StatusOr<std::vector<TrustRevision>> MemorySession::TrustRevisions() {
  std::vector<TrustRevision> revisions;
  for (const TrustRow& row : state_->trust) revisions.push_back(row.change);
  return revisions;
}

absl::StatusOr<std::vector<TrustRow>> MemorySession::TrustAfter(std::uint64_t revision, std::size_t limit) {
  std::vector<TrustRow> rows;
  std::map<std::string_view, const TrustRow*> last;  // by subject
  for (const TrustRow& from : state_->trust) {
    const TrustRow*& before = last[from.change.subject];
    if (from.change.revision > revision && rows.size() < limit) {
      TrustRow& row = rows.emplace_back(from);
      if (!row.before.has_value() && before != nullptr) row.before = before->json;
    }
    before = &from;
  }
  return rows;
}

absl::Status MemorySession::AddTrust(const TrustRow& row) {
  own_->trust.push_back(row);
  own_->trust.back().change.revision = own_->trust.size();
  return absl::OkStatus();
}

absl::Status MemorySession::AddSigningKeys(std::span<const SigningKeyRow> keys) {
  for (const SigningKeyRow& key : keys) own_->signing_keys.try_emplace({key.key_id, key.scheme}, key.pem);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Waiver>> MemorySession::Waivers(RowId tenant) {
  std::vector<Waiver> waivers;
  for (const auto& [of, waiver] : state_->waivers) {
    if (of == tenant) waivers.push_back(waiver);
  }
  return waivers;
}

absl::Status MemorySession::AddWaiver(RowId tenant, const Waiver& waiver) {
  own_->waivers.emplace_back(tenant, waiver);
  for (const auto& [key, waiting] : own_->conflicts) {
    for (const NewConflict& conflict : waiting.second) {
      if (waiting.first != tenant || conflict.id != waiver.conflict) continue;
      own_->steps.push_back({key, tenant, {conflict, ConflictStep::kWaived}, waiver.recorded_at, waiver});
    }
  }
  return absl::OkStatus();
}

}  // namespace vexlens::workspace
