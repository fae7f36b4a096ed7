#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/near_misses.h"
#include "cli/session.h"
#include "cli/statement_words.h"
#include "cli/terminal.h"
#include "cli/unlisted.h"
#include "cli/words.h"

namespace vexlens::cli {
namespace {

std::string_view LevelText(int level) {
  constexpr std::array<std::string_view, 6> kTexts = {
      "", "digest", "exact", "range, fewer qualifiers or wider distro", "any version", "wider"};
  return kTexts[static_cast<std::size_t>(level)];
}

// ReasonText is the reason in words, for a statement without a vote.
std::string_view ReasonText(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return "votes";
    case Reason::kWithdrawn:
      return "withdrawn";
    case Reason::kSuperseded:
      return "superseded by a newer one";
    case Reason::kSignatureFailed:
      return "bad signature";
    case Reason::kIssuerRevoked:
      return "issuer revoked";
    case Reason::kSignatureRequired:
      return "not signed, and the policy wants it";
    case Reason::kMayNotClear:
      return "may not give an all-clear";
    case Reason::kJustificationRequired:
      return "no justification, and the policy wants one";
    case Reason::kNoWeight:
      return "weighs nothing";
    case Reason::kNotVoice:
      return "its issuer says another thing louder";
    case Reason::kCrowd:
      return "the crowd has one voice a status";
    case Reason::kOutranked:
      return "outranked";
  }
  return "";
}

// Page puts a record on one screen.
class Page {
 public:
  Page(const Source& source, const Record& record)
      : source_(source), slice_(*source.slice), record_(record), terminal_(Terminal::OfStandardOutput()) {}

  std::string Text() {
    Headline();
    Weights();
    Why();
    Statements();
    Words();
    Conflicts();
    return std::move(out_);
  }

 private:
  const Decision& decision() const { return record_.decision; }
  Millionths WeightOf(VexStatus status) const { return decision().weights[static_cast<std::size_t>(status)]; }

  void Line(std::string_view text) { absl::StrAppend(&out_, text, "\n"); }
  void Heading(std::string_view text) { Line(absl::StrCat("\n", terminal_.Paint(Style::kBold, text))); }

  void Headline() {
    Line(absl::StrCat(terminal_.Paint(Style::kBold, Safe(record_.advisory_key)), "  ", Safe(record_.artifact_key)));
    if (!record_.component_key.empty()) Line(absl::StrCat("  component ", Safe(record_.component_key)));
    Line(absl::StrCat(terminal_.Paint(StyleOf(decision().status), StateName(decision().state)), ": treat as ",
                      terminal_.Paint(StyleOf(decision().status), StatusName(decision().status)), "   (confidence ",
                      Fraction(decision().confidence), " = agreement ", Fraction(decision().agreement), " × strength ",
                      Fraction(decision().strength), ")"));
    Line(terminal_.Paint(Style::kDim, absl::StrCat("as of ", FormatInstant(slice_.as_of()), ", ",
                                                   ModeName(slice_.policy().mode), ", tenant ", Safe(record_.tenant))));
  }

  void Weights() {
    Heading("Weights");
    const Millionths most = *std::max_element(decision().weights.begin(), decision().weights.end());
    Table table({"", "", ""});
    for (std::size_t i = 0; i < kStatusCount; ++i) {
      const Millionths weight = decision().weights[i];
      const VexStatus status = static_cast<VexStatus>(i);
      if (weight == 0) continue;
      table.Add({{std::string(StatusName(status)), StyleOf(status)},
                 {Fraction(weight), Style::kPlain, true},
                 {Bar(static_cast<double>(weight), static_cast<double>(most), 30), StyleOf(status)}});
    }
    std::string text = table.Text(terminal_, "  ");
    text.erase(0, std::min(text.find('\n'), text.size() - 1) + 1);  // the bars need no header
    absl::StrAppend(&out_, table.empty() ? "  no statement has a vote\n" : text);
  }

  void Why() {
    Heading("Why");
    for (const std::string& reason : Reasons()) Line(absl::StrCat("  ", reason));
  }

