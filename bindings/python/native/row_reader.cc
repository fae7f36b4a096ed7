#include "bindings/python/native/row_reader.h"

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>

#include "vexlens.hpp"

namespace vexlens::python {

namespace py = pybind11;

namespace {

// Released is a struct of Arrow that is released with it.
template <typename Struct>
class Released {
 public:
  Released() = default;
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;
  ~Released() {
    if (value_.release != nullptr) value_.release(&value_);
  }

  Struct* get() { return &value_; }
  const Struct* operator->() const { return &value_; }

 private:
  Struct value_ = {};
};

template <typename T>
const T* Buffer(const ArrowArray& array, int index) {
  return static_cast<const T*>(array.buffers[index]);
}

bool Bit(const std::uint8_t* bits, std::int64_t index) { return (bits[index / 8] >> (index % 8) & 1) != 0; }

// CodeOf is what the streams of vexlens give these numbers for; all others are EIO, for whatever else went wrong.
int32_t CodeOf(int result) {
  switch (result) {
    case EINVAL:
      return VEXLENS_INVALID_ARGUMENT;
    case ENOMEM:
      return VEXLENS_RESOURCE_EXHAUSTED;
    case EAGAIN:
      return VEXLENS_UNAVAILABLE;
    case EBADMSG:
      return VEXLENS_DATA_LOSS;
    default:
      return VEXLENS_INTERNAL;
  }
}

void Check(ArrowArrayStream& stream, int result) {
  if (result == 0) return;
  const char* const message = stream.get_last_error(&stream);
  throw Error(CodeOf(result), message == nullptr ? "the stream failed" : message);
}

py::object ValueOf(const ArrowSchema& schema, const ArrowArray& array, std::int64_t row);

py::object ListOf(const ArrowSchema& schema, const ArrowArray& array, std::int64_t row) {
  const auto* const offsets = Buffer<std::int32_t>(array, 1);
  py::list values;
  for (std::int32_t i = offsets[row]; i < offsets[row + 1]; ++i) {
    values.append(ValueOf(*schema.children[0], *array.children[0], i));
  }
  return values;
}

// Instants become datetimes with a zone.
py::object InstantOf(std::int64_t micros) {
  const py::module_ datetime = py::module_::import("datetime");
  const py::object epoch =
      datetime.attr("datetime")(1970, 1, 1, py::arg("tzinfo") = datetime.attr("timezone").attr("utc"));
  return epoch + datetime.attr("timedelta")(py::arg("microseconds") = micros);
}

py::object ValueOf(const ArrowSchema& schema, const ArrowArray& array, std::int64_t index) {
  const std::int64_t row = index + array.offset;
  const auto* const valid = Buffer<std::uint8_t>(array, 0);
  if (valid != nullptr && !Bit(valid, row)) return py::none();
  const std::string_view format = schema.format;
  if (format == "u") {
    const auto* const offsets = Buffer<std::int32_t>(array, 1);
    return py::str(Buffer<char>(array, 2) + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row]));
  }
  if (format == "g") return py::float_(Buffer<double>(array, 1)[row]);
  if (format == "i") return py::int_(Buffer<std::int32_t>(array, 1)[row]);
  if (format == "I") return py::int_(Buffer<std::uint32_t>(array, 1)[row]);
  if (format == "L") return py::int_(Buffer<std::uint64_t>(array, 1)[row]);
  if (format == "b") return py::bool_(Bit(Buffer<std::uint8_t>(array, 1), row));
  if (format == "tsu:UTC") return InstantOf(Buffer<std::int64_t>(array, 1)[row]);
  if (format == "+l") return ListOf(schema, array, row);
  throw Error(VEXLENS_UNIMPLEMENTED, "column " + std::string(schema.name) + " has the unknown type " + schema.format);
}

}  // namespace

py::list RowsOf(ArrowArrayStream& stream, py::ssize_t limit) {
  py::list rows;
  if (stream.release == nullptr) throw Error(VEXLENS_FAILED_PRECONDITION, "the stream was taken already");
  Released<ArrowSchema> schema;
  Check(stream, stream.get_schema(&stream, schema.get()));
  while (limit < 0 || static_cast<py::ssize_t>(rows.size()) < limit) {
    Released<ArrowArray> batch;
    Check(stream, stream.get_next(&stream, batch.get()));
    if (batch->release == nullptr) break;
    for (std::int64_t row = 0; row < batch->length; ++row) {
      if (limit >= 0 && static_cast<py::ssize_t>(rows.size()) == limit) break;
      py::dict values;
      for (std::int64_t column = 0; column < batch->n_children; ++column) {
        const ArrowSchema& type = *schema->children[column];
        values[type.name] = ValueOf(type, *batch->children[column], row);
      }
      rows.append(std::move(values));
    }
  }
  return rows;
}

}  // namespace vexlens::python
