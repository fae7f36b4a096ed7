// Changes of the directory, of a policy and of asOf, each with the records that it touches.
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/workspace/audit.h"
#include "lib/workspace/envelopes.h"
#include "lib/workspace/recompute.h"
#include "lib/workspace/transactions.h"
#include "vexlens/directory_change.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {

using workspace::Change;
using workspace::HeldDocument;
using workspace::NamedRow;
using workspace::NameKind;
using workspace::RowId;
using workspace::Snapshot;
using workspace::TrustRow;
using workspace::Turn;

namespace {

absl::Status AddTrust(Turn& turn, std::string_view subject, std::optional<std::string> json,
                      std::optional<std::string> before, const Audit& audit) {
  TrustRow row;
  row.change = {0, turn.recorded_at(), std::string(subject), Sha256(json.value_or("")), audit};
  row.json = std::move(json);
  row.before = std::move(before);
  return turn.edit().AddTrust(row);
}

// The first directory is kept with the one that it replaces: a later version may have another starter directory.
absl::Status AddDirectory(Turn& turn, const IssuerDirectory& before, const IssuerDirectory& after, const Audit& audit) {
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<TrustRevision> last,
                           turn.view().InForce(workspace::kDirectorySubject, std::nullopt));
  return AddTrust(turn, workspace::kDirectorySubject, after.CanonicalJson(),
                  last.has_value() ? std::nullopt : std::optional(before.CanonicalJson()), audit);
}

// Errors: ABORTED when what is edited is no longer what its editor saw.
absl::Status CheckSeen(std::string_view what, const Digest& in_force, const std::optional<Digest>& seen) {
  if (!seen.has_value() || *seen == in_force) return absl::OkStatus();
  return absl::AbortedError(
      absl::StrCat(what, " was changed meanwhile: it is ", DigestText(in_force), " now; look at it and edit that"));
}

// Reports whether other keys than before may hear the statements of a changed issuer: which they are depends on its
// authority and its keys, and on whether it is listed; whose BOM explains a link, on its id.
bool IsHeardElsewhere(const Issuer* before, const Issuer* after) {
  if (before == nullptr || after == nullptr) return true;
  return before->id != after->id || before->authority != after->authority || before->keys != after->keys;
}

// Adds an issuer's documents to a change.
absl::Status AddDocumentsOf(Snapshot& snapshot, RowId tenant, RowId issuer, bool heard_elsewhere, Change& change) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<HeldDocument> held,
                           snapshot.view().ListDocuments({.tenant = tenant, .issuer = issuer, .enveloped = false}));
  std::vector<RowId> rows;
  for (const HeldDocument& document : held) rows.push_back(document.id);
  return heard_elsewhere ? change.AddReheard(snapshot, rows) : change.AddDocuments(snapshot, rows);
}

// Returns the change for one tenant: documents of issuers whose entries differ, and those whose signatures are judged
// differently.
absl::StatusOr<Change> ChangeOf(Snapshot& snapshot, const NamedRow& tenant, const IssuerDirectory& before,
                                const IssuerDirectory& after) {
  Change change;
  const ChangedIssuers changed(before, after);
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> issuers, snapshot.view().AllNames(NameKind::kIssuer, tenant.id));
  for (const NamedRow& issuer : issuers) {
    if (!changed.Contains(tenant.name, issuer.name)) continue;
    const bool elsewhere =
        IsHeardElsewhere(before.Find(tenant.name, issuer.name), after.Find(tenant.name, issuer.name));
    VEXLENS_RETURN_IF_ERROR(AddDocumentsOf(snapshot, tenant.id, issuer.id, elsewhere, change));
  }
  VEXLENS_RETURN_IF_ERROR(workspace::AddRejudged(snapshot, tenant.name, before, after, change));
  return change;
}

// Leaves for the observer which entries changed, each with its weight by the policy of its tenant.
absl::Status ObserveEntries(Turn& turn, const IssuerDirectory& before, const IssuerDirectory& after,
                            const Audit& audit) {
  if (!turn.observing()) return absl::OkStatus();
  for (DirectoryChange& change : DirectoryChanges(before, after)) {
    VEXLENS_ASSIGN_OR_RETURN(std::shared_ptr<const Policy> policy, turn.PolicyOf(change.tenant, std::nullopt));
    turn.Observe([change = std::move(change), policy = std::move(policy), audit](Observer& observer, const Trace& trace,
                                                                                 std::chrono::nanoseconds) {
      const Issuer* const was = change.before.has_value() ? &*change.before : nullptr;
      const Issuer* const is = change.after.has_value() ? &*change.after : nullptr;
      TrustChanged event;
      event.tenant = change.tenant;
      event.subject = workspace::kDirectorySubject;
      event.issuer = change.id;
      event.tier_before = TierName(was == nullptr ? Tier::kUnknown : was->tier);
      event.tier_after = TierName(is == nullptr ? Tier::kUnknown : is->tier);
      event.weight_before = policy->IssuerWeight(was);
      event.weight_after = policy->IssuerWeight(is);
      event.revoked_before = was != nullptr && was->revoked_at.has_value();
      event.revoked_after = is != nullptr && is->revoked_at.has_value();
      event.actor = audit.actor;
      event.reason = audit.reason;
      observer.OnTrustChanged(event, trace);
    });
  }
  return absl::OkStatus();
}

