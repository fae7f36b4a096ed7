#include "cli/sbom_answer.h"

#include <cstdio>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/near_misses.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "vexlens/alignment.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kFlushAt = std::size_t{1} << 20;

absl::StatusOr<Sbom> ReadSbomFile(const Options& options) {
  absl::StatusOr<std::string> bytes = ReadFile(options.sbom);
  if (!bytes.ok()) return bytes.status();
  Sbom sbom;
  const SbomReport report = ReadSbom(*bytes, {}, sbom);
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

// Counts tell silence from an all-clear.
void SayCounts(const Sbom& sbom, const Alignment& alignment) {
  std::size_t spoken = 0;
  for (std::uint32_t i = 0; i < sbom.components().size(); ++i) {
    const auto [first, end] = alignment.AnswersOf(i);
    spoken += first != end;
  }
  std::fprintf(stderr, "%zu components are spoken about; about %zu nobody says anything\n", spoken,
               sbom.components().size() - spoken);
}

bool WriteTable(const Options& options, const Slice& slice, const Sbom& sbom, const Alignment& alignment) {
  const Terminal terminal = Terminal::OfStandardOutput();
  Table table({"COMPONENT", "THROUGH", "VULNERABILITY", "STATE", "TREAT AS", "CONFIDENCE", "ISSUERS", "CONFLICTS"});
  for (std::size_t i = 0; i < alignment.size(); ++i) {
    const Record record = alignment.Explain(i);
    const Decision& decision = record.decision;
    const std::uint32_t component = alignment.component(i);
    table.Add({{std::string(sbom.components()[component].label()), Style::kBold},
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
      near.Add(alignment.NearMissesOf(i), std::string(sbom.components()[i].label()));
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
  alignment_options.near_misses = options.near_misses;
  alignment_options.vulnerability = options.vulnerability;
  const Alignment alignment = Alignment::Build(source.slice->consensus(), *sbom, alignment_options);
  const bool written = options.form() == Output::kTable ? WriteTable(options, *source.slice, *sbom, alignment)
                                                        : WriteJson(options, *sbom, alignment);
  if (!written) return kFailed;
  SayCounts(*sbom, alignment);
  return source.exit_code;
}

}  // namespace vexlens::cli
