#include "cli/delta_output.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "cli/streams.h"
#include "cli/words.h"
#include "vexlens/support/json_text.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kFlushAt = std::size_t{1} << 20;
constexpr std::size_t kRowsAtOnce = 10'000;  // of a table

std::string DecisionJson(const Decision& decision) {
  return JsonObject()
      .AddJson("confidence", Fraction(decision.confidence))
      .Add("reason", decision.reason)
      .Add("state", StateName(decision.state))
      .Add("status", StatusName(decision.status))
      .Text();
}

std::string DeltaJson(const Delta& delta) {
  return JsonObject()
      .Add("advisoryKey", delta.key.vulnerability)
      .AddJson("after", delta.kind == Delta::Kind::kRemoved ? "null" : DecisionJson(delta.after))
      .Add("artifactKey", delta.key.product)
      .AddJson("before", delta.kind == Delta::Kind::kAdded ? "null" : DecisionJson(delta.before))
      .Add("change", DeltaKindName(delta.kind))
      .Add("componentKey", delta.key.component)
      .Text();
}

Table::Cell Outcome(const Decision& decision) {
  return {absl::StrCat(StateName(decision.state), ": ", TreatAs(decision), " ", Fraction(decision.confidence)),
          StyleOf(decision.status)};
}

}  // namespace

bool DeltaOutput::Add(const Delta& delta) {
  ++counts_[static_cast<std::size_t>(delta.kind)];
  if (output_ == Output::kTable) {
    table_.Add({{std::string(DeltaKindName(delta.kind))},
                {delta.key.vulnerability, Style::kBold},
                {delta.key.product},
                {delta.key.component},
                delta.kind == Delta::Kind::kAdded ? Table::Cell() : Outcome(delta.before),
                {"→", Style::kDim},
                delta.kind == Delta::Kind::kRemoved ? Table::Cell() : Outcome(delta.after)});
    return table_.size() < kRowsAtOnce || Flush();
  }
  if (output_ == Output::kJson) text_ += any_ ? ",\n" : "[\n";
  any_ = true;
  absl::StrAppend(&text_, DeltaJson(delta), output_ == Output::kNdjson ? "\n" : "");
  return text_.size() < kFlushAt || Flush();
}

bool DeltaOutput::Finish() {
  if (output_ == Output::kJson) text_ += any_ ? "\n]\n" : "[]\n";
  if (!Flush()) return false;
  std::string line;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    absl::StrAppend(&line, i == 0 ? "" : ", ", counts_[i], " ", DeltaKindName(static_cast<Delta::Kind>(i)));
  }
  std::fprintf(stderr, "%s\n", line.c_str());
  return true;
}

bool DeltaOutput::Flush() {
  if (output_ == Output::kTable) text_ = table_.Take(terminal_);
  const bool written = Write(text_);
  text_.clear();
  return written;
}

}  // namespace vexlens::cli
