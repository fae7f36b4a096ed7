// Answers: slices, single records, and all of them.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/workspace/records.h"
#include "lib/workspace/slice.h"
#include "lib/workspace/transactions.h"
#include "lib/workspace/windows.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using workspace::BuiltSlice;
using workspace::RecordPlace;
using workspace::RecordRow;
using workspace::RowId;
using workspace::SliceBuilder;
using workspace::Snapshot;
using workspace::Windows;

namespace {

// Builds the slice of one vulnerability by any of its names; an empty one if nobody has mentioned it.
absl::StatusOr<std::unique_ptr<BuiltSlice>> BuildOne(Snapshot& snapshot, std::string_view tenant,
                                                     std::string_view vulnerability, const Moment& when) {
  VEXLENS_ASSIGN_OR_RETURN(Basis basis, snapshot.BasisOf(tenant, when));
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, snapshot.Tenant(tenant));
  VEXLENS_ASSIGN_OR_RETURN(const RowId row, snapshot.Vulnerability(tenant_id, CanonicalVulnerability(vulnerability)));
  SliceBuilder builder(snapshot, tenant_id, std::move(basis));
  if (row != 0) VEXLENS_RETURN_IF_ERROR(builder.Add({&row, 1}));
  return builder.Finish();
}

// Errors: DATA_LOSS when the stored record of the key, if there is one, has another fingerprint than the answer.
absl::Status CheckStored(Snapshot& snapshot, const BuiltSlice& slice, const Record& record) {
  const RecordPlace place{slice.IdOf(record.advisory_key), record.artifact_key, record.component_key};
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RecordRow> stored, snapshot.view().FindRecords({&place, 1}));
  if (stored[0].fingerprint.empty() || stored[0].fingerprint == workspace::Fingerprint(record)) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the answer for ", record.advisory_key, " ", record.artifact_key,
                                          record.component_key.empty() ? "" : " with ", record.component_key,
                                          " is not the one that was stored: rebuild the workspace"));
}

// WindowSlices builds the slice of each window when that is taken. It holds a lease, and so a view of the store.
template <typename Lease>
class WindowSlices final : public Slices {
 public:
  WindowSlices(Lease lease, RowId tenant, Basis basis)
      : lease_(std::move(lease)), tenant_(tenant), basis_(std::move(basis)), windows_(lease_->view(), tenant) {}

  absl::StatusOr<std::optional<SlicePart>> Next() override {
    VEXLENS_ASSIGN_OR_RETURN(std::optional<NameRange> window, windows_.Next());
    if (!window.has_value()) return std::nullopt;
    VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<BuiltSlice> slice, BuildWindow(*lease_, tenant_, basis_, *window));
    return SlicePart{std::move(slice), *std::move(window)};
  }

 private:
  Lease lease_;
  const RowId tenant_;
  const Basis basis_;
  Windows windows_;
};

}  // namespace

std::string Answer::Json() const {
  std::string json;
  slice->consensus().Append(record, json);
  return json;
}

absl::StatusOr<Instant> Workspace::AsOf() {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  return lease->settings().as_of;
}

absl::StatusOr<std::unique_ptr<Slice>> Workspace::Build(std::string_view tenant, std::string_view vulnerability,
                                                        const Moment& when) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  return BuildOne(*lease, tenant, vulnerability, when);
}

absl::StatusOr<Answer> Workspace::Get(std::string_view tenant, const RecordKey& key, const Moment& when) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<BuiltSlice> slice, BuildOne(*lease, tenant, key.vulnerability, when));
  VEXLENS_ASSIGN_OR_RETURN(Record record,
                           slice->consensus().Get(tenant, key.vulnerability, key.product, key.component));
  if (!when.as_of.has_value() && !when.known_at.has_value()) {
    VEXLENS_RETURN_IF_ERROR(CheckStored(*lease, *slice, record));
  }
  return Answer{std::move(slice), std::move(record)};
}

absl::StatusOr<std::unique_ptr<Slices>> Workspace::BuildAll(std::string_view tenant, const Moment& when) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, lease->Tenant(tenant));
  VEXLENS_ASSIGN_OR_RETURN(Basis basis, lease->BasisOf(tenant, when));
  return std::make_unique<WindowSlices<Transactions::Lease>>(std::move(lease), tenant_id, std::move(basis));
}

absl::Status Workspace::ForEachRecord(std::string_view tenant, const Moment& when,
                                      const std::function<bool(std::string_view)>& visit) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Slices> slices, BuildAll(tenant, when));
  std::string json;
  while (true) {
    const absl::StatusOr<std::optional<SlicePart>> part = slices->Next();
    if (!part.ok() || !part->has_value()) return part.status();
    const Consensus& consensus = (*part)->slice->consensus();
    const KeyRun keys = KeysOf(consensus, tenant, (*part)->names);
    for (std::size_t i = keys.first; i < keys.end; ++i) {
      json.clear();
      consensus.AppendRecord(i, json);
      if (!visit(json)) return absl::OkStatus();
    }
  }
}

}  // namespace vexlens
