#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/progress.h"
#include "cli/record_output.h"
#include "cli/record_row.h"
#include "cli/sbom_answer.h"
#include "cli/session.h"
#include "cli/workspaces.h"

namespace vexlens::cli {
namespace {

// Filter keeps the keys that the options name; texts are compared in canonical form.
struct Filter {
  std::string product;
  std::string component;

  bool any() const { return !product.empty() || !component.empty(); }
  bool Keeps(std::string_view its_product, std::string_view its_component) const {
    return (product.empty() || product == its_product) && (component.empty() || component == its_component);
  }
};

absl::StatusOr<Filter> MakeFilter(const Options& options) {
  Filter filter;
  for (const auto& [text, key] :
       {std::pair(&options.product, &filter.product), std::pair(&options.component, &filter.component)}) {
    if (text->empty()) continue;
    absl::StatusOr<std::string> canonical = CanonicalKey(*text);
    if (!canonical.ok()) return canonical.status();
    *key = *std::move(canonical);
  }
  return filter;
}

absl::Status NoSuchKey() { return absl::NotFoundError("no statement names such a key"); }

// WriteOne answers for a key that is named in full, whether a statement names it or not.
int WriteOne(const Options& options, const Source& source) {
  const Consensus& consensus = source.slice->consensus();
  const absl::StatusOr<Record> record =
      consensus.Query(options.tenant, options.vulnerability, options.product, options.component);
  if (!record.ok()) return Fail(record.status());
  std::string json;
  consensus.Append(*record, json);
  RecordOutput output(options.form());
  return output.Add(json) && output.Finish() ? source.exit_code : kFailed;
}

int WriteAll(const Options& options, const Source& source) {
  const Consensus& consensus = source.slice->consensus();
  const absl::StatusOr<Filter> filter = MakeFilter(options);
  if (!filter.ok()) return Fail(filter.status());
  const std::string vulnerability = CanonicalVulnerability(options.vulnerability);
  RecordOutput output(options.form());
  bool any = false;
  std::string json;
  {
    Progress progress("deciding", consensus.size());
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      progress.Advance(1);
      const KeyTexts key = consensus.KeyOf(i);
      if (!vulnerability.empty() && key.advisory != consensus.AdvisoryKey(key.tenant, vulnerability)) continue;
      if (!filter->Keeps(key.product, key.component)) continue;
      any = true;
      json.clear();
      consensus.AppendRecord(i, json);
      if (!output.Add(json)) return kFailed;
    }
  }
  if (!any && (filter->any() || !vulnerability.empty())) return Fail(NoSuchKey());
  return output.Finish() ? source.exit_code : kFailed;
}

// WriteStored takes the records of the whole workspace one by one: they need not fit into memory.
int WriteStored(const Options& options) {
  const absl::StatusOr<Filter> filter = MakeFilter(options);
  if (!filter.ok()) return Fail(filter.status());
  const absl::StatusOr<PointInTime> when = PointOf(options);
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
  if (!options.sbom.empty()) return AnswerForSbom(options, *source);
  return one_vulnerability && !options.product.empty() ? WriteOne(options, *source) : WriteAll(options, *source);
}

}  // namespace vexlens::cli
