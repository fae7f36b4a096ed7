// MemorySession: records, revisions, conflicts, and digests of derived rows.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/workspace/memory_session.h"

namespace vexlens::workspace {

absl::StatusOr<std::vector<RecordRow>> MemorySession::FindRecords(std::span<const RecordPlace> places) {
  std::vector<RecordRow> rows;
  for (const RecordPlace& place : places) {
    const auto found = state_->records.find({place.advisory, std::string(place.product), std::string(place.component)});
    rows.push_back(found == state_->records.end() ? RecordRow() : found->second);
  }
  return rows;
}

absl::StatusOr<std::vector<LiveRecord>> MemorySession::LiveRecords(std::span<const RowId> advisories) {
  std::vector<LiveRecord> live;
  for (const RowId advisory : advisories) {
    for (auto place = state_->records.lower_bound({advisory, "", ""});
         place != state_->records.end() && std::get<0>(place->first) == advisory; ++place) {
      if (place->second.fingerprint.empty()) continue;
      live.push_back({advisory, std::get<1>(place->first), std::get<2>(place->first), place->second});
    }
  }
  return live;
}

absl::Status MemorySession::PutRecords(const RevisionShared& shared, std::span<const RecordEdit> edits) {
  for (const RecordEdit& edit : edits) {
    const State::RecordKey key{edit.advisory, edit.product, edit.component};
    RecordRow row = edit.before;
    row.fingerprint = edit.fingerprint;
    row.queued = static_cast<std::int64_t>(edit.conflicts.size());
    if (edit.revision.has_value()) {
      ++row.revision;
      own_->revisions.push_back({key, shared.tenant, row.revision, row.latest, shared, *edit.revision});
      row.latest = own_->revisions.size();
    }
    own_->records[key] = row;
    for (const ConflictEdit& step : edit.steps) {
      own_->steps.push_back({key, shared.tenant, step, shared.recorded_at, std::nullopt});
    }
    own_->conflicts.erase(key);
    if (!edit.conflicts.empty()) own_->conflicts[key] = {shared.tenant, edit.conflicts};
  }
  return absl::OkStatus();
}

RevisionRow MemorySession::RevisionAt(std::uint64_t sequence) const {
  const State::StoredRevision& from = state_->revisions[sequence - 1];
  const auto name_of = [&](NameKind kind, RowId id) {
    return state_->names[static_cast<std::size_t>(kind)].rows[static_cast<std::size_t>(id - 1)].name;
  };
  const auto& [advisory, product, component] = from.record;
  RevisionRow row;
  Revision& revision = row.revision;
  revision.sequence = sequence;
  revision.tenant = name_of(NameKind::kTenant, from.tenant);
  revision.key = {name_of(NameKind::kVulnerability, advisory), product, component};
  revision.revision = from.revision;
  revision.recorded_at = from.shared.recorded_at;
  revision.trigger = from.shared.trigger;
  revision.as_of = from.shared.as_of;
  revision.rules = from.shared.rules;
  revision.digest = from.outcome.digest;
  if (from.previous != 0) revision.previous_digest = state_->revisions[from.previous - 1].outcome.digest;
  if (from.outcome.renamed_to != 0) revision.renamed_to = name_of(NameKind::kVulnerability, from.outcome.renamed_to);
  row.state = from.outcome.state;
  row.status = from.outcome.status;
  for (const TrustRow& trust : state_->trust) {
    const TrustRevision& change = trust.change;
    if (change.subject == kDirectorySubject && change.recorded_at <= revision.recorded_at)
      row.directory = change.digest;
  }
  return row;
}

absl::StatusOr<std::vector<RevisionRow>> MemorySession::RevisionsAfter(std::uint64_t sequence, std::size_t limit) {
  std::vector<RevisionRow> rows;
  for (std::uint64_t next = sequence; next < state_->revisions.size() && rows.size() < limit; ++next) {
    rows.push_back(RevisionAt(next + 1));
  }
  return rows;
}

absl::StatusOr<std::vector<RevisionRow>> MemorySession::RevisionsOf(const RecordPlace& place) {
  std::vector<RevisionRow> rows;
  const auto record = state_->records.find({place.advisory, std::string(place.product), std::string(place.component)});
  std::uint64_t sequence = record == state_->records.end() ? 0 : record->second.latest;
  for (; sequence != 0; sequence = state_->revisions[sequence - 1].previous) rows.push_back(RevisionAt(sequence));
  std::reverse(rows.begin(), rows.end());
  return rows;
}

absl::StatusOr<std::vector<QueuedConflict>> MemorySession::Conflicts(RowId tenant) {
  std::vector<QueuedConflict> queue;
  for (const auto& [key, waiting] : state_->conflicts) {
    if (waiting.first != tenant) continue;
    const auto& [advisory, product, component] = key;
    const std::string& name = state_->names[2].rows[static_cast<std::size_t>(advisory - 1)].name;
    for (const NewConflict& conflict : waiting.second) {
      queue.push_back({conflict.id, {name, product, component}, conflict.reason, conflict.since});
    }
  }
  std::sort(queue.begin(), queue.end(),
            [](const auto& a, const auto& b) { return std::tie(a.since, a.id) < std::tie(b.since, b.id); });
  return queue;
}

absl::StatusOr<std::vector<ConflictChange>> MemorySession::ConflictsAfter(std::uint64_t sequence, std::size_t limit) {
  std::vector<ConflictChange> changes;
  for (std::uint64_t next = sequence; next < state_->steps.size() && changes.size() < limit; ++next) {
    const State::StoredStep& from = state_->steps[next];
    const auto& [advisory, product, component] = from.record;
    const NewConflict& conflict = from.edit.conflict;
    changes.push_back({next + 1,
                       state_->names[0].rows[static_cast<std::size_t>(from.tenant - 1)].name,
                       {conflict.id,
                        {state_->names[2].rows[static_cast<std::size_t>(advisory - 1)].name, product, component},
                        conflict.reason,
                        conflict.since},
                       from.edit.step,
                       from.recorded_at,
                       from.waiver});
  }
  return changes;
}

absl::StatusOr<std::vector<std::vector<NewConflict>>> MemorySession::OpenedAt(std::span<const RecordPlace> places) {
  std::vector<std::vector<NewConflict>> opened;
  for (const RecordPlace& place : places) {
    const State::RecordKey key{place.advisory, std::string(place.product), std::string(place.component)};
    std::map<Digest, NewConflict> open;
    for (const State::StoredStep& step : state_->steps) {
      if (step.record != key) continue;
      if (step.edit.step == ConflictStep::kOpened) open[step.edit.conflict.id] = step.edit.conflict;
      if (step.edit.step == ConflictStep::kClosed) open.erase(step.edit.conflict.id);
    }
    std::vector<NewConflict>& here = opened.emplace_back();
    for (const auto& [id, conflict] : open) here.push_back(conflict);
  }
  return opened;
}

absl::StatusOr<Relayed> MemorySession::LastRelayed(RowId tenant) {
  const auto place = state_->relayed.find(tenant);
  return place == state_->relayed.end() ? Relayed() : place->second;
}

absl::Status MemorySession::PutRelayed(RowId tenant, const Relayed& relayed) {
  own_->relayed[tenant] = relayed;
  return absl::OkStatus();
}

namespace {

// Sum is a digest of rows, each with its length.
class Sum {
 public:
  void Add(std::string_view row) { digest_ = Sha256(DigestText(digest_), absl::StrCat(row.size(), ":", row)); }
  const Digest& digest() const { return digest_; }

