#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/progress.h"
#include "cli/sbom_answer.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "cli/words.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kFlushAt = std::size_t{1} << 20;

// Writer gives records to standard output in the form that was asked for.
class Writer {
 public:
  Writer(const Session& session, Output output) : session_(session), output_(output) {}

  bool Add(const Record& record) {
    if (output_ == Output::kTable) {
      AddRow(record);
      return true;
    }
    if (output_ == Output::kJson) text_ += any_ ? ",\n" : "[\n";
    any_ = true;
    session_.consensus().Append(record, text_);
    if (output_ == Output::kNdjson) text_ += '\n';
    return text_.size() < kFlushAt || Flush();
  }

  bool Finish() {
    if (output_ == Output::kTable) text_ = table_.Text(Terminal::OfStandardOutput());
    if (output_ == Output::kJson) text_ += any_ ? "\n]\n" : "[]\n";
    return Flush();
  }

 private:
  bool Flush() {
    const bool written = Write(text_);
    text_.clear();
    return written;
  }

  void AddRow(const Record& record) {
    const Decision& decision = record.decision;
    table_.Add({{std::string(record.advisory_key), Style::kBold},
                {record.artifact_key},
                {record.component_key},
                {std::string(StateName(decision.state)), StyleOf(decision.state)},
                {TreatAs(decision)},
                {Fraction(decision.confidence), Style::kPlain, true},
                {absl::StrCat(decision.quorum), Style::kPlain, true},
                {record.conflicts.empty() ? "" : absl::StrCat(record.conflicts.size()), Style::kYellow, true}});
  }

  const Session& session_;
  Output output_;
  std::string text_;
  bool any_ = false;
  Table table_{{"VULNERABILITY", "PRODUCT", "COMPONENT", "STATE", "TREAT AS", "CONFIDENCE", "ISSUERS", "CONFLICTS"}};
};

// MakeFilter keeps the keys that the options name; key texts are compared in canonical form.
absl::StatusOr<std::function<bool(const Record&)>> MakeFilter(const Options& options, const Consensus& consensus) {
  std::string product;
  std::string component;
  for (const auto& [text, key] : {std::pair(&options.product, &product), std::pair(&options.component, &component)}) {
    if (text->empty()) continue;
    absl::StatusOr<std::string> canonical = CanonicalKey(*text);
    if (!canonical.ok()) return canonical.status();
    *key = *std::move(canonical);
  }
  return [product, component, &consensus,
          vulnerability = CanonicalVulnerability(options.vulnerability)](const Record& record) {
    return (vulnerability.empty() || record.advisory_key == consensus.AdvisoryKey(record.tenant, vulnerability)) &&
           (product.empty() || record.artifact_key == product) &&
           (component.empty() || record.component_key == component);
  };
}

// WriteOne answers for a key that is named in full, whether a statement names it or not.
int WriteOne(const Options& options, const Session& session, Writer& writer) {
  absl::StatusOr<Record> record =
      session.consensus().Query(options.tenant, options.vulnerability, options.product, options.component);
  if (!record.ok()) return Fail(record.status());
  return writer.Add(*record) && writer.Finish() ? session.ExitCode() : kFailed;
}

int WriteAll(const Options& options, const Session& session, Writer& writer) {
  const absl::StatusOr<std::function<bool(const Record&)>> filter = MakeFilter(options, session.consensus());
  if (!filter.ok()) return Fail(filter.status());
  const bool filtered = !options.vulnerability.empty() || !options.product.empty() || !options.component.empty();
  bool any = false;
  {
    Progress progress("deciding", session.consensus().size());
    for (std::size_t i = 0; i < session.consensus().size(); ++i) {
      const Record record = session.consensus().Explain(i);
      progress.Advance(1);
      if (!(*filter)(record)) continue;
      any = true;
      if (!writer.Add(record)) return kFailed;
    }
  }
  if (filtered && !any) return Fail(absl::NotFoundError("no statement names such a key"));
  return writer.Finish() ? session.ExitCode() : kFailed;
}

}  // namespace

int RunConsensus(const Options& options) {
  absl::StatusOr<std::unique_ptr<Session>> session = Session::Open(options);
  if (!session.ok()) return Fail(session.status());
  if (!options.sbom.empty()) return AnswerForSbom(options, **session);
  Writer writer(**session, options.output);
  if (!options.vulnerability.empty() && !options.product.empty()) return WriteOne(options, **session, writer);
  return WriteAll(options, **session, writer);
}

}  // namespace vexlens::cli
