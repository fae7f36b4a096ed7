// The table of deltas: rows are pushed, and become batches as they come.
#include <cstddef>
#include <utility>
#include <vector>

#include "lib/arrow/source.h"
#include "vexlens/arrow.h"

namespace vexlens {

class DeltaTable::Rows final : public arrow::Source {
 public:
  Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() override {
    for (std::size_t i = next_; i < finished_.size(); ++i) finished_[i].release(&finished_[i]);
  }

  void Append(const Delta& delta) {
    if (torn_ || !status_.ok()) return;
    torn_ = true;
    vulnerability_.Append(delta.key.vulnerability);
    product_.Append(delta.key.product);
    component_.Append(delta.key.component);
    change_.Append(DeltaKindName(delta.kind));
    before_.Append(delta.kind != Delta::Kind::kAdded ? &delta.before : nullptr);
    after_.Append(delta.kind != Delta::Kind::kRemoved ? &delta.after : nullptr);
    batch_.EndRow();
    torn_ = false;
    if (batch_.full) Finish();
  }

  // Makes a batch of the rows that are in none yet.
  void Finish() {
    if (torn_ || batch_.rows == 0) return;
    torn_ = true;
    finished_.reserve(finished_.size() + 1);
    ArrowArray batch;
    status_ = arrow::TakeBatch(Columns(), batch_, &batch);
    if (status_.ok()) finished_.push_back(batch);
    torn_ = false;
  }

  std::vector<arrow::NamedColumn> Columns() override {
    return {{"vulnerability", &vulnerability_},
            {"product", &product_},
            {"component", &component_},
            {"change", &change_},
            {"before_state", &before_.state},
            {"before_status", &before_.status},
            {"before_confidence", &before_.confidence},
            {"after_state", &after_.state},
            {"after_status", &after_.status},
            {"after_confidence", &after_.confidence}};
  }

  absl::StatusOr<bool> Next(ArrowArray* out) override {
    if (torn_) return absl::ResourceExhaustedError("out of memory");
    if (next_ < finished_.size()) {
      *out = finished_[next_++];
      return true;
    }
    if (!status_.ok()) return status_;
    return false;
  }

 private:
  // Outcome is a record before or after; its columns are null if there is no record.
  struct Outcome {
    explicit Outcome(arrow::Batch& batch) : state(batch), status(batch) {}

    void Append(const Decision* decision) {
      state.Append(decision != nullptr ? StateName(decision->state) : "");
      status.Append(decision != nullptr ? StatusName(decision->status) : "");
      if (decision != nullptr) {
        confidence.Append(decision->confidence);
      } else {
        confidence.AppendNull();
      }
    }

    arrow::OptionalTextColumn state;
    arrow::OptionalTextColumn status;
    arrow::OptionalFractionColumn confidence;
  };

  arrow::Batch batch_;
  arrow::TextColumn vulnerability_{batch_};
  arrow::TextColumn product_{batch_};
  arrow::TextColumn component_{batch_};
  arrow::TextColumn change_{batch_};
  Outcome before_{batch_};
  Outcome after_{batch_};
  std::vector<ArrowArray> finished_;
  std::size_t next_ = 0;  // of finished_
  absl::Status status_;
  bool torn_ = false;  // an allocation failed within a row or batch
};

DeltaTable::DeltaTable() : rows_(std::make_unique<Rows>()) {}
DeltaTable::DeltaTable(DeltaTable&&) noexcept = default;
DeltaTable& DeltaTable::operator=(DeltaTable&&) noexcept = default;
DeltaTable::~DeltaTable() = default;

void DeltaTable::Append(const Delta& delta) { rows_->Append(delta); }

void DeltaTable::Stream(ArrowArrayStream* out) {
  auto next = std::make_unique<Rows>();
  rows_->Finish();
  arrow::MakeStream(std::exchange(rows_, std::move(next)), nullptr, out);
}

}  // namespace vexlens
