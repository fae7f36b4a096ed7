#include "cli/sbom_answer.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/near_misses.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "cli/workspaces.h"
#include "vexlens/alignment.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kFlushAt = std::size_t{1} << 20;

absl::StatusOr<Sbom> ReadSbomFile(const Options& options) {
  VEXLENS_ASSIGN_OR_RETURN(std::string bytes, ReadFile(options.sbom));
  Sbom sbom;
  const SbomReport report = ReadSbom(bytes, {}, sbom);
  if (!report.status.ok()) {
    return absl::Status(report.status.code(), absl::StrCat(options.sbom, ": ", report.status.message()));
  }
  if (options.verbose) std::fputs(FindingsText(report).c_str(), stderr);
  std::fprintf(stderr, "%s: %zu components, %zu edges%s\n", Safe(options.sbom).c_str(), report.components, report.edges,
               report.warnings == 0 || options.verbose
                   ? ""
                   : absl::StrCat(", ", report.warnings, " warnings (--verbose lists them)").c_str());
  return sbom;
}

// Through is the way from the root to a component, both left out.
std::string Through(const Sbom& sbom, std::uint32_t component) {
  const std::vector<std::uint32_t> path = sbom.PathTo(component);
  std::string text;
  for (std::size_t i = 1; i + 1 < path.size(); ++i) {
    const SbomComponent& step = sbom.components()[path[i]];
    absl::StrAppend(&text, i == 1 ? "" : " › ", step.name.empty() ? step.label() : step.name);
  }
  return text;
}

// Counts tell silence from an all-clear, and from what only just fails to match.
void SayCounts(const Options& options, const Sbom& sbom, const Alignment& alignment) {
  std::size_t spoken = 0;
  std::size_t near = 0;
  std::size_t unreachable = 0;
  for (std::uint32_t i = 0; i < sbom.components().size(); ++i) {
    const auto [first, end] = alignment.AnswersOf(i);
    spoken += first != end;
    near += !alignment.NearMissesOf(i).empty();
    unreachable += !sbom.components()[i].named();
  }
  std::fprintf(stderr, "%zu components are spoken about; about %zu nobody says anything\n", spoken,
               sbom.components().size() - spoken);
  if (near != 0 && options.near_misses == 0) {
    std::fprintf(stderr, "statements almost speak about %s (--near-misses shows them)\n",
                 Counted(near, "component").c_str());
  }
  if (unreachable != 0) {
    std::fprintf(stderr, "%s neither purl, CPE nor digest: only a link to this SBOM reaches %s\n",
                 (Counted(unreachable, "component") + (unreachable == 1 ? " has" : " have")).c_str(),
                 unreachable == 1 ? "it" : "them");
  }
}

// Labels tell components apart that have their first name in common.
class Labels {
 public:
  explicit Labels(const Sbom& sbom) : sbom_(sbom) {
    for (const SbomComponent& component : sbom.components()) ++count_[component.label()];
  }

  std::string Of(std::uint32_t index) const {
    const SbomComponent& component = sbom_.components()[index];
    const std::string label(component.label());
    if (count_.at(component.label()) < 2 || component.identifiers.size() < 2) return label;
    return absl::StrCat(label, " ", component.identifiers[1]);
  }

 private:
  const Sbom& sbom_;
  std::map<std::string_view, std::size_t> count_;
};

bool WriteTable(const Options& options, const Slice& slice, const Sbom& sbom, const Alignment& alignment) {
  const Terminal terminal = Terminal::OfStandardOutput();
  const Labels labels(sbom);
  Table table({"COMPONENT", "THROUGH", "VULNERABILITY", "STATE", "TREAT AS", "CONFIDENCE", "ISSUERS", "CONFLICTS"});
  for (std::size_t i = 0; i < alignment.size(); ++i) {
    const Record record = alignment.Explain(i);
    const Decision& decision = record.decision;
    const std::uint32_t component = alignment.component(i);
    table.Add({{labels.Of(component), Style::kBold},
               {Through(sbom, component), Style::kDim},
               {std::string(record.advisory_key)},
               {std::string(StateName(decision.state)), StyleOf(decision.state)},
               {TreatAs(decision)},
               {Fraction(decision.confidence), Style::kPlain, true},
               {absl::StrCat(decision.quorum), Style::kPlain, true},
               {record.conflicts.empty() ? "" : absl::StrCat(record.conflicts.size()), Style::kYellow, true}});
  }
  std::string text = table.empty() ? "" : table.Text(terminal);
  if (options.near_misses > 0) {
    NearMissTable near(slice);
    for (std::uint32_t i = 0; i < sbom.components().size(); ++i) {
      near.Add(alignment.NearMissesOf(i), labels.Of(i));
    }
    if (!near.empty()) {
      absl::StrAppend(&text, table.empty() ? "" : "\n", terminal.Paint(Style::kBold, "Almost"), "\n",
                      near.Text(terminal, "  "));
    }
  }
  return Write(text);
}

bool WriteJson(const Options& options, const Sbom& sbom, const Alignment& alignment) {
  const bool lines = options.form() == Output::kNdjson;
  std::string text = lines ? "" : "[\n";
  for (std::uint32_t i = 0; i < sbom.components().size(); ++i) {
    if (!lines && i != 0) text += ",\n";
    alignment.AppendComponent(i, text);
    if (lines) text += '\n';
    if (text.size() < kFlushAt) continue;
    if (!Write(text)) return false;
    text.clear();
  }
  if (!lines) text += "\n]\n";
  return Write(text);
}

}  // namespace

int AnswerForSbom(const Options& options, const Source& source) {
  const absl::StatusOr<Sbom> sbom = ReadSbomFile(options);
  if (!sbom.ok()) return Fail(sbom.status());
  AlignmentOptions alignment_options;
  alignment_options.tenant = options.tenant;
  // A table says how much almost matches, whether it shows that or not.
  const bool table = options.form() == Output::kTable;
  alignment_options.near_misses = table ? std::max<std::size_t>(options.near_misses, 1) : options.near_misses;
  alignment_options.vulnerability = options.vulnerability;
  const Alignment alignment = Alignment::Build(source.slice->consensus(), *sbom, alignment_options);
  const bool written =
      table ? WriteTable(options, *source.slice, *sbom, alignment) : WriteJson(options, *sbom, alignment);
  if (!written) return kFailed;
  SayCounts(options, *sbom, alignment);
  return source.exit_code;
}

}  // namespace vexlens::cli
