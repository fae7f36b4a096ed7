// Session: changes of trust, keys and waivers.
#include <limits>

#include "lib/sqlite/session.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::SigningKeyRow;
using workspace::TrustRow;

namespace {

// Selects the columns of TrustRevision.
#define VEXLENS_SELECT_TRUST "SELECT revision, recorded_at, subject, digest, actor, reason FROM trust "

// Reads the current row.
TrustRevision RevisionIn(Rows& rows) {
  return {static_cast<std::uint64_t>(rows.Int(0)),
          rows.Time(1),
          std::string(rows.Text(2)),
          rows.ADigest(3),
          {std::string(rows.Text(4)), std::string(rows.Text(5))}};
}

absl::StatusOr<std::vector<TrustRevision>> RevisionsIn(Rows rows) {
  std::vector<TrustRevision> revisions;
  while (rows.Next()) revisions.push_back(RevisionIn(rows));
  if (!rows.status().ok()) return rows.status();
  return revisions;
}

}  // namespace

absl::StatusOr<std::vector<SigningKeyRow>> Session::SigningKeys() {
  std::vector<SigningKeyRow> keys;
  Rows rows = database_.Select("SELECT key_id, scheme, pem FROM signing_key ORDER BY key_id, scheme");
  while (rows.Next()) {
    keys.push_back(
        {std::string(rows.Text(0)), rows.Enumerator(1, SignatureScheme::kRsaPssSha512), std::string(rows.Text(2))});
  }
  if (!rows.status().ok()) return rows.status();
  return keys;
}

absl::StatusOr<std::optional<TrustRevision>> Session::InForce(std::string_view subject,
                                                              std::optional<Instant> known_at) {
  VEXLENS_ASSIGN_OR_RETURN(
      const std::vector<TrustRevision> last,
      RevisionsIn(database_.Select(VEXLENS_SELECT_TRUST
                                   "WHERE subject = ? AND recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1",
                                   subject, known_at.value_or(Instant{std::numeric_limits<std::int64_t>::max()}))));
  return last.empty() ? std::nullopt : std::optional(last.front());
}

absl::StatusOr<std::optional<std::string>> Session::TrustJson(std::uint64_t revision) {
  Rows row = database_.Select("SELECT json FROM trust WHERE revision = ?", static_cast<std::int64_t>(revision));
  std::optional<std::string> json;
  if (row.Next() && !row.IsNull(0)) json = row.Text(0);
  if (!row.status().ok()) return row.status();
  return json;
}

absl::StatusOr<std::vector<TrustRevision>> Session::TrustRevisions() {
  return RevisionsIn(database_.Select(VEXLENS_SELECT_TRUST "ORDER BY revision"));
}

absl::StatusOr<std::vector<TrustRow>> Session::TrustAfter(std::uint64_t revision, std::size_t limit) {
  std::vector<TrustRow> changes;
  Rows rows = database_.Select(
      "SELECT t.revision, t.recorded_at, t.subject, t.digest, t.actor, t.reason, t.json,"
      " coalesce(t.replaced, (SELECT p.json FROM trust p WHERE p.subject = t.subject AND p.recorded_at < t.recorded_at"
      "  ORDER BY p.recorded_at DESC LIMIT 1))"
      " FROM trust t WHERE t.revision > ? ORDER BY t.revision LIMIT ?",
      revision, limit);
  while (rows.Next()) {
    TrustRow& row = changes.emplace_back();
    row.change = RevisionIn(rows);
    if (!rows.IsNull(6)) row.json = rows.Text(6);
    if (!rows.IsNull(7)) row.before = rows.Text(7);
  }
  if (!rows.status().ok()) return rows.status();
  return changes;
}

absl::Status Session::AddTrust(const TrustRow& row) {
  const TrustRevision& change = row.change;
  return database_.Run(
      "INSERT INTO trust(recorded_at, subject, json, replaced, digest, actor, reason) VALUES(?, ?, ?, ?, ?, ?, ?)",
      change.recorded_at, change.subject, row.json, row.before, change.digest, change.audit.actor, change.audit.reason);
}

absl::Status Session::AddSigningKeys(std::span<const SigningKeyRow> keys) {
  for (const SigningKeyRow& key : keys) {
    VEXLENS_RETURN_IF_ERROR(database_.Run("INSERT OR IGNORE INTO signing_key VALUES(?, ?, ?)", key.key_id,
                                          static_cast<std::int64_t>(key.scheme), key.pem));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Waiver>> Session::Waivers(RowId tenant) {
  std::vector<Waiver> waivers;
  Rows rows = database_.Select(
      "SELECT conflict, actor, reason, expires_at, recorded_at FROM waiver WHERE tenant = ? ORDER BY recorded_at",
      tenant);
  while (rows.Next()) {
    waivers.push_back(
        {rows.ADigest(0), {std::string(rows.Text(1)), std::string(rows.Text(2))}, rows.Time(3), rows.Time(4)});
  }
  if (!rows.status().ok()) return rows.status();
  return waivers;
}

absl::Status Session::AddWaiver(RowId tenant, const Waiver& waiver) {
  VEXLENS_RETURN_IF_ERROR(database_.Run("INSERT INTO waiver VALUES(?, ?, ?, ?, ?, ?)", tenant, waiver.conflict,
                                        waiver.recorded_at, waiver.expires_at, waiver.audit.actor,
                                        waiver.audit.reason));
  return database_.Run(
      "INSERT INTO conflict_step(tenant, advisory, hash, id, since, reason, recorded_at, step)"
      " SELECT tenant, advisory, hash, id, since, reason, ?, ? FROM conflict WHERE tenant = ? AND id = ?",
      waiver.recorded_at, static_cast<std::int64_t>(ConflictStep::kWaived), tenant, waiver.conflict);
}

}  // namespace vexlens::sqlite
