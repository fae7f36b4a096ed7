#include "lib/workspace/history.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/workspace/transactions.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

using workspace::RecordPlace;
using workspace::RevisionRow;
using workspace::RowId;

// Errors: FAILED_PRECONDITION for a revision of other rules, whose record this program cannot form again.
absl::Status CheckRules(const Revision& revision) {
  if (revision.rules == kRules) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("revision ", revision.revision, " of ", revision.key.vulnerability, " ", revision.key.product,
                   " was formed by rules ", revision.rules, ", and this program forms answers by rules ", kRules,
                   ": ask for today's answer for that instant with `stella vex get … --as-of ",
                   FormatInstant(revision.as_of), " --known-at ", FormatInstant(revision.recorded_at), "`"));
}

// Returns rows in the words of the API.
std::vector<Revision> RevisionsIn(std::vector<RevisionRow> rows) {
  std::vector<Revision> revisions;
  for (RevisionRow& row : rows) {
    Revision& revision = revisions.emplace_back(std::move(row.revision));
    if (row.state.has_value()) revision.state = StateName(*row.state);
    if (row.status.has_value()) revision.status = StatusName(*row.status);
    revision.directory_digest = row.directory.has_value() ? *row.directory : IssuerDirectory::Starter().Digest();
  }
  return revisions;
}

}  // namespace

absl::StatusOr<std::vector<Revision>> workspace::RevisionsAfter(View& view, std::uint64_t sequence, std::size_t limit) {
  VEXLENS_ASSIGN_OR_RETURN(std::vector<RevisionRow> rows, view.RevisionsAfter(sequence, limit));
  return RevisionsIn(std::move(rows));
}

absl::StatusOr<std::vector<Revision>> Workspace::Revisions(std::uint64_t sequence, std::size_t limit) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  return workspace::RevisionsAfter(lease->view(), sequence, limit);
}

absl::StatusOr<std::vector<Revision>> Workspace::History(std::string_view tenant, const RecordKey& key) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, lease->Tenant(tenant));
  VEXLENS_ASSIGN_OR_RETURN(const RowId advisory, lease->Vulnerability(tenant_id, key.vulnerability));
  VEXLENS_ASSIGN_OR_RETURN(std::vector<RevisionRow> rows,
                           lease->view().RevisionsOf({advisory, key.product, key.component}));
  return RevisionsIn(std::move(rows));
}

absl::StatusOr<std::string> Workspace::Recall(const Revision& revision) {
  if (!revision.digest.has_value()) return absl::NotFoundError("there was no record any more");
  VEXLENS_RETURN_IF_ERROR(CheckRules(revision));
  VEXLENS_ASSIGN_OR_RETURN(const Answer answer,
                           Get(revision.tenant, revision.key, {revision.as_of, revision.recorded_at}));
  std::string record;
  if (answer.slice->consensus().Append(answer.record, record) != *revision.digest) {
    return absl::DataLossError(absl::StrCat("revision ", revision.revision, " of ", revision.key.vulnerability, " ",
                                            revision.key.product, " had the digest ", DigestText(*revision.digest),
                                            "; what was known then gives another"));
  }
  return record;
}

}  // namespace vexlens
