// Changes of the directory, of a policy and of asOf, each with the records that it touches.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/store/audit.h"
#include "lib/store/envelopes.h"
#include "lib/store/sqlite_workspace.h"
#include "vexlens/directory_change.h"
#include "vexlens/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens::store {
namespace {

absl::Status WriteTrust(Database& database, std::string_view subject, const std::optional<std::string>& json,
                        const Audit& audit, Instant recorded_at) {
  const Digest digest = Sha256(json.value_or(""));
  if (!json.has_value()) {
    return database.Run("INSERT INTO trust(recorded_at, subject, digest, actor, reason) VALUES(?, ?, ?, ?, ?)",
                        recorded_at, subject, digest, audit.actor, audit.reason);
  }
  return database.Run("INSERT INTO trust(recorded_at, subject, json, digest, actor, reason) VALUES(?, ?, ?, ?, ?, ?)",
                      recorded_at, subject, *json, digest, audit.actor, audit.reason);
}

// CheckSeen refuses an edit of something that is no longer as its editor saw it.
absl::Status CheckSeen(std::string_view what, const Digest& in_force, const std::optional<Digest>& seen) {
  if (!seen.has_value() || *seen == in_force) return absl::OkStatus();
  return absl::AbortedError(
      absl::StrCat(what, " was changed meanwhile: it is ", DigestText(in_force), " now; look at it and edit that"));
}

// IsHeardElsewhere reports whether statements of a changed issuer may be heard by other keys than before: whom its word
// reaches depends on its authority, on its keys, and on whether it is listed; whose BOM explains a link, on its id.
bool IsHeardElsewhere(const Issuer* before, const Issuer* after) {
  if (before == nullptr || after == nullptr) return true;
  return before->id != after->id || before->authority != after->authority || before->keys != after->keys;
}

// ChangeOf finds the documents of issuers that answer otherwise.
absl::StatusOr<Change> ChangeOf(Connection& connection, std::string_view tenant, const IssuerDirectory& before,
                                const IssuerDirectory& after) {
  Database& database = connection.database();
  Change change;
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t tenant_id, FindTenant(database, tenant));
  const ChangedIssuers changed(before, after);
  std::vector<std::pair<std::int64_t, bool>> issuers;  // and whether they are heard elsewhere
  Rows rows = database.Select("SELECT id, name FROM issuer WHERE tenant = ?", tenant_id);
  while (rows.Next()) {
    const std::string_view name = rows.Text(1);
    if (!changed.Contains(tenant, name)) continue;
    issuers.emplace_back(rows.Int(0), IsHeardElsewhere(before.Find(tenant, name), after.Find(tenant, name)));
  }
  if (!rows.status().ok()) return rows.status();
  for (const auto& [issuer, elsewhere] : issuers) {
    Rows documents = database.Select("SELECT id FROM document WHERE issuer = ?", issuer);
    while (documents.Next()) {
      const std::int64_t row = documents.Int(0);
      VEXLENS_RETURN_IF_ERROR(elsewhere ? change.AddReheard(connection, row) : change.AddDocument(connection, row));
    }
    if (!documents.status().ok()) return documents.status();
  }
  return change;
}

}  // namespace

absl::StatusOr<Recomputed> SqliteWorkspace::SetAsOf(Instant as_of) {
  if (!as_of.dated()) return absl::InvalidArgumentError("asOf must be an instant");
  Recomputed total;
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    Database& database = connection.database();
    VEXLENS_ASSIGN_OR_RETURN(const Instant before, StoredAsOf(database));
    if (before == as_of) return absl::OkStatus();
    VEXLENS_RETURN_IF_ERROR(database.Run("UPDATE meta SET value = ? WHERE name = 'as_of'", as_of));
    const absl::StatusOr<Recomputed> counts = RecomputeAll(connection, {Trigger::kAsOfChange, recorded_at});
    total = counts.value_or(total);
    return counts.status();
  });
  if (!status.ok()) return status;
  return total;
}

