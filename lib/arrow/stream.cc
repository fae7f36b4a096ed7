// The callbacks of a stream. They catch everything, since a caller may not know exceptions.
#include <cerrno>
#include <new>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/arrow/source.h"

namespace vexlens::arrow {
namespace {

int ErrnoOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return 0;
    case absl::StatusCode::kInvalidArgument:
      return EINVAL;
    case absl::StatusCode::kResourceExhausted:
      return ENOMEM;
    case absl::StatusCode::kUnavailable:
      return EAGAIN;
    case absl::StatusCode::kDataLoss:
      return EBADMSG;
    default:
      return EIO;
  }
}

// Stream is the private data of an ArrowArrayStream.
class Stream {
 public:
  Stream(std::unique_ptr<Source> source, std::shared_ptr<const void> keep_alive)
      : keep_alive_(std::move(keep_alive)), source_(std::move(source)) {}

  int GetSchema(ArrowSchema* out) {
    return Guard([&] {
      std::vector<Field> fields;
      for (const NamedColumn& named : source_->Columns()) fields.push_back({named.name, named.column->type()});
      ExportSchema(fields, out);
      return absl::OkStatus();
    });
  }

  int GetNext(ArrowArray* out) {
    if (failed_ == 0) failed_ = Guard([&] { return Next(out); });
    return failed_;
  }

  const char* last_error() const { return error_; }

 private:
  absl::Status Next(ArrowArray* out) {
    const absl::StatusOr<bool> more = source_->Next(out);
    if (more.ok() && !*more) *out = {};
    return more.status();
  }

  template <typename Call>
  int Guard(Call call) {
    try {
      const absl::Status status = call();
      if (status.ok()) return 0;
      text_ = std::string(status.message());
      error_ = text_.c_str();
      return ErrnoOf(status);
    } catch (const std::bad_alloc&) {
      error_ = "out of memory";
      return ENOMEM;
    } catch (...) {
      error_ = "an unexpected exception";
      return EIO;
    }
  }

  std::shared_ptr<const void> keep_alive_;
  std::unique_ptr<Source> source_;
  int failed_ = 0;
  std::string text_;
  const char* error_ = nullptr;
};

Stream& Of(ArrowArrayStream* stream) { return *static_cast<Stream*>(stream->private_data); }

}  // namespace

absl::Status TakeBatch(const std::vector<NamedColumn>& columns, Batch& batch, ArrowArray* out) {
  const Batch taken = std::exchange(batch, {});
  if (taken.too_large) {
    return absl::ResourceExhaustedError(absl::StrCat("a row with more than ", TextColumn::kMost, " bytes in a column"));
  }
  auto parts = std::make_unique<ArrayParts>(1, columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].column->Take(&parts->children[i]);
  ExportArray(taken.rows, 0, std::move(parts), out);
  return absl::OkStatus();
}

void MakeStream(std::unique_ptr<Source> source, std::shared_ptr<const void> keep_alive, ArrowArrayStream* out) {
  auto stream = std::make_unique<Stream>(std::move(source), std::move(keep_alive));
  out->get_schema = [](ArrowArrayStream* self, ArrowSchema* schema) { return Of(self).GetSchema(schema); };
  out->get_next = [](ArrowArrayStream* self, ArrowArray* array) { return Of(self).GetNext(array); };
  out->get_last_error = [](ArrowArrayStream* self) { return Of(self).last_error(); };
  out->release = [](ArrowArrayStream* self) {
    delete &Of(self);
    self->release = nullptr;
  };
  out->private_data = stream.release();
}

}  // namespace vexlens::arrow
