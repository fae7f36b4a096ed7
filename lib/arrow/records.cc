// The table of records: one row per key, with its decision only.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "lib/arrow/key_columns.h"
#include "lib/arrow/slice_source.h"

namespace vexlens::arrow {
namespace {

constexpr std::size_t kTogether = 32;

class RecordSource final : public SliceSource {
 public:
  using SliceSource::SliceSource;

  std::vector<NamedColumn> Columns() override {
    std::vector<NamedColumn> columns = key_.Columns();
    const NamedColumn others[] = {{"state", &state_},
                                  {"status", &status_},
                                  {"reason", &reason_},
                                  {"winner", &winner_},
                                  {"agreement", &agreement_},
                                  {"strength", &strength_},
                                  {"confidence", &confidence_},
                                  {"issuers", &issuers_},
                                  {"weight_affected", &weights_[0]},
                                  {"weight_under_investigation", &weights_[1]},
                                  {"weight_not_affected", &weights_[2]},
                                  {"weight_fixed", &weights_[3]},
                                  {"rules", &rules_}};
    columns.insert(columns.end(), std::begin(others), std::end(others));
    return columns;
  }

 protected:
  void Enter() override { keys_ = Keys(); }

  // Names are scattered in memory: those of a few keys are prefetched together.
  bool AddRows() override {
    while (keys_.first < keys_.end && !batch().full) {
      const std::size_t count = std::min(kTogether, keys_.end - keys_.first);
      std::array<KeyTexts, kTogether> names;
      std::array<Decision, kTogether> decisions;
      for (std::size_t i = 0; i < count; ++i) {
        names[i] = consensus().KeyOf(keys_.first + i);
        __builtin_prefetch(names[i].product.data());
        __builtin_prefetch(names[i].component.data());
      }
      for (std::size_t i = 0; i < count; ++i) decisions[i] = consensus().Decide(keys_.first + i);
      for (std::size_t i = 0; i < count && !batch().full; ++i, ++keys_.first) {
        key_.Append(names[i]);
        Append(decisions[i]);
        batch().EndRow();
      }
    }
    return keys_.first < keys_.end;
  }

 private:
  void Append(const Decision& decision) {
    state_.Append(StateName(decision.state));
    status_.Append(StatusName(decision.status));
    reason_.Append(decision.reason);
    winner_.Append(decision.winner.has_value() ? StatusName(*decision.winner) : "");
    agreement_.Append(Fraction(decision.agreement));
    strength_.Append(Fraction(decision.strength));
    confidence_.Append(Fraction(decision.confidence));
    issuers_.Append(decision.quorum);
    for (std::size_t i = 0; i < kStatusCount; ++i) weights_[i].Append(Fraction(decision.weights[i]));
    rules_.Append(kRules);
  }

  KeyRun keys_;
  KeyColumns key_{batch()};
  TextColumn state_{batch()};
  TextColumn status_{batch()};
  OptionalTextColumn reason_{batch()};
  OptionalTextColumn winner_{batch()};
  NumberColumn<double> agreement_;
  NumberColumn<double> strength_;
  NumberColumn<double> confidence_;
  NumberColumn<std::uint32_t> issuers_;
  std::array<NumberColumn<double>, kStatusCount> weights_;  // by VexStatus
  NumberColumn<std::uint32_t> rules_;
};

}  // namespace

std::unique_ptr<Source> MakeRecordSource(std::string tenant, std::unique_ptr<Slices> slices) {
  return std::make_unique<RecordSource>(std::move(tenant), std::move(slices));
}

}  // namespace vexlens::arrow
