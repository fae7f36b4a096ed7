// What another policy, directory or document would change, and what time has changed.
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/delta_output.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/instants.h"
#include "cli/streams.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

// Supposed is the documents that a simulation adds.
struct Supposed {
  std::vector<Loaded> files;
  bool rejected = false;

  std::vector<Incoming> documents() const {
    std::vector<Incoming> documents;
    for (const Loaded& file : files) documents.push_back(file.incoming);
    return documents;
  }
};

// ReadSupposed leaves out what would be rejected, and says so: one bad file hides no other.
Supposed ReadSupposed(const Options& options) {
  Supposed supposed;
  std::vector<InputReport> reports;
  ReadOptions read_options;
  read_options.tenant = options.tenant;
  read_options.padding = PaddedFile::kPadding;
  for (const InputFile& file : ListInputs(options.inputs, reports)) {
    std::variant<Loaded, Report> loaded = LoadInput(file);
    if (Report* const report = std::get_if<Report>(&loaded)) {
      reports.push_back({file.path, std::move(*report)});
      continue;
    }
    Loaded& input = std::get<Loaded>(loaded);
    read_options.detached = input.incoming.signature;
    Evidence scratch;
    Report report = ReadDocument(input.incoming.bytes, read_options, scratch);
    if (report.outcome != Outcome::kRejected) supposed.files.push_back(std::move(input));
    reports.push_back({file.path, std::move(report)});
  }
  for (const InputReport& input : reports) {
    supposed.rejected |= input.report.outcome == Outcome::kRejected;
    std::fputs(InputText(input.path, OutcomeName(input.report.outcome), input.report, options.verbose).c_str(), stderr);
  }
  return supposed;
}

// EndPoint is what was said at an instant: as of then, and from what was known then. With `known_only` the asOf stays
// the workspace's own; without an instant both are.
absl::StatusOr<Moment> EndPoint(std::string_view option, const std::string& text, bool known_only) {
  Moment point;
  if (text.empty()) return point;
  VEXLENS_ASSIGN_OR_RETURN(const Instant instant, InstantOf(option, text));
  point.known_at = instant;
  if (!known_only) point.as_of = instant;
  return point;
}

}  // namespace

int RunSimulate(const Options& options) {
  if (options.policy.empty() && options.issuers.empty() && options.inputs.empty()) {
    return Fail(absl::InvalidArgumentError("nothing to suppose: give --policy, --issuers or --input"));
  }
  Simulation simulation;
  if (!options.policy.empty()) {
    absl::StatusOr<Policy> policy = ReadPolicy(options.policy);
    if (!policy.ok()) return Fail(policy.status());
    simulation.policy = *std::move(policy);
  }
  if (!options.issuers.empty()) {
    absl::StatusOr<IssuerDirectory> directory = ReadDirectory(options.issuers);
    if (!directory.ok()) return Fail(directory.status());
    simulation.directory = *std::move(directory);
  }
  const Supposed supposed = ReadSupposed(options);
  simulation.documents = supposed.documents();
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace =
      OpenWorkspace(options, simulation.documents.empty() ? Access::kRead : Access::kChange);
  if (!workspace.ok()) return Fail(workspace.status());
  DeltaOutput output(options.form());
  bool written = true;
  const absl::Status status = (*workspace)->Simulate(options.tenant, simulation, [&](const Delta& delta) {
    return written = output.Add(delta);
  });
  if (!written) return kFailed;
  if (!status.ok()) return FailChange(status);
  if (!output.Finish()) return kFailed;
  return supposed.rejected ? kBadInput : kOk;
}

int RunDiff(const Options& options) {
  const absl::StatusOr<Moment> from = EndPoint("--from", options.from, options.known_only);
  if (!from.ok()) return Fail(from.status());
  const absl::StatusOr<Moment> to = EndPoint("--to", options.to, options.known_only);
  if (!to.ok()) return Fail(to.status());
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  DeltaOutput output(options.form());
  bool written = true;
  const absl::Status status =
      (*workspace)->Diff(options.tenant, *from, *to, [&](const Delta& delta) { return written = output.Add(delta); });
  if (!written) return kFailed;
  if (!status.ok()) return Fail(status);
  return output.Finish() ? kOk : kFailed;
}

}  // namespace vexlens::cli
