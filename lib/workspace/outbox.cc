// The outbox: the history of a workspace in one order, a tenant's part of it.
#include "vexlens/outbox.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/workspace/history.h"
#include "lib/workspace/transactions.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

using workspace::RowId;
using workspace::Snapshot;
using workspace::TrustRow;

constexpr std::size_t kTrustAtOnce = 16;  // each may be a whole directory

// Place orders entries: by instant, then causes before what they caused, then by number.
using Place = std::tuple<std::int64_t, int, std::uint64_t>;
constexpr Place kEnd{std::numeric_limits<std::int64_t>::max(), 0, 0};

Place PlaceOf(const TrustRow& row) { return {row.change.recorded_at.micros, 0, row.change.revision}; }
Place PlaceOf(const Revision& revision) { return {revision.recorded_at.micros, 1, revision.sequence}; }
Place PlaceOf(const ConflictChange& change) { return {change.recorded_at.micros, 2, change.sequence}; }

// Returns the place up to which rows of a kind are known.
template <typename Row>
Place KnownTo(const std::vector<Row>& rows, std::size_t limit) {
  return rows.size() < limit ? kEnd : PlaceOf(rows.back());
}

absl::StatusOr<IssuerDirectory> DirectoryIn(const TrustRow& row, const std::optional<std::string>& json) {
  // A change that a version made which did not keep what the first one replaced.
  if (!json.has_value()) return IssuerDirectory::Starter();
  absl::StatusOr<IssuerDirectory> directory = IssuerDirectory::Parse(*json);
  if (directory.ok()) return directory;
  return absl::DataLossError(
      absl::StrCat("change ", row.change.revision, " of the issuer directory: ", directory.status().message()));
}

// Page fills a page with the entries of one tenant up to a place.
class Page {
 public:
  Page(std::string_view tenant, Place end, const OutboxPosition& after) : tenant_(tenant), end_(end), next_(after) {}

  absl::Status Add(std::vector<TrustRow> rows) {
    for (TrustRow& row : rows) {
      if (!Takes(row, next_.trust)) break;
      TrustEdit edit{row.change, {}};
      if (row.change.subject == workspace::kDirectorySubject) {
        VEXLENS_ASSIGN_OR_RETURN(edit.entries, EntriesOf(row));
        if (edit.entries.empty()) continue;
      } else if (row.change.subject != workspace::kPolicySubject &&
                 row.change.subject != absl::StrCat(workspace::kPolicySubject, "/", tenant_)) {
        continue;
      }
      entries_.emplace_back(PlaceOf(row), std::move(edit));
    }
    return absl::OkStatus();
  }

  void Add(std::vector<Revision> rows) { AddOwn(std::move(rows), next_.revision); }
  void Add(std::vector<ConflictChange> rows) { AddOwn(std::move(rows), next_.conflict); }

  OutboxPage Take() {
    std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    OutboxPage page;
    for (auto& [place, entry] : entries_) page.entries.push_back(std::move(entry));
    page.next = next_;
    return page;
  }

 private:
  // Reports whether a row belongs to the page, and if so notes its number.
  template <typename Row>
  bool Takes(const Row& row, std::uint64_t& number) const {
    if (PlaceOf(row) > end_) return false;
    number = std::get<2>(PlaceOf(row));
    return true;
  }

  template <typename Row>
  void AddOwn(std::vector<Row> rows, std::uint64_t& number) {
    for (Row& row : rows) {
      if (!Takes(row, number)) break;
      if (row.tenant == tenant_) entries_.emplace_back(PlaceOf(row), std::move(row));
    }
  }

  absl::StatusOr<std::vector<DirectoryChange>> EntriesOf(const TrustRow& row) const {
    VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory before, DirectoryIn(row, row.before));
    VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory after, DirectoryIn(row, row.json));
    std::vector<DirectoryChange> changes = DirectoryChanges(before, after);
    std::erase_if(changes, [&](const DirectoryChange& each) { return !each.tenant.empty() && each.tenant != tenant_; });
    return changes;
  }

  const std::string_view tenant_;
  const Place end_;
  OutboxPosition next_;
  std::vector<std::pair<Place, OutboxEntry>> entries_;
};

absl::StatusOr<RowId> KnownTenant(Snapshot& snapshot, std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(const RowId id, snapshot.Tenant(tenant));
  if (id != 0) return id;
  return absl::NotFoundError(absl::StrCat("the workspace has no tenant ", tenant));
}

}  // namespace

absl::StatusOr<OutboxPage> Workspace::Outbox(std::string_view tenant, const OutboxPosition& after, std::size_t limit) {
  limit = std::max<std::size_t>(limit, 1);
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_RETURN_IF_ERROR(KnownTenant(*lease, tenant).status());
  workspace::View& view = lease->view();
  VEXLENS_ASSIGN_OR_RETURN(std::vector<TrustRow> trust, view.TrustAfter(after.trust, kTrustAtOnce));
  VEXLENS_ASSIGN_OR_RETURN(std::vector<Revision> revisions, workspace::RevisionsAfter(view, after.revision, limit));
  VEXLENS_ASSIGN_OR_RETURN(std::vector<ConflictChange> conflicts, view.ConflictsAfter(after.conflict, limit));
  const Place end = std::min({KnownTo(trust, kTrustAtOnce), KnownTo(revisions, limit), KnownTo(conflicts, limit)});
  Page page(tenant, end, after);
  VEXLENS_RETURN_IF_ERROR(page.Add(std::move(trust)));
  page.Add(std::move(revisions));
  page.Add(std::move(conflicts));
  return page.Take();
}

absl::StatusOr<Relayed> Workspace::LastRelayed(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const RowId id, KnownTenant(*lease, tenant));
  return lease->view().LastRelayed(id);
}

absl::Status Workspace::NoteRelayed(std::string_view tenant, const Relayed& relayed) {
  RowId id = 0;
  {
    VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
    VEXLENS_ASSIGN_OR_RETURN(id, KnownTenant(*lease, tenant));
  }
  return transactions_->WriteNote([&](workspace::Edit& edit) { return edit.PutRelayed(id, relayed); });
}

}  // namespace vexlens