  std::vector<std::string> Reasons() const {
    std::vector<std::string> reasons;
    const Policy& policy = slice_.policy();
    if (decision().winner.has_value()) {
      Millionths all = 0;
      for (const Millionths weight : decision().weights) all += weight;
      const bool clears = Clears(*decision().winner);
      Millionths side = 0;
      for (std::size_t i = 0; i < kStatusCount; ++i) {
        if (Clears(static_cast<VexStatus>(i)) == clears) side += decision().weights[i];
      }
      reasons.push_back(absl::StrCat("What ", clears ? "clears" : "warns", " has ", Fraction(side), " of ", Fraction(all),
                                     ", from ", decision().quorum, decision().quorum == 1 ? " issuer: " : " issuers: ",
                                     StatusName(*decision().winner), "."));
    }
    if (decision().reason == "no_vote") reasons.push_back("No statement has a vote, so nothing is known.");
    if (Reasoned(Reason::kMayNotClear)) {
      reasons.push_back(absl::StrCat("An all-clear counts only from an issuer whose tier over the product is at least ",
                                     TierName(policy.clear_tier), "."));
    }
    if (decision().reason == "low_confidence") {
      reasons.push_back(
          absl::StrCat("The confidence is below the policy's minimum of ", Fraction(policy.minimum_confidence), "."));
    }
    if (decision().reason == "quorum") {
      reasons.push_back(absl::StrCat("The policy wants ", policy.minimum_quorum, " issuers behind an answer."));
    }
    if (decision().reason == "operator") {
      reasons.push_back(absl::StrCat("An operator of the tenant decided: ", StatusName(decision().status), "."));
    }
    if (decision().state == State::kDisputed) {
      reasons.push_back(absl::StrCat("It is not ahead by ", Fraction(policy.conflict_threshold),
                                     " of all weight, so the answer is disputed."));
      if (decision().status != *decision().winner) {
        reasons.push_back(
            absl::StrCat("While that is so, treat it as ", StatusName(decision().status), "."));
      }
    }
    return reasons;
  }

  bool Reasoned(Reason reason) const {
    return std::any_of(record_.rationale.begin(), record_.rationale.end(),
                       [&](const RationaleEntry& entry) { return entry.reason == reason; });
  }

  // Words are what the statements give as their reasons, and where they stand.
  void Words() {
    Heading("In their words");
    for (const StatementWords& words : WordsOf(source_, record_)) {
      Line(absl::StrCat("  ", terminal_.Paint(Style::kBold, Safe(words.issuer)), " says ", words.status,
                        words.justification.empty() ? "" : ": ", Safe(words.justification)));
      if (!words.impact.empty()) Line(absl::StrCat("    impact: ", Safe(words.impact)));
      if (!words.action.empty()) Line(absl::StrCat("    action: ", Safe(words.action)));
      Line(terminal_.Paint(Style::kDim, absl::StrCat("    in ", Safe(words.document_id), words.document_version.empty()
                                                     ? "" : " version ", Safe(words.document_version), ", ",
                                                     DigestText(words.document_digest),
                                                     words.file.empty() ? "" : ", ", Safe(words.file))));
    }
  }

  void Statements() {
    Heading("Who said what");
    Table table({"ISSUER", "TIER", "SAYS", "ABOUT", "DATED", "WEIGHT", "= ISSUER", "× SIGNATURE", "× FRESHNESS",
                 "× JUSTIFICATION", "× SCOPE", "", "COUNT"});
    for (const RationaleEntry& entry : record_.rationale) table.Add(Row(entry));
    absl::StrAppend(&out_, table.Text(terminal_, "  "));
  }