 private:
  Digest digest_ = Sha256("");
};

}  // namespace

absl::StatusOr<std::vector<DerivedDigest>> MemorySession::DigestDerived() {
  Sum documents, signatures, classes, aliases, statements, elements, links, records, conflicts;
  for (const State::StoredDocument& each : state_->documents) {
    documents.Add(!each.facts.has_value() ? "" : absl::StrCat(each.facts->checksum, " ", each.vulnerabilities));
    for (const auto& [digest, envelope] : each.envelopes) {
      signatures.Add(absl::StrCat(DigestText(digest), envelope.facts.value_or("-")));
    }
  }
  for (const State::Name& each : state_->names[2].rows) classes.Add(absl::StrCat(each.name, " ", each.advisory));
  for (const auto& [key, says] : state_->aliases) {
    aliases.Add(absl::StrCat(std::get<0>(key), " ", std::get<1>(key), " ", std::get<2>(key), " ", says));
  }
  for (const auto& [key, row] : state_->statements) {
    statements.Add(absl::StrCat(key.first, " ", key.second, " ", row.outline.size(), " ", row.outline, row.pack));
  }
  for (const auto& [tenant, link, document, subjects] : state_->elements) {
    elements.Add(absl::StrCat(tenant, " ", document, " ", link.size(), " ", link, subjects));
  }
  for (const auto& [tenant, link, vulnerability] : state_->links) {
    links.Add(absl::StrCat(tenant, " ", vulnerability, " ", link));
  }
  for (const auto& [key, row] : state_->records) {
    records.Add(absl::StrCat(std::get<0>(key), " ", std::get<1>(key).size(), " ", std::get<1>(key), std::get<2>(key),
                             " ", row.queued, " ", row.fingerprint));
  }
  for (const auto& [key, waiting] : state_->conflicts) {
    for (const NewConflict& conflict : waiting.second) {
      conflicts.Add(absl::StrCat(waiting.first, " ", std::get<0>(key), " ", std::get<1>(key).size(), " ",
                                 std::get<1>(key), std::get<2>(key), DigestText(conflict.id),
                                 FormatInstant(conflict.since), conflict.reason));
    }
  }
  return std::vector<DerivedDigest>{
      {"documents", documents.digest()}, {"signatures", signatures.digest()}, {"classes", classes.digest()},
      {"aliases", aliases.digest()},     {"statements", statements.digest()}, {"BOM references", elements.digest()},
      {"BOM links", links.digest()},     {"records", records.digest()},       {"conflicts", conflicts.digest()}};
}

}  // namespace vexlens::workspace
