// SliceSource: a table whose rows come from slices, one part after another.
#ifndef VEXLENS_LIB_ARROW_SLICE_SOURCE_H_
#define VEXLENS_LIB_ARROW_SLICE_SOURCE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "lib/arrow/source.h"
#include "vexlens/slice.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::arrow {

// SliceSource fills batches across parts. Subclasses add the rows.
class SliceSource : public Source {
 public:
  SliceSource(std::string tenant, std::unique_ptr<Slices> slices)
      : tenant_(std::move(tenant)), slices_(std::move(slices)) {}

  absl::StatusOr<bool> Next(ArrowArray* out) final {
    VEXLENS_RETURN_IF_ERROR(Fill());
    if (batch_.rows == 0) return false;
    VEXLENS_RETURN_IF_ERROR(TakeBatch(Columns(), batch_, out));
    return true;
  }

 protected:
  // Enter begins a part. AddRows adds rows of it until the batch is full, and returns whether there may be more.
  virtual void Enter() = 0;
  virtual bool AddRows() = 0;

  const std::string& tenant() const { return tenant_; }
  const SlicePart& part() const { return *part_; }
  const Evidence& evidence() const { return part_->slice->evidence(); }
  const Consensus& consensus() const { return part_->slice->consensus(); }
  KeyRun Keys() const { return KeysOf(consensus(), tenant_, part_->names); }
  Batch& batch() { return batch_; }

 private:
  absl::Status Fill() {
    while (!batch_.full) {
      if (!part_.has_value()) {
        absl::StatusOr<std::optional<SlicePart>> part = slices_->Next();
        if (!part.ok() || !part->has_value()) return part.status();
        part_ = *std::move(part);
        Enter();
      }
      if (!AddRows()) part_.reset();
    }
    return absl::OkStatus();
  }

  const std::string tenant_;
  const std::unique_ptr<Slices> slices_;
  std::optional<SlicePart> part_;
  Batch batch_;
};

// Return the tables of StreamTable.
std::unique_ptr<Source> MakeRecordSource(std::string tenant, std::unique_ptr<Slices> slices);
std::unique_ptr<Source> MakeStatementSource(std::string tenant, std::unique_ptr<Slices> slices);
std::unique_ptr<Source> MakeConflictSource(std::string tenant, std::unique_ptr<Slices> slices);
std::unique_ptr<Source> MakeRationaleSource(std::string tenant, std::unique_ptr<Slices> slices);

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_SLICE_SOURCE_H_
