// History: what became of each record, which is also the queue of events.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/store/records.h"
#include "lib/store/sqlite_workspace.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

#define VEXLENS_SELECT_REVISION                                                                         \
  "SELECT r.sequence, tenant.name, advisory.name, record.product, record.component, r.revision,"        \
  " r.recorded_at, r.cause, r.as_of, r.state, r.status, renamed.name, r.digest, previous.digest,"       \
  " (SELECT digest FROM trust WHERE subject = 'issuers' AND recorded_at <= r.recorded_at"               \
  "  ORDER BY recorded_at DESC LIMIT 1), r.rules"                                                       \
  " FROM revision r JOIN record ON record.advisory = r.advisory AND record.hash = r.hash"               \
  " JOIN vulnerability advisory ON advisory.id = r.advisory JOIN tenant ON tenant.id = advisory.tenant" \
  " LEFT JOIN vulnerability renamed ON renamed.id = r.renamed_to"                                       \
  " LEFT JOIN revision previous ON previous.sequence = r.previous "

// RevisionsIn reads what VEXLENS_SELECT_REVISION selects.
absl::StatusOr<std::vector<Revision>> RevisionsIn(Rows rows) {
  std::vector<Revision> revisions;
  while (rows.Next()) {
    Revision revision;
    revision.sequence = static_cast<std::uint64_t>(rows.Int(0));
    revision.tenant = rows.Text(1);
    revision.key = {std::string(rows.Text(2)), std::string(rows.Text(3)), std::string(rows.Text(4))};
    revision.revision = static_cast<std::uint32_t>(rows.Int(5));
    revision.recorded_at = rows.Time(6);
    revision.trigger = rows.Enumerator(7, Trigger::kAsOfChange);
    revision.as_of = rows.Time(8);
    if (!rows.IsNull(9)) revision.state = StateName(rows.Enumerator(9, State::kInconclusive));
    if (!rows.IsNull(10)) revision.status = StatusName(rows.Enumerator(10, VexStatus::kFixed));
    revision.renamed_to = rows.Text(11);
    if (!rows.IsNull(12)) revision.digest = rows.ADigest(12);
    if (!rows.IsNull(13)) revision.previous_digest = rows.ADigest(13);
    revision.directory_digest = rows.IsNull(14) ? IssuerDirectory::Starter().Digest() : rows.ADigest(14);
    revision.rules = static_cast<std::uint32_t>(rows.Int(15));
    revisions.push_back(std::move(revision));
  }
  if (!rows.status().ok()) return rows.status();
  return revisions;
}

// CheckRules returns OK for a revision whose record today's rules can form again.
absl::Status CheckRules(const Revision& revision) {
  if (revision.rules == kRules) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("revision ", revision.revision, " of ", revision.key.advisory, " ", revision.key.product,
                   " was formed by rules ", revision.rules, ", and this program forms answers by rules ", kRules,
                   ": ask for today's answer for that instant with `stella vex get … --as-of ",
                   FormatInstant(revision.as_of), " --known-at ", FormatInstant(revision.recorded_at), "`"));
}

// RevisionsOf goes from a record's latest revision to its first, and gives them the other way round.
absl::StatusOr<std::vector<Revision>> RevisionsOf(Database& database, const StoredRecord& record) {
  std::vector<Revision> revisions;
  for (std::int64_t sequence = record.latest; sequence != 0;) {
    VEXLENS_ASSIGN_OR_RETURN(std::vector<Revision> one,
                             RevisionsIn(database.Select(VEXLENS_SELECT_REVISION "WHERE r.sequence = ?", sequence)));
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t previous,
                             database.Number(-1, "SELECT previous FROM revision WHERE sequence = ?", sequence));
    if (one.empty() || previous < 0 || previous >= sequence) {
      return absl::DataLossError("the history of the record is damaged");
    }
    revisions.push_back(std::move(one.front()));
    sequence = previous;
  }
  std::reverse(revisions.begin(), revisions.end());
  return revisions;
}

}  // namespace

absl::StatusOr<std::vector<Revision>> RevisionsAfter(Database& database, std::int64_t sequence, std::int64_t limit) {
  return RevisionsIn(
      database.Select(VEXLENS_SELECT_REVISION "WHERE r.sequence > ? ORDER BY r.sequence LIMIT ?", sequence, limit));
}

absl::StatusOr<std::vector<Revision>> SqliteWorkspace::Revisions(std::uint64_t sequence, std::size_t limit) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  constexpr std::uint64_t kMost = INT64_MAX;
  return RevisionsAfter(lease.database(), static_cast<std::int64_t>(std::min(sequence, kMost)),
                        static_cast<std::int64_t>(std::min<std::uint64_t>(limit, kMost)));
}

absl::StatusOr<std::vector<Revision>> SqliteWorkspace::History(std::string_view tenant, const RecordKey& key) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  Database& database = lease.database();
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t tenant_id, FindTenant(database, tenant));
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t advisory, FindVulnerability(database, tenant_id, key.advisory));
  VEXLENS_ASSIGN_OR_RETURN(const StoredRecord record, FindRecord(database, advisory, key.product, key.component));
  return RevisionsOf(database, record);
}

absl::StatusOr<std::string> SqliteWorkspace::Recall(const Revision& revision) {
  if (!revision.digest.has_value()) return absl::NotFoundError("there was no record any more");
  VEXLENS_RETURN_IF_ERROR(CheckRules(revision));
  absl::StatusOr<std::string> record = Get(revision.tenant, revision.key, {revision.as_of, revision.recorded_at});
  if (!record.ok()) return record.status();
  const std::string expected = absl::StrCat("\"consensusDigest\":\"", DigestText(*revision.digest), "\"");
  if (record->find(expected) == std::string::npos) {
    return absl::DataLossError(absl::StrCat("revision ", revision.revision, " of ", revision.key.advisory, " ",
                                            revision.key.product, " had the digest ", DigestText(*revision.digest),
                                            "; what was known then gives another"));
  }
  return record;
}

}  // namespace vexlens::store
