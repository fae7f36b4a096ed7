#include "bindings/python/native/row_writer.h"

#include <pybind11/stl.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bindings/python/native/module.h"

namespace vexlens::python {

namespace py = pybind11;

namespace {

// Column is a column of texts, in the buffers of Arrow.
struct Column {
  std::string name;
  std::vector<std::uint8_t> valid;
  std::vector<std::int32_t> offsets = {0};
  std::string bytes;

  void Add(const py::handle& value) {
    const std::size_t row = offsets.size() - 1;
    if (row % 8 == 0) valid.push_back(0);
    if (!value.is_none()) {
      if (!py::isinstance<py::str>(value)) throw py::type_error(name + ": expected str or None");
      valid.back() = static_cast<std::uint8_t>(valid.back() | (1U << (row % 8)));
      bytes += value.cast<std::string>();
    }
    if (bytes.size() > INT32_MAX) throw std::length_error("the texts of one column are too long for one batch");
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
  }
};

struct Columns {
  std::vector<Column> columns;
  std::int64_t rows = 0;
};

// Texts owns a stream's columns; schema and batch share them.
struct Texts {
  std::shared_ptr<const Columns> columns;
  bool read = false;
};

// Parts are what a struct points to, beside the columns: released with the struct that they are the private data of.
template <typename Struct>
struct Parts {
  std::shared_ptr<const Columns> columns;
  std::vector<Struct> children;
  std::vector<Struct*> pointers;
  std::vector<std::vector<const void*>> buffers;

  static void Release(Struct* self) {
    for (std::int64_t i = 0; i < self->n_children; ++i) {
      if (self->children[i]->release != nullptr) self->children[i]->release(self->children[i]);
    }
    delete static_cast<Parts*>(self->private_data);
    self->release = nullptr;
  }
};

// Children are released with the whole: vexlens_openvex, the one reader of these streams, takes none out of it.
template <typename Struct>
void ReleaseChild(Struct* self) {
  self->release = nullptr;
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  const auto& columns = static_cast<Texts*>(stream->private_data)->columns;
  auto parts = std::make_unique<Parts<ArrowSchema>>();
  parts->columns = columns;
  parts->children.resize(columns->columns.size());
  for (std::size_t i = 0; i < parts->children.size(); ++i) {
    ArrowSchema& child = parts->children[i];
    child.format = "u";
    child.name = columns->columns[i].name.c_str();
    child.flags = ARROW_FLAG_NULLABLE;
    child.release = ReleaseChild<ArrowSchema>;
    parts->pointers.push_back(&child);
  }
  *out = {};
  out->format = "+s";
  out->name = "";
  out->n_children = static_cast<std::int64_t>(parts->children.size());
  out->children = parts->pointers.data();
  out->release = Parts<ArrowSchema>::Release;
  out->private_data = parts.release();
  return 0;
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  auto& texts = *static_cast<Texts*>(stream->private_data);
  *out = {};
  if (std::exchange(texts.read, true)) return 0;
  auto parts = std::make_unique<Parts<ArrowArray>>();
  parts->columns = texts.columns;
  parts->children.resize(texts.columns->columns.size());
  parts->buffers.reserve(parts->children.size() + 1);
  for (std::size_t i = 0; i < parts->children.size(); ++i) {
    const Column& column = texts.columns->columns[i];
    ArrowArray& child = parts->children[i];
    child.length = texts.columns->rows;
    child.null_count = -1;
    child.n_buffers = 3;
    child.buffers =
        parts->buffers
            .emplace_back(std::vector<const void*>{column.valid.data(), column.offsets.data(), column.bytes.data()})
            .data();
    child.release = ReleaseChild<ArrowArray>;
    parts->pointers.push_back(&child);
  }
  out->length = texts.columns->rows;
  out->n_buffers = 1;
  out->buffers = parts->buffers.emplace_back(std::vector<const void*>{nullptr}).data();
  out->n_children = static_cast<std::int64_t>(parts->children.size());
  out->children = parts->pointers.data();
  out->release = Parts<ArrowArray>::Release;
  out->private_data = parts.release();
  return 0;
}

const char* GetLastError(ArrowArrayStream*) { return nullptr; }

void Release(ArrowArrayStream* stream) {
  delete static_cast<Texts*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

py::capsule TextStream(const py::dict& columns) {
  auto made = std::make_shared<Columns>();
  for (const auto& [name, values] : columns) {
    Column& column = made->columns.emplace_back();
    column.name = name.cast<std::string>();
    for (const py::handle value : values) column.Add(value);
    const auto rows = static_cast<std::int64_t>(column.offsets.size() - 1);
    if (made->columns.size() > 1 && rows != made->rows) throw std::invalid_argument("the columns differ in length");
    made->rows = rows;
  }
  ArrowArrayStream stream = {};  // is released with its capsule
  stream.get_schema = GetSchema;
  stream.get_next = GetNext;
  stream.get_last_error = GetLastError;
  stream.release = Release;
  stream.private_data = new Texts{std::move(made)};
  return CapsuleOf(stream);
}

}  // namespace vexlens::python