  std::vector<Table::Cell> Row(const RationaleEntry& entry) const {
    const Style dim = entry.accepted ? Style::kPlain : Style::kDim;
    std::vector<Table::Cell> row{{std::string(entry.issuer), entry.accepted ? Style::kBold : Style::kDim},
                                 {std::string(TierName(entry.tier)), dim},
                                 {std::string(StatusName(entry.status)), entry.accepted ? StyleOf(entry.status) : dim},
                                 {std::string(LevelText(entry.level)), dim},
                                 {entry.updated_at.dated() ? FormatInstant(entry.updated_at).substr(0, 10) : "undated", dim},
                                 {Fraction(entry.weight), dim, true}};
    for (const FactorStep& step : entry.factors) row.push_back({Fraction(step.value), dim, true});
    row.push_back({std::string(ReasonText(entry.reason)), dim});
    row.push_back({entry.count > 1 ? absl::StrCat(entry.count) : "", dim, true});
    return row;
  }

  void Conflicts() {
    if (record_.conflicts.empty()) return;
    Heading("Conflicts");
    for (const Conflict& conflict : record_.conflicts) {
      const std::string statuses =
          absl::StrJoin(conflict.statuses, " against ",
                        [](std::string* out, VexStatus status) { absl::StrAppend(out, StatusName(status)); });
      const std::string issuers = absl::StrJoin(conflict.issuers, ", ", [](std::string* out, std::string_view issuer) {
        absl::StrAppend(out, Safe(issuer));
      });
      Line(absl::StrCat("  ", terminal_.Paint(Style::kYellow, conflict.reason), ": ", statuses, " (", issuers, ")",
                        conflict.since.dated() ? " since " : "", FormatInstant(conflict.since)));
    }
  }

  const Source& source_;
  const Slice& slice_;
  const Record& record_;
  Terminal terminal_;
  std::string out_;
};

// NearMissText is a table of near misses under its heading, "" when there are none.
std::string NearMissText(const Slice& slice, std::span<const NearStatement> misses, const Terminal& terminal) {
  if (misses.empty()) return "";
  NearMissTable table(slice);
  table.Add(misses);
  return absl::StrCat("\n", terminal.Paint(Style::kBold, "Almost"), "\n", table.Text(terminal, "  "));
}

// Json is {"nearMisses": […], "record": {…} or null, "words": […]}.
std::string Json(const Source& source, const Record* record, std::span<const NearStatement> misses) {
  const Consensus& consensus = source.slice->consensus();
  std::string text = "{\"nearMisses\":";
  consensus.AppendNearMisses(misses, text);
  text += ",\"record\":";
  if (record == nullptr) {
    text += "null,\"words\":[]";
  } else {
    consensus.Append(*record, text);
    text += ",\"words\":";
    AppendWords(WordsOf(source, *record), text);
  }
  text += "}\n";
  return text;
}

}  // namespace

int RunExplain(const Options& options) {
  const absl::StatusOr<Source> source = OpenSource(options);
  if (!source.ok()) return Fail(source.status());
  const Slice& slice = *source->slice;
  const Consensus& consensus = slice.consensus();
  const auto& [tenant, vulnerability, product, component] =
      std::tie(options.tenant, options.vulnerability, options.product, options.component);
  const absl::StatusOr<Record> record = consensus.Query(tenant, vulnerability, product, component);
  if (!record.ok() && record.status().code() != absl::StatusCode::kNotFound) return Fail(record.status());
  const bool table = options.form() == Output::kTable;
  constexpr std::size_t kFew = 10;
  const std::size_t limit = table && options.near_misses == 0 ? kFew : options.near_misses;
  const absl::StatusOr<std::vector<NearStatement>> misses =
      consensus.NearMisses(tenant, vulnerability, product, component, limit);
  if (!misses.ok()) return Fail(misses.status());

  const Record* const answer = record.ok() ? &*record : nullptr;
  std::string text;
  if (table) {
    if (answer != nullptr) text = Page(*source, *answer).Text();
    text += NearMissText(slice, *misses, Terminal::OfStandardOutput());
  } else if (answer != nullptr || limit > 0) {
    text = Json(*source, answer, *misses);
  }
  if (!Write(text)) return kFailed;
  if (answer != nullptr) SayWhoIsUnlisted(*answer, consensus, options);
  return answer == nullptr ? Fail(record.status()) : source->exit_code;
}

}  // namespace vexlens::cli