// Leaves for the observer that a policy changed, if the one in force is no longer `before`.
absl::Status ObservePolicy(Turn& turn, std::string_view tenant, const Policy& before, const Audit& audit) {
  if (!turn.observing()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> after, turn.PolicyOf(tenant, std::nullopt));
  if (after->Digest() == before.Digest()) return absl::OkStatus();
  turn.Observe([name = std::string(tenant), audit](Observer& observer, const Trace& trace, std::chrono::nanoseconds) {
    TrustChanged event;
    event.tenant = name;
    event.subject = workspace::kPolicySubject;
    event.actor = audit.actor;
    event.reason = audit.reason;
    observer.OnTrustChanged(event, trace);
  });
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Recomputed> Workspace::SetAsOf(Instant as_of) {
  if (!as_of.dated()) return absl::InvalidArgumentError("asOf must be an instant");
  Recomputed total;
  const auto step = [&](Turn& turn) -> absl::Status {
    if (turn.settings().as_of == as_of) return absl::OkStatus();
    turn.SetAsOf(as_of);
    VEXLENS_ASSIGN_OR_RETURN(total, RecomputeAll(turn, {Trigger::kAsOfChange, turn.recorded_at()}));
    return absl::OkStatus();
  };
  VEXLENS_RETURN_IF_ERROR(transactions_->Write("set_as_of", step));
  return total;
}

absl::StatusOr<IssuerDirectory> Workspace::Directory(std::optional<Instant> known_at) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const IssuerDirectory> directory, lease->Directory(known_at));
  return *directory;
}

absl::StatusOr<Policy> Workspace::PolicyOf(std::string_view tenant, std::optional<Instant> known_at) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> policy, lease->PolicyOf(tenant, known_at));
  return *policy;
}

absl::StatusOr<Recomputed> Workspace::SetDirectory(const IssuerDirectory& directory, const Audit& audit,
                                                   const std::optional<Digest>& seen) {
  VEXLENS_RETURN_IF_ERROR(workspace::CheckAudit(audit));
  Recomputed total;
  const auto step = [&](Turn& turn) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const IssuerDirectory> before, turn.Directory(std::nullopt));
    VEXLENS_RETURN_IF_ERROR(CheckSeen("the directory", before->Digest(), seen));
    VEXLENS_RETURN_IF_ERROR(AddDirectory(turn, *before, directory, audit));
    VEXLENS_RETURN_IF_ERROR(workspace::NoteKeys(turn, directory));
    VEXLENS_RETURN_IF_ERROR(ObserveEntries(turn, *before, directory, audit));
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> tenants, turn.view().AllNames(NameKind::kTenant, 0));
    for (const NamedRow& tenant : tenants) {
      VEXLENS_ASSIGN_OR_RETURN(const Change change, ChangeOf(turn, tenant, *before, directory));
      VEXLENS_ASSIGN_OR_RETURN(const Recomputed counts,
                               Recompute(turn, tenant.name, change, {Trigger::kIssuerUpdate, turn.recorded_at()}));
      total += counts;
    }
    return absl::OkStatus();
  };
  VEXLENS_RETURN_IF_ERROR(transactions_->Write("set_directory", step));
  return total;
}

absl::StatusOr<Recomputed> Workspace::SetPolicy(std::string_view tenant, const std::optional<Policy>& policy,
                                                const Audit& audit, const std::optional<Digest>& seen) {
  VEXLENS_RETURN_IF_ERROR(workspace::CheckAudit(audit));
  if (!tenant.empty()) VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  if (tenant.empty() && !policy.has_value()) return absl::InvalidArgumentError("the global policy cannot be absent");
  Recomputed total;
  const auto step = [&](Turn& turn) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> in_force, turn.PolicyOf(tenant, std::nullopt));
    VEXLENS_RETURN_IF_ERROR(CheckSeen("the policy", Sha256(in_force->CanonicalJson()), seen));
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> tenants, turn.view().AllNames(NameKind::kTenant, 0));
    std::vector<Digest> before;
    for (const NamedRow& each : tenants) {
      VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> old, turn.PolicyOf(each.name, std::nullopt));
      before.push_back(old->Digest());
    }
    const std::string subject =
        tenant.empty() ? std::string(workspace::kPolicySubject) : absl::StrCat(workspace::kPolicySubject, "/", tenant);
    VEXLENS_RETURN_IF_ERROR(AddTrust(turn, subject,
                                     policy.has_value() ? std::optional(policy->CanonicalJson()) : std::nullopt,
                                     /*before=*/std::nullopt, audit));
    VEXLENS_RETURN_IF_ERROR(ObservePolicy(turn, tenant, *in_force, audit));
    for (std::size_t i = 0; i < tenants.size(); ++i) {
      VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Policy> now, turn.PolicyOf(tenants[i].name, std::nullopt));
      if (now->Digest() == before[i]) continue;
      VEXLENS_ASSIGN_OR_RETURN(const Recomputed counts, Recompute(turn, tenants[i].name, Change::Everything(),
                                                                  {Trigger::kPolicyChange, turn.recorded_at()}));
      total += counts;
    }
    return absl::OkStatus();
  };
  VEXLENS_RETURN_IF_ERROR(transactions_->Write("set_policy", step));
  return total;
}

absl::StatusOr<std::vector<TrustRevision>> Workspace::TrustRevisions() {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  return lease->view().TrustRevisions();
}

}  // namespace vexlens
