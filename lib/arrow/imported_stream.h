// ImportedStream: a stream that the caller made, and that we release.
#ifndef VEXLENS_LIB_ARROW_IMPORTED_STREAM_H_
#define VEXLENS_LIB_ARROW_IMPORTED_STREAM_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"

namespace vexlens::arrow {

// Imported is a struct of the C data interface, which it releases.
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

// ImportedStream reads the batches of a table. Not for concurrent use.
class ImportedStream {
 public:
  // Moves the stream out of `stream`.
  explicit ImportedStream(ArrowArrayStream* stream) : stream_(stream) {}

  // Reads the schema; call it first. Errors: INVALID_ARGUMENT for anything but a table; an error of the producer is
  // INVALID_ARGUMENT, RESOURCE_EXHAUSTED or UNAVAILABLE, with its message.
  absl::Status ReadSchema();
  const ArrowSchema& schema() const { return *schema_; }

  // Returns the next batch, with as many columns as the schema; nothing at the end. Errors: as ReadSchema.
  absl::StatusOr<std::optional<Imported<ArrowArray>>> Next();

 private:
  absl::Status Fault(int error);

  Imported<ArrowArrayStream> stream_;
  Imported<ArrowSchema> schema_;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_IMPORTED_STREAM_H_
