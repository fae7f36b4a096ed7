// ImportedStream: a stream that somebody else made, and which is ours to release.
#ifndef VEXLENS_LIB_ARROW_IMPORTED_STREAM_H_
#define VEXLENS_LIB_ARROW_IMPORTED_STREAM_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"

namespace vexlens::arrow {

// Imported is a struct of the C data interface that is released with it.
template <typename Struct>
class Imported {
 public:
  Imported() = default;
  explicit Imported(Struct* from) : value_(*from) { from->release = nullptr; }
  Imported(Imported&& other) noexcept : value_(other.value_) { other.value_.release = nullptr; }
  Imported& operator=(Imported&&) = delete;
  ~Imported() {
    if (value_.release != nullptr) value_.release(&value_);
  }

  Struct* get() { return &value_; }
  const Struct& operator*() const { return value_; }
  const Struct* operator->() const { return &value_; }

 private:
  Struct value_{};
};

// ImportedStream reads tables. Not for concurrent use.
class ImportedStream {
 public:
  // The stream is moved out of `stream`.
  explicit ImportedStream(ArrowArrayStream* stream) : stream_(stream) {}

  // ReadSchema comes first. INVALID_ARGUMENT when it is no table; a fault of the producer is INVALID_ARGUMENT,
  // RESOURCE_EXHAUSTED or UNAVAILABLE, with its message.
  absl::Status ReadSchema();
  const ArrowSchema& schema() const { return *schema_; }

  // Next is the next batch, whose columns are as many as the schema's; nothing at the end. Errors as of ReadSchema.
  absl::StatusOr<std::optional<Imported<ArrowArray>>> Next();

 private:
  absl::Status Fault(int error);

  Imported<ArrowArrayStream> stream_;
  Imported<ArrowSchema> schema_;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_IMPORTED_STREAM_H_
