// Tables out, as Arrow streams.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "vexlens/arrow.h"
#include "vexlens/compare.h"
#include "vexlens/support/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::Guard;

namespace {

vexlens::Table TableOf(int32_t table, Arguments& in) {
  switch (table) {
    case VEXLENS_TABLE_RECORDS:
      return vexlens::Table::kRecords;
    case VEXLENS_TABLE_STATEMENTS:
      return vexlens::Table::kStatements;
    case VEXLENS_TABLE_CONFLICTS:
      return vexlens::Table::kConflicts;
    case VEXLENS_TABLE_RATIONALE:
      return vexlens::Table::kRationale;
    default:
      in.Unknown("table", absl::StrCat(table));
      return vexlens::Table::kRecords;
  }
}

// Collecting gives a visitor that puts changes into a table and goes on.
auto Collecting(vexlens::DeltaTable& changes) {
  return [&changes](const vexlens::Delta& delta) {
    changes.Append(delta);
    return true;
  };
}

}  // namespace

vexlens_error* vexlens_consensus_table(const vexlens_consensus* consensus, int32_t table, ArrowArrayStream* stream) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(consensus, "consensus");
    const vexlens::Table wanted = TableOf(table, in);
    in.NotNull(stream, "stream");
    if (!in.ok()) return in.status();
    StreamTable(wanted, consensus->tenant, vexlens::OneSlice(consensus->slice), /*keep_alive=*/nullptr, stream);
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_consensus_diff(const vexlens_consensus* before, const vexlens_consensus* after,
                                      ArrowArrayStream* stream) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(before, "before");
    in.NotNull(after, "after");
    in.NotNull(stream, "stream");
    if (!in.ok()) return in.status();
    if (before->tenant != after->tenant) return absl::InvalidArgumentError("before and after are of two tenants");
    vexlens::DeltaTable changes;
    CompareConsensus(before->slice->consensus(), after->slice->consensus(), before->tenant, Collecting(changes));
    changes.Stream(stream);
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_table(vexlens_workspace* workspace, vexlens_str tenant, int32_t table,
                                       const vexlens_moment* moment, ArrowArrayStream* stream) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::Table wanted = TableOf(table, in);
    const vexlens::Moment when = in.Moment(moment, "moment");
    in.NotNull(stream, "stream");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(auto slices, (*workspace)->BuildAll(who, when));
    StreamTable(wanted, std::string(who), std::move(slices), workspace->kept, stream);
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_diff(vexlens_workspace* workspace, vexlens_str tenant, const vexlens_moment* from,
                                      const vexlens_moment* to, ArrowArrayStream* stream) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::Moment first = in.Moment(from, "from");
    const vexlens::Moment second = in.Moment(to, "to");
    in.NotNull(stream, "stream");
    if (!in.ok()) return in.status();
    vexlens::DeltaTable changes;
    absl::Status status = (*workspace)->Diff(who, first, second, Collecting(changes));
    if (status.ok()) changes.Stream(stream);
    return status;
  });
}

vexlens_error* vexlens_workspace_simulate(vexlens_workspace* workspace, vexlens_str tenant,
                                          const vexlens_simulation* simulation, ArrowArrayStream* stream) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const auto given = in.Options(simulation, "simulation");
    in.Zero(given.reserved, "simulation.reserved");
    vexlens::Simulation world;
    if (given.policy.size != 0) world.policy = in.PolicyOf(given.policy, "simulation.policy");
    if (given.issuers.size != 0) world.directory = in.DirectoryOf(given.issuers, "simulation.issuers");
    const auto documents = in.Texts(given.documents, given.document_count, "simulation.documents");
    world.documents.assign(documents.begin(), documents.end());
    const auto trust = in.TrustOf(given.trust, given.trust_count, "simulation.trust");
    in.NotNull(stream, "stream");
    if (!in.ok()) return in.status();
    if (!trust.empty()) {
      if (!world.directory.has_value()) {
        VEXLENS_ASSIGN_OR_RETURN(world.directory, (*workspace)->Directory(std::nullopt));
      }
      world.directory = in.Trusting(*std::move(world.directory), trust, "simulation.trust");
      if (!in.ok()) return in.status();
    }
    vexlens::DeltaTable changes;
    absl::Status status = (*workspace)->Simulate(who, world, Collecting(changes));
    if (status.ok()) changes.Stream(stream);
    return status;
  });
}
