// One record: as it is, as it was, and what became of it.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/record_output.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

// HistoryOf is that of the key as it was asked for, else of the one that its vulnerability goes by now.
absl::StatusOr<std::vector<Revision>> HistoryOf(const Options& options, Workspace& workspace) {
  RecordKey key{CanonicalVulnerability(options.vulnerability), "", ""};
  for (const auto& [text, place] :
       {std::pair(&options.product, &key.product), std::pair(&options.component, &key.component)}) {
    if (text->empty()) continue;
    VEXLENS_ASSIGN_OR_RETURN(std::string canonical, CanonicalKey(*text));
    *place = std::move(canonical);
  }
  absl::StatusOr<std::vector<Revision>> history = workspace.History(options.tenant, key);
  if (!history.ok() || !history->empty()) return history;
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Slice> slice, workspace.Build(options.tenant, key.vulnerability, {}));
  key.vulnerability = slice->consensus().AdvisoryKey(options.tenant, key.vulnerability);
  history = workspace.History(options.tenant, key);
  if (!history.ok() || !history->empty()) return history;
  return absl::NotFoundError(absl::StrCat("no record of ", options.vulnerability, " and ", options.product,
                                          options.component.empty() ? "" : absl::StrCat(" with ", options.component),
                                          " has a history"));
}

std::string HistoryTable(const std::vector<Revision>& history) {
  Table table({"REVISION", "RECORDED AT", "TRIGGER", "AS OF", "STATE", "TREAT AS", "RENAMED TO", "RULES", "DIGEST"});
  for (const Revision& each : history) {
    table.Add({{absl::StrCat(each.revision), Style::kBold, true},
               {FormatInstant(each.recorded_at)},
               {std::string(TriggerName(each.trigger))},
               {FormatInstant(each.as_of)},
               {each.state.empty() ? "gone" : each.state, StyleOfState(each.state)},
               {each.status},
               {each.renamed_to},
               {absl::StrCat(each.rules), Style::kPlain, true},
               {each.digest.has_value() ? DigestText(*each.digest) : "", Style::kDim}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

int WriteHistory(const Options& options, const std::vector<Revision>& history) {
  if (options.form() == Output::kTable) return Write(HistoryTable(history)) ? kOk : kFailed;
  std::vector<std::string> lines;
  for (const Revision& revision : history) lines.push_back(revision.Json());
  return Write(JoinJson(lines, options.form())) ? kOk : kFailed;
}

absl::StatusOr<std::string> RecallOne(const Options& options, Workspace& workspace,
                                      const std::vector<Revision>& history) {
  const auto revision = std::find_if(history.begin(), history.end(),
                                     [&](const Revision& each) { return each.revision == options.revision; });
  if (revision != history.end()) return workspace.Recall(*revision);
  return absl::NotFoundError(
      absl::StrCat("there is no revision ", options.revision, ": the last one is ", history.back().revision));
}

// WriteRecord gives the record alone, or a table of it.
int WriteRecord(const Options& options, const absl::StatusOr<std::string>& record) {
  if (!record.ok()) return Fail(record.status());
  if (options.output != Output::kTable) return Write(absl::StrCat(*record, "\n")) ? kOk : kFailed;
  RecordOutput output(Output::kTable);
  return output.Add(*record) && output.Finish() ? kOk : kFailed;
}

}  // namespace

int RunGet(const Options& options) {
  const absl::StatusOr<Moment> when = PointOf(options);
  if (!when.ok()) return Fail(when.status());
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  if (!options.history && options.revision == 0) {
    const RecordKey key{options.vulnerability, options.product, options.component};
    const absl::StatusOr<Answer> answer = (*workspace)->Get(options.tenant, key, *when);
    return answer.ok() ? WriteRecord(options, answer->Json()) : Fail(answer.status());
  }
  const absl::StatusOr<std::vector<Revision>> history = HistoryOf(options, **workspace);
  if (!history.ok()) return Fail(history.status());
  if (options.history) return WriteHistory(options, *history);
  return WriteRecord(options, RecallOne(options, **workspace, *history));
}

}  // namespace vexlens::cli
