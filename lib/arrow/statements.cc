// The table of statements: what documents say, ordered by vulnerability and statementId.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lib/arrow/digest_text.h"
#include "lib/arrow/slice_source.h"

namespace vexlens::arrow {
namespace {

// Ordered is a statement and its id, by which it is ordered within its advisory.
struct Ordered {
  Digest id;
  std::uint32_t statement;
};

class StatementSource final : public SliceSource {
 public:
  using SliceSource::SliceSource;

  std::vector<NamedColumn> Columns() override {
    return {{"tenant", &tenant_},
            {"statement_id", &statement_id_},
            {"document_digest", &document_digest_},
            {"document_id", &document_id_},
            {"document_version", &document_version_},
            {"format", &format_},
            {"issuer", &issuer_},
            {"issuer_id", &issuer_id_},
            {"location", &location_},
            {"vulnerability", &vulnerability_},
            {"aliases", &aliases_},
            {"advisory", &advisory_},
            {"product", &product_},
            {"component", &component_},
            {"relationship", &relationship_},
            {"status", &status_},
            {"justification", &justification_},
            {"justification_raw", &justification_raw_},
            {"impact", &impact_},
            {"action", &action_},
            {"issued_at", &issued_at_},
            {"updated_at", &updated_at_},
            {"signature", &signature_},
            {"withdrawn", &withdrawn_},
            {"through", &through_}};
  }

 protected:
  void Enter() override;
  bool AddRows() override;

 private:
  // Place is a statement of the tenant: the rank of its advisory, and its index.
  struct Place {
    std::uint32_t advisory;
    std::uint32_t statement;

    friend auto operator<=>(const Place&, const Place&) = default;
  };

  std::vector<std::string_view> AdvisoryOfIssue() const;
  void OrderAdvisory();
  void Append(std::uint32_t statement, const Digest& id);
  void AppendDocument(const Document& document);

  std::vector<std::string_view> advisories_;  // of the part, in byte order
  std::vector<Place> places_;                 // by advisory
  std::size_t next_place_ = 0;                // of the advisory after that of ordered_
  std::string_view advisory_text_;            // of ordered_
  std::vector<Ordered> ordered_;              // one advisory's statements, by id
  std::size_t next_ordered_ = 0;
  std::string location_text_;

