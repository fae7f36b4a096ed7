#include "cli/explain_page.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/terminal.h"
#include "cli/why.h"
#include "cli/words.h"
#include "vexlens/statement_words.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kWidth = 100;  // of text; tables are as wide as they are

// Sheet is text under headings.
class Sheet {
 public:
  Sheet() : terminal_(Terminal::OfStandardOutput()) {}

  const Terminal& terminal() const { return terminal_; }
  std::string Take() { return std::move(text_); }

  void Raw(std::string_view text) { text_ += text; }
  void Heading(std::string_view text) { absl::StrAppend(&text_, "\n", terminal_.Paint(Style::kBold, text), "\n"); }

  // Add writes a text, long or foreign, in lines behind `indent`; all but the first go two further in.
  void Add(std::size_t indent, std::string_view text, Style style = Style::kPlain) {
    std::size_t in = indent;
    for (const std::string& line : Wrapped(text, kWidth - indent - 2)) {
      absl::StrAppend(&text_, std::string(in, ' '), terminal_.Paint(style, line), "\n");
      in = indent + 2;
    }
  }

 private:
  Terminal terminal_;
  std::string text_;
};

std::string DayOf(Instant instant) { return FormatInstant(instant).substr(0, 10); }

std::string_view LevelText(int level, bool has_range) {
  constexpr std::array<std::string_view, 6> kTexts = {"", "digest", "exact", "less exact", "any version", "wider"};
  return level == 3 && has_range ? "in its range" : kTexts[static_cast<std::size_t>(level)];
}

// Page puts a record on one screen.
class Page {
 public:
  Page(const Source& source, const Record& record) : source_(source), slice_(*source.slice), record_(record) {}

  std::string Text() {
    Headline();
    Weights();
    sheet_.Heading("Why");
    for (const std::string& sentence : WhyOf(slice_, record_)) sheet_.Add(2, sentence);
    Statements();
    Words();
    Conflicts();
    return sheet_.Take();
  }

 private:
  const Decision& decision() const { return record_.decision; }
  std::string Paint(Style style, std::string_view text) const { return sheet_.terminal().Paint(style, text); }

  void Headline() {
    std::string text =
        absl::StrCat(Paint(Style::kBold, Safe(record_.advisory_key)), "  ", Safe(record_.artifact_key), "\n");
    if (!record_.component_key.empty()) absl::StrAppend(&text, "  component ", Safe(record_.component_key), "\n");
    absl::StrAppend(&text, Paint(StyleOf(decision().status), StateName(decision().state)), ": treat as ",
                    Paint(StyleOf(decision().status), StatusName(decision().status)));
    if (decision().winner.has_value()) {
      absl::StrAppend(&text, "   (confidence ", Fraction(decision().confidence), " = agreement ",
                      Fraction(decision().agreement), " × strength ", Fraction(decision().strength), ")");
    }
    sheet_.Raw(absl::StrCat(
        text, "\n",
        Paint(Style::kDim, absl::StrCat("as of ", FormatInstant(slice_.basis().as_of), ", ",
                                        ModeName(slice_.basis().policy->mode), ", tenant ", Safe(record_.tenant))),
        "\n"));
  }

  // Weights draws the vote where there is something to compare.
  void Weights() {
    const auto& weights = decision().weights;
    if (std::count(weights.begin(), weights.end(), Millionths{0}) + 1 >= std::ptrdiff_t{kStatusCount}) return;
    sheet_.Heading("Weights");
    const Millionths most = *std::max_element(weights.begin(), weights.end());
    Table table({"", "", ""});
    for (std::size_t i = 0; i < kStatusCount; ++i) {
      const VexStatus status = static_cast<VexStatus>(i);
      if (weights[i] == 0) continue;
      table.Add({{std::string(StatusName(status)), StyleOf(status)},
                 {Fraction(weights[i]), Style::kPlain, true},
                 {Bar(static_cast<double>(weights[i]), static_cast<double>(most), 30), StyleOf(status)}});
    }
    std::string text = table.Text(sheet_.terminal(), "  ");
    text.erase(0, text.find('\n') + 1);  // the bars need no header
    sheet_.Raw(text);
  }

  void Statements() {
    sheet_.Heading("Who said what");
    Table table({"ISSUER", "TIER", "SAYS", "ABOUT", "DATED", "WEIGHT", "= ISSUER", "× SIGNATURE", "× FRESHNESS",
                 "× JUSTIFICATION", "× SCOPE", ""});
    for (const RationaleEntry& entry : record_.rationale) table.Add(Row(entry));
    sheet_.Raw(table.Text(sheet_.terminal(), "  "));
  }

  std::vector<Table::Cell> Row(const RationaleEntry& entry) const {
    const Style dim = entry.accepted ? Style::kPlain : Style::kDim;
    const Statement statement = slice_.evidence().statements()[entry.statement];
    const SubjectId narrower = statement.component != 0 ? statement.component : statement.product;
    const bool has_range = !slice_.evidence().ParsedSubject(narrower).range.empty();
    std::vector<Table::Cell> row{{std::string(entry.issuer), entry.accepted ? Style::kBold : Style::kDim},
                                 {std::string(TierName(entry.tier)), dim},
                                 {std::string(StatusName(entry.status)), entry.accepted ? StyleOf(entry.status) : dim},
                                 {std::string(LevelText(entry.level, has_range)), dim},
                                 {entry.updated_at.dated() ? DayOf(entry.updated_at) : "undated", dim},
                                 {Fraction(entry.weight), dim, true}};
    for (const FactorStep& step : entry.factors) row.push_back({Fraction(step.value), dim, true});
    const std::string alike = entry.count > 1 ? absl::StrCat(" (", entry.count, " alike)") : "";
    row.push_back({absl::StrCat(ReasonText(entry.reason), alike), dim});
    return row;
  }

