#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/chosen_keys.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/record_output.h"
#include "cli/record_row.h"
#include "cli/sbom_answer.h"
#include "cli/source.h"
#include "cli/streams.h"
#include "cli/unlisted.h"
#include "cli/workspaces.h"

namespace vexlens::cli {
namespace {

// SayWhatIsNear says how many statements almost speak about the key that the options name.
void SayWhatIsNear(const Options& options, const Consensus& consensus) {
  constexpr std::size_t kMost = 1000;
  const absl::StatusOr<std::vector<NearStatement>> misses =
      consensus.NearMisses(options.tenant, options.vulnerability, options.product, options.component, kMost);
  if (!misses.ok() || misses->empty()) return;
  std::fprintf(stderr, "%s%s almost %s about it (stella vex explain shows %s)\n",
               misses->size() == kMost ? "at least " : "", Counted(misses->size(), "statement").c_str(),
               misses->size() == 1 ? "speaks" : "speak", misses->size() == 1 ? "it" : "them");
}

// WriteOne answers for a key that is named in full, whether a statement names it or not.
int WriteOne(const Options& options, const Source& source) {
  const Consensus& consensus = source.slice->consensus();
  const absl::StatusOr<Record> record =
      consensus.Get(options.tenant, options.vulnerability, options.product, options.component);
  if (!record.ok()) {
    const int code = Fail(record.status());
    SayWhatIsNear(options, consensus);
    return code;
  }
  std::string json;
  consensus.Append(*record, json);
  RecordOutput output(options.form());
  if (!output.Add(json) || !output.Finish()) return kFailed;
  SayWhatIsNear(options, consensus);
  return source.exit_code;
}

int WriteAll(const Options& options, const Source& source) {
  const Consensus& consensus = source.slice->consensus();
  RecordOutput output(options.form());
  bool written = true;
  std::string json;
  const absl::Status status = ForEachChosenKey(options, consensus, [&](std::size_t key) {
    json.clear();
    consensus.AppendRecord(key, json);
    return written = output.Add(json);
  });
  if (!written) return kFailed;
  if (!status.ok()) return Fail(status);
  return output.Finish() ? source.exit_code : kFailed;
}

// WriteStored takes the records of the whole workspace one by one: they need not fit into memory.
int WriteStored(const Options& options) {
  const absl::StatusOr<KeyFilter> filter = KeyFilter::Of(options);
  if (!filter.ok()) return Fail(filter.status());
  const absl::StatusOr<Moment> when = PointOf(options);
  if (!when.ok()) return Fail(when.status());
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  RecordOutput output(options.form());
  bool any = false;
  bool written = true;
  const absl::Status status = (*workspace)->ForEachRecord(options.tenant, *when, [&](std::string_view record) {
    if (filter->any()) {
      const RecordRow row = ReadRecordRow(record);
      if (!filter->Keeps(row.product, row.component)) return true;
    }
    any = true;
    return written = output.Add(record);
  });
  if (!written) return kFailed;
  if (!status.ok()) return Fail(status);
  if (!any && filter->any()) return Fail(NoSuchKey());
  return output.Finish() ? kOk : kFailed;
}

}  // namespace

int RunConsensus(const Options& options) {
  const bool one_vulnerability = !options.vulnerability.empty();
  if (!options.workspace.empty() && !one_vulnerability) {
    if (options.sbom.empty()) return WriteStored(options);
    return Fail(absl::InvalidArgumentError("--sbom with --workspace needs --vulnerability too"));
  }
  const absl::StatusOr<Source> source = OpenSource(options);
  if (!source.ok()) return Fail(source.status());
  SayWhoIsUnlisted(source->slice->consensus(), options);
  if (!options.sbom.empty()) return AnswerForSbom(options, *source);
  return one_vulnerability && !options.product.empty() ? WriteOne(options, *source) : WriteAll(options, *source);
}

}  // namespace vexlens::cli
