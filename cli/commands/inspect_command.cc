#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/streams.h"
#include "cli/terminal.h"

namespace vexlens::cli {
namespace {

// Counts are those of one folder.
struct Counts {
  std::size_t files = 0;
  std::array<std::size_t, 4> outcomes{};
  std::size_t statements = 0;
  std::size_t refused = 0;
  std::size_t ignored = 0;
  std::size_t warnings = 0;

  void Add(const Report& report) {
    ++files;
    ++outcomes[static_cast<std::size_t>(report.outcome)];
    statements += report.statements;
    refused += report.refused;
    ignored += report.ignored;
    warnings += report.warnings;
  }
};

// FolderOf is the input that led to `path`: counts are per input named, or per folder directly below it.
std::string FolderOf(const std::string& path, const Options& options) {
  namespace fs = std::filesystem;
  for (const std::string& input : options.inputs) {
    const fs::path relative = fs::path(path).lexically_relative(input);
    if (relative.empty() || *relative.begin() == "..") continue;
    const bool below = std::distance(relative.begin(), relative.end()) > 1;
    return below ? (fs::path(input) / *relative.begin()).string() : input;
  }
  return path;
}

std::vector<Table::Cell> Row(const std::string& name, const Counts& counts) {
  std::vector<Table::Cell> row{{name}};
  const auto number = [&](std::size_t value, Style style = Style::kPlain) {
    row.push_back({absl::StrCat(value), value == 0 ? Style::kDim : style, true});
  };
  number(counts.files);
  number(counts.outcomes[0]);
  number(counts.outcomes[1]);
  number(counts.outcomes[2]);
  number(counts.outcomes[3], Style::kRed);
  number(counts.statements);
  number(counts.refused, Style::kYellow);
  number(counts.ignored);
  number(counts.warnings);
  return row;
}

}  // namespace

int RunInspect(const Options& options) {
  const absl::StatusOr<Inputs> inputs = ReadInputs(options);
  if (!inputs.ok()) return Fail(inputs.status());
  std::map<std::string, Counts> folders;
  Counts all;
  for (const InputReport& input : inputs->reports) {
    folders[FolderOf(input.path, options)].Add(input.report);
    all.Add(input.report);
  }
  Table table({"FOLDER", "FILES", "ACCEPTED", "WITH WARNINGS", "SKIPPED", "REJECTED", "STATEMENTS", "REFUSED",
               "IGNORED", "WARNINGS"});
  for (const auto& [folder, counts] : folders) table.Add(Row(folder, counts));
  if (folders.size() > 1) table.Add(Row("all", all));
  SayWhatWasRead(*inputs, *inputs->engine->EvidenceBy(inputs->basis), options.verbose);
  if (!Write(table.Text(Terminal::OfStandardOutput()))) return kFailed;
  return inputs->any_rejected() ? kBadInput : kOk;
}

}  // namespace vexlens::cli