  // Words are the reasons that the statements give, and where they stand: documents of one issuer that say the same
  // are one block.
  void Words() {
    sheet_.Heading("In their words");
    struct Block {
      std::string_view issuer;
      std::vector<Claim> claims;
      std::vector<const StatementWords*> documents;
    };
    const std::vector<StatementWords> all = WordsOf(slice_.evidence(), record_);
    std::set<Digest> seen;
    std::vector<Block> blocks;
    for (const StatementWords& first : all) {
      if (!seen.insert(first.document_digest).second) continue;
      Block block{first.issuer, ClaimsOf(all, first.document_digest), {}};
      const auto same = std::find_if(blocks.begin(), blocks.end(), [&](const Block& other) {
        return other.issuer == block.issuer && other.claims == block.claims;
      });
      (same == blocks.end() ? blocks.emplace_back(std::move(block)) : *same).documents.push_back(&first);
    }
    for (const Block& block : blocks) {
      sheet_.Add(2, block.issuer, Style::kBold);
      for (const Claim& claim : block.claims) Say(claim);
      for (const StatementWords* words : block.documents) Place(*words);
    }
  }

  // Claim is what a statement says: status and justification, impact, action.
  using Claim = std::array<std::string, 3>;

  static std::vector<Claim> ClaimsOf(const std::vector<StatementWords>& all, const Digest& document) {
    std::vector<Claim> claims;
    for (const StatementWords& words : all) {
      if (words.document_digest != document) continue;
      std::vector<std::string_view> reasons;
      for (const std::string_view reason : {words.justification, words.justification_raw}) {
        if (!reason.empty() && (reasons.empty() || reasons.back() != reason)) reasons.push_back(reason);
      }
      const bool bare = reasons.empty() && words.impact.empty() && words.status == StatusName(VexStatus::kNotAffected);
      Claim claim{absl::StrCat(words.status, reasons.empty() ? "" : ": ", absl::StrJoin(reasons, ", in CycloneDX "),
                               bare ? ", without a reason" : ""),
                  std::string(words.impact), std::string(words.action)};
      if (std::find(claims.begin(), claims.end(), claim) == claims.end()) claims.push_back(std::move(claim));
    }
    return claims;
  }

  void Say(const Claim& claim) {
    sheet_.Add(4, claim[0]);
    if (!claim[1].empty()) sheet_.Add(6, absl::StrCat("because: ", claim[1]));
    if (!claim[2].empty()) sheet_.Add(6, absl::StrCat("to do: ", claim[2]));
  }

  // Place is where that stands, an id a line: they are there to be copied.
  void Place(const StatementWords& words) {
    const std::string digest = DigestText(words.document_digest);
    Uncut(4, absl::StrCat("in ", words.document_id,
                          words.document_version.empty() ? "" : absl::StrCat(", version ", words.document_version)));
    if (words.document_id != digest) Uncut(6, digest);
    if (const std::string_view file = source_.FileOf(words.document_digest); !file.empty()) Uncut(6, file);
  }

  void Uncut(std::size_t indent, std::string_view text) {
    sheet_.Raw(absl::StrCat(std::string(indent, ' '), Paint(Style::kDim, Safe(text)), "\n"));
  }

  void Conflicts() {
    if (record_.conflicts.empty()) return;
    sheet_.Heading("Conflicts");
    for (const Conflict& conflict : record_.conflicts) {
      const std::string statuses =
          absl::StrJoin(conflict.statuses, " against ",
                        [](std::string* out, VexStatus status) { absl::StrAppend(out, StatusName(status)); });
      sheet_.Add(2, absl::StrCat(conflict.reason, ": ", statuses, " (", absl::StrJoin(conflict.issuers, ", "), ")",
                                 conflict.since.dated() ? " since " : "", DayOf(conflict.since)));
    }
  }

  const Source& source_;
  const Slice& slice_;
  const Record& record_;
  Sheet sheet_;
};

}  // namespace

std::string ExplainPage(const Source& source, const Record& record) { return Page(source, record).Text(); }

std::string AlmostText(const Slice& slice, std::span<const NearStatement> misses) {
  if (misses.empty()) return "";
  const Evidence& evidence = slice.evidence();
  Sheet sheet;
  sheet.Heading("Almost");
  for (const NearStatement& miss : misses) {
    const Statement statement = evidence.statements()[miss.statement];
    const bool has_component = statement.component != 0;
    const std::string_view product = evidence.KeyText(statement.product);
    sheet.Add(2, absl::StrCat(slice.consensus().IssuerOf(miss.statement), " says ", StatusName(statement.status),
                              " of ", has_component ? evidence.KeyText(statement.component) : product));
    if (has_component) sheet.Add(4, absl::StrCat("in ", product));
    sheet.Add(4, absl::StrCat("but ", MissText(miss.why, has_component ? product : "")), Style::kYellow);
  }
  return sheet.Take();
}

}  // namespace vexlens::cli
