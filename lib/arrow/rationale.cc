// The table of rationale entries.
#include <array>
#include <utility>

#include "lib/arrow/digest_text.h"
#include "lib/arrow/explained_source.h"

namespace vexlens::arrow {
namespace {

class RationaleSource final : public ExplainedSource<RationaleEntry, &Record::rationale> {
 public:
  using ExplainedSource::ExplainedSource;

 protected:
  std::vector<NamedColumn> PartColumns() override {
    return {{"statement_id", &statement_id_},
            {"issuer", &issuer_},
            {"tier", &tier_},
            {"status", &status_},
            {"level", &level_},
            {"weight", &weight_},
            {"factor_issuer", &factors_[0]},
            {"factor_signature", &factors_[1]},
            {"factor_freshness", &factors_[2]},
            {"factor_justification", &factors_[3]},
            {"factor_scope", &factors_[4]},
            {"accepted", &accepted_},
            {"reason", &reason_},
            {"count", &count_},
            {"justification", &justification_}};
  }

  void Append(const RationaleEntry& entry) override {
    statement_id_.Append(WrittenDigest(entry.statement_id));
    issuer_.Append(entry.issuer);
    tier_.Append(TierName(entry.tier));
    status_.Append(StatusName(entry.status));
    level_.Append(entry.level);
    weight_.Append(Fraction(entry.weight));
    for (std::size_t i = 0; i < factors_.size(); ++i) factors_[i].Append(Fraction(entry.factors[i].value));
    accepted_.Append(entry.accepted);
    reason_.Append(ReasonName(entry.reason));
    count_.Append(entry.count);
    justification_.Append(entry.justification);
  }

 private:
  TextColumn statement_id_{batch()};
  TextColumn issuer_{batch()};
  TextColumn tier_{batch()};
  TextColumn status_{batch()};
  NumberColumn<std::int32_t> level_;
  NumberColumn<double> weight_;
  std::array<NumberColumn<double>, 5> factors_;  // in the order of RationaleEntry::factors
  BoolColumn accepted_;
  OptionalTextColumn reason_{batch()};
  NumberColumn<std::uint32_t> count_;
  OptionalTextColumn justification_{batch()};
};

}  // namespace

std::unique_ptr<Source> MakeRationaleSource(std::string tenant, std::unique_ptr<Slices> slices) {
  return std::make_unique<RationaleSource>(std::move(tenant), std::move(slices));
}

}  // namespace vexlens::arrow
