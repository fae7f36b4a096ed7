// Answers: slices, single records, and all of them.
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/store/records.h"
#include "lib/store/sqlite_workspace.h"
#include "lib/store/windows.h"

namespace vexlens {

absl::StatusOr<std::string> Workspace::Get(std::string_view tenant, const RecordKey& key, const PointInTime& when) {
  const absl::StatusOr<Answer> answer = Ask(tenant, key, when);
  if (!answer.ok()) return answer.status();
  std::string json;
  answer->slice->consensus().Append(answer->record, json);
  return json;
}

}  // namespace vexlens

namespace vexlens::store {
namespace {

// LoadOne is the slice of one vulnerability by any of its names; an empty one when nobody has mentioned it.
absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadOne(Connection& connection, std::string_view tenant,
                                                     std::string_view vulnerability, const PointInTime& when) {
  absl::StatusOr<World> world = WorldOf(connection, tenant, when);
  if (!world.ok()) return world.status();
  const absl::StatusOr<std::int64_t> id =
      FindVulnerability(connection.database(), world->tenant_id, CanonicalVulnerability(vulnerability));
  if (!id.ok()) return id.status();
  SliceBuilder builder(connection, *std::move(world));
  if (*id != 0) {
    if (absl::Status status = builder.Add(*id); !status.ok()) return status;
  }
  return builder.Finish();
}

// CheckStored compares an answer with the stored record of its key, if there is one.
absl::Status CheckStored(Database& database, const LoadedSlice& slice, const Record& record) {
  const absl::StatusOr<StoredRecord> stored =
      FindRecord(database, slice.IdOf(record.advisory_key), record.artifact_key, record.component_key);
  if (!stored.ok()) return stored.status();
  if (stored->fingerprint.empty() || stored->fingerprint == Fingerprint(record)) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the answer for ", record.advisory_key, " ", record.artifact_key,
                                          record.component_key.empty() ? "" : " with ", record.component_key,
                                          " is not the one that was stored: rebuild the workspace"));
}

}  // namespace

absl::StatusOr<Instant> SqliteWorkspace::AsOf() {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  const absl::StatusOr<std::int64_t> as_of = lease->database().Number(0, "SELECT value FROM meta WHERE name = 'as_of'");
  if (!as_of.ok()) return as_of.status();
  return Instant{*as_of};
}

absl::StatusOr<std::unique_ptr<Slice>> SqliteWorkspace::Load(std::string_view tenant, std::string_view vulnerability,
                                                             const PointInTime& when) {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  return LoadOne(**lease, tenant, vulnerability, when);
}

absl::StatusOr<Answer> SqliteWorkspace::Ask(std::string_view tenant, const RecordKey& key, const PointInTime& when) {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  absl::StatusOr<std::unique_ptr<LoadedSlice>> slice = LoadOne(**lease, tenant, key.advisory, when);
  if (!slice.ok()) return slice.status();
  absl::StatusOr<Record> record = (*slice)->consensus().Query(tenant, key.advisory, key.product, key.component);
  if (!record.ok()) return record.status();
  if (!when.as_of.has_value() && !when.known_at.has_value()) {
    if (absl::Status status = CheckStored(lease->database(), **slice, *record); !status.ok()) return status;
  }
  return Answer{*std::move(slice), *std::move(record)};
}

absl::Status SqliteWorkspace::ForEachRecord(std::string_view tenant, const PointInTime& when,
                                            const std::function<bool(std::string_view)>& visit) {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  const absl::StatusOr<World> world = WorldOf(**lease, tenant, when);
  if (!world.ok()) return world.status();
  std::string json;
  return ForEachWindow(lease->database(), world->tenant_id, [&](const Window& window) -> absl::StatusOr<bool> {
    absl::StatusOr<std::unique_ptr<LoadedSlice>> slice = LoadWindow(**lease, *world, window);
    if (!slice.ok()) return slice.status();
    const Consensus& consensus = (*slice)->consensus();
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      if (!window.Holds(consensus.KeyOf(i).advisory)) continue;
      json.clear();
      consensus.AppendRecord(i, json);
      if (!visit(json)) return false;
    }
    return true;
  });
}

}  // namespace vexlens::store
