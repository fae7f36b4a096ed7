// Answers: slices, single records, and all of them.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/store/records.h"
#include "lib/store/sqlite_workspace.h"
#include "lib/store/windows.h"
#include "vexlens/status_macros.h"

namespace vexlens {

absl::StatusOr<std::string> Workspace::Get(std::string_view tenant, const RecordKey& key, const PointInTime& when) {
  VEXLENS_ASSIGN_OR_RETURN(const Answer answer, Ask(tenant, key, when));
  std::string json;
  answer.slice->consensus().Append(answer.record, json);
  return json;
}

}  // namespace vexlens

namespace vexlens::store {
namespace {

// LoadOne is the slice of one vulnerability by any of its names; an empty one when nobody has mentioned it.
absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadOne(Connection& connection, std::string_view tenant,
                                                     std::string_view vulnerability, const PointInTime& when) {
  VEXLENS_ASSIGN_OR_RETURN(World world, WorldOf(connection, tenant, when));
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t id, FindVulnerability(connection.database(), world.tenant_id,
                                                                    CanonicalVulnerability(vulnerability)));
  SliceBuilder builder(connection, std::move(world));
  if (id != 0) {
    VEXLENS_RETURN_IF_ERROR(builder.Add(id));
  }
  return builder.Finish();
}

// CheckStored compares an answer with the stored record of its key, if there is one.
absl::Status CheckStored(Database& database, const LoadedSlice& slice, const Record& record) {
  VEXLENS_ASSIGN_OR_RETURN(const StoredRecord stored, FindRecord(database, slice.IdOf(record.advisory_key),
                                                                 record.artifact_key, record.component_key));
  if (stored.fingerprint.empty() || stored.fingerprint == Fingerprint(record)) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the answer for ", record.advisory_key, " ", record.artifact_key,
                                          record.component_key.empty() ? "" : " with ", record.component_key,
                                          " is not the one that was stored: rebuild the workspace"));
}

}  // namespace

absl::StatusOr<Instant> SqliteWorkspace::AsOf() {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  return StoredAsOf(lease.database());
}

absl::StatusOr<std::unique_ptr<Slice>> SqliteWorkspace::Load(std::string_view tenant, std::string_view vulnerability,
                                                             const PointInTime& when) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  return LoadOne(*lease, tenant, vulnerability, when);
}

absl::StatusOr<Answer> SqliteWorkspace::Ask(std::string_view tenant, const RecordKey& key, const PointInTime& when) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<LoadedSlice> slice, LoadOne(*lease, tenant, key.advisory, when));
  VEXLENS_ASSIGN_OR_RETURN(Record record, slice->consensus().Query(tenant, key.advisory, key.product, key.component));
  if (!when.as_of.has_value() && !when.known_at.has_value()) {
    VEXLENS_RETURN_IF_ERROR(CheckStored(lease.database(), *slice, record));
  }
  return Answer{std::move(slice), std::move(record)};
}

// WindowSlices loads a window when it is asked for.
class SqliteWorkspace::WindowSlices final : public Slices {
 public:
  WindowSlices(Lease lease, World world)
      : lease_(std::move(lease)), world_(std::move(world)), windows_(lease_.database(), world_.tenant_id) {}

  absl::StatusOr<std::optional<SlicePart>> Next() override {
    VEXLENS_ASSIGN_OR_RETURN(std::optional<NameRange> window, windows_.Next());
    if (!window.has_value()) return std::nullopt;
    VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<LoadedSlice> slice, LoadWindow(*lease_, world_, *window));
    return SlicePart{std::move(slice), *std::move(window)};
  }

 private:
  Lease lease_;
  const World world_;
  Windows windows_;
};

absl::StatusOr<std::unique_ptr<Slices>> SqliteWorkspace::AllSlices(std::string_view tenant, const PointInTime& when) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_ASSIGN_OR_RETURN(World world, WorldOf(*lease, tenant, when));
  return std::make_unique<WindowSlices>(std::move(lease), std::move(world));
}

absl::Status SqliteWorkspace::ForEachRecord(std::string_view tenant, const PointInTime& when,
                                            const std::function<bool(std::string_view)>& visit) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Slices> slices, AllSlices(tenant, when));
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

}  // namespace vexlens::store