absl::StatusOr<IssuerDirectory> SqliteWorkspace::Directory(std::optional<Instant> known_at) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const IssuerDirectory> directory, (*lease).Directory(known_at));
  return *directory;
}

absl::StatusOr<Policy> SqliteWorkspace::PolicyOf(std::string_view tenant, std::optional<Instant> known_at) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> policy, (*lease).PolicyOf(tenant, known_at));
  return *policy;
}

absl::StatusOr<Recomputed> SqliteWorkspace::SetDirectory(const IssuerDirectory& directory, const Audit& audit,
                                                         const std::optional<Digest>& seen) {
  VEXLENS_RETURN_IF_ERROR(CheckAudit(audit));
  Recomputed total;
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    Database& database = connection.database();
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const IssuerDirectory> before, connection.Directory(std::nullopt));
    VEXLENS_RETURN_IF_ERROR(CheckSeen("the directory", before->Digest(), seen));
    absl::Status written = WriteTrust(database, "issuers", directory.CanonicalJson(), audit, recorded_at);
    if (written.ok()) written = NoteKeys(connection, directory);
    if (!written.ok()) return written;
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::string> tenants, Tenants(database));
    for (const std::string& tenant : tenants) {
      VEXLENS_ASSIGN_OR_RETURN(Change change, ChangeOf(connection, tenant, *before, directory));
      written = AddRejudged(connection, tenant, *before, directory, change);
      if (!written.ok()) return written;
      VEXLENS_ASSIGN_OR_RETURN(const Recomputed counts,
                               Recompute(connection, tenant, change, {Trigger::kIssuerUpdate, recorded_at}));
      total += counts;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return total;
}

absl::StatusOr<Recomputed> SqliteWorkspace::SetPolicy(std::string_view tenant, const std::optional<Policy>& policy,
                                                      const Audit& audit, const std::optional<Digest>& seen) {
  VEXLENS_RETURN_IF_ERROR(CheckAudit(audit));
  if (!tenant.empty()) {
    VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  }
  if (tenant.empty() && !policy.has_value()) return absl::InvalidArgumentError("the global policy cannot be absent");
  Recomputed total;
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    Database& database = connection.database();
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> in_force, connection.PolicyOf(tenant, std::nullopt));
    VEXLENS_RETURN_IF_ERROR(CheckSeen("the policy", Sha256(in_force->CanonicalJson()), seen));
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::string> tenants, Tenants(database));
    std::vector<std::pair<std::string, Digest>> before;
    for (const std::string& each : tenants) {
      VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> old, connection.PolicyOf(each, std::nullopt));
      before.emplace_back(each, old->Digest());
    }
    const std::string subject = tenant.empty() ? "policy" : absl::StrCat("policy/", tenant);
    VEXLENS_RETURN_IF_ERROR(WriteTrust(database, subject,
                                       policy.has_value() ? std::optional(policy->CanonicalJson()) : std::nullopt,
                                       audit, recorded_at));
    for (const auto& [each, digest] : before) {
      VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> now, connection.PolicyOf(each, std::nullopt));
      if (now->Digest() == digest) continue;
      VEXLENS_ASSIGN_OR_RETURN(const Recomputed counts, Recompute(connection, each, Change::Everything(),
                                                                  {Trigger::kPolicyChange, recorded_at}));
      total += counts;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return total;
}

absl::StatusOr<std::vector<TrustRevision>> SqliteWorkspace::TrustRevisions() {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  std::vector<TrustRevision> revisions;
  Rows rows = lease.database().Select(
      "SELECT revision, recorded_at, subject, digest, actor, reason FROM trust ORDER BY revision");
  while (rows.Next()) {
    revisions.push_back({static_cast<std::uint64_t>(rows.Int(0)),
                         rows.Time(1),
                         std::string(rows.Text(2)),
                         rows.ADigest(3),
                         {std::string(rows.Text(4)), std::string(rows.Text(5))}});
  }
  if (!rows.status().ok()) return rows.status();
  return revisions;
}

}  // namespace vexlens::store