  TextColumn tenant_{batch()};
  TextColumn statement_id_{batch()};
  TextColumn document_digest_{batch()};
  TextColumn document_id_{batch()};
  TextColumn document_version_{batch()};
  TextColumn format_{batch()};
  TextColumn issuer_{batch()};
  TextColumn issuer_id_{batch()};
  TextColumn location_{batch()};
  TextColumn vulnerability_{batch()};
  TextListColumn aliases_{batch()};
  TextColumn advisory_{batch()};
  TextColumn product_{batch()};
  TextColumn component_{batch()};
  TextColumn relationship_{batch()};
  TextColumn status_{batch()};
  OptionalTextColumn justification_{batch()};
  OptionalTextColumn justification_raw_{batch()};
  OptionalTextColumn impact_{batch()};
  OptionalTextColumn action_{batch()};
  InstantColumn issued_at_;
  InstantColumn updated_at_;
  TextColumn signature_{batch()};
  BoolColumn withdrawn_;
  TextListColumn through_{batch()};
};

// Returns the advisory key of each of the evidence's issues, "" if it belongs to another part.
std::vector<std::string_view> StatementSource::AdvisoryOfIssue() const {
  std::vector<std::string_view> advisories;
  for (const Issue& issue : evidence().table().issues()) {
    const std::string_view advisory = consensus().AdvisoryKey(tenant(), evidence().Text(issue.vulnerability));
    advisories.push_back(part().names.Holds(advisory) ? advisory : "");
  }
  return advisories;
}

void StatementSource::Enter() {
  const StatementTable& table = evidence().table();
  const std::vector<std::string_view> advisory_of_issue = AdvisoryOfIssue();
  advisories_ = advisory_of_issue;
  std::sort(advisories_.begin(), advisories_.end());
  advisories_.erase(std::unique(advisories_.begin(), advisories_.end()), advisories_.end());
  std::vector<std::uint32_t> rank_of_issue;
  for (const std::string_view advisory : advisory_of_issue) {
    const auto place = std::lower_bound(advisories_.begin(), advisories_.end(), advisory);
    rank_of_issue.push_back(static_cast<std::uint32_t>(place - advisories_.begin()));
  }
  std::vector<bool> documents;  // those of the tenant
  for (const Document& document : evidence().documents()) {
    documents.push_back(evidence().Text(document.tenant) == tenant());
  }
  places_.clear();
  next_place_ = next_ordered_ = 0;
  ordered_.clear();
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    const std::uint32_t issue = table.issue_id(i);
    if (!advisory_of_issue[issue].empty() && documents[table.occasion(i).document]) {
      places_.push_back({rank_of_issue[issue], i});
    }
  }
  std::sort(places_.begin(), places_.end());
}

// Moves on to the next advisory's statements.
void StatementSource::OrderAdvisory() {
  const std::uint32_t advisory = places_[next_place_].advisory;
  advisory_text_ = advisories_[advisory];
  ordered_.clear();
  next_ordered_ = 0;
  for (; next_place_ < places_.size() && places_[next_place_].advisory == advisory; ++next_place_) {
    const std::uint32_t statement = places_[next_place_].statement;
    ordered_.push_back({StatementId(evidence(), evidence().statements()[statement]), statement});
  }
  std::sort(ordered_.begin(), ordered_.end(), [](const Ordered& a, const Ordered& b) { return a.id < b.id; });
}

bool StatementSource::AddRows() {
  while (!batch().full) {
    if (next_ordered_ == ordered_.size()) {
      if (next_place_ == places_.size()) return false;
      OrderAdvisory();
    }
    const Ordered& next = ordered_[next_ordered_++];
    Append(next.statement, next.id);
    batch().EndRow();
  }
  return true;
}

void StatementSource::Append(std::uint32_t index, const Digest& id) {
  const Statement statement = evidence().statements()[index];
  const auto text = [&](TextId of) { return evidence().Text(of); };
  AppendDocument(evidence().documents()[statement.document]);
  statement_id_.Append(WrittenDigest(id));
  issuer_id_.Append(consensus().IssuerOf(index));
  location_text_.clear();
  evidence().AppendLocation(statement.location, location_text_);
  location_.Append(location_text_);
  vulnerability_.Append(text(statement.vulnerability));
  for (const TextId alias : evidence().Aliases(statement.aliases)) aliases_.Add(text(alias));
  aliases_.EndRow();
  advisory_.Append(advisory_text_);
  product_.Append(evidence().KeyText(statement.product));
  component_.Append(evidence().KeyText(statement.component));
  for (const SubjectId each : evidence().Through(statement.through)) through_.Add(evidence().KeyText(each));
  through_.EndRow();
  relationship_.Append(text(statement.relationship));
  status_.Append(StatusName(statement.status));
  justification_.Append(text(statement.justification));
  justification_raw_.Append(text(statement.justification_raw));
  impact_.Append(text(statement.impact));
  action_.Append(text(statement.action));
  issued_at_.Append(statement.issued_at);
  updated_at_.Append(statement.updated_at);
}

void StatementSource::AppendDocument(const Document& document) {
  const auto text = [&](TextId of) { return evidence().Text(of); };
  tenant_.Append(tenant());
  document_digest_.Append(WrittenDigest(document.digest));
  document_id_.Append(text(document.id));
  document_version_.Append(text(document.version));
  format_.Append(FormatName(document.format));
  issuer_.Append(text(document.issuer));
  signature_.Append(SignatureStateName(document.signature));
  withdrawn_.Append(document.withdrawn);
}

}  // namespace

std::unique_ptr<Source> MakeStatementSource(std::string tenant, std::unique_ptr<Slices> slices) {
  return std::make_unique<StatementSource>(std::move(tenant), std::move(slices));
}

}  // namespace vexlens::arrow
