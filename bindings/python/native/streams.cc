#include <memory>

#include "bindings/python/native/module.h"
#include "bindings/python/native/row_reader.h"
#include "bindings/python/native/row_writer.h"

namespace vexlens::python {

namespace py = pybind11;

namespace {

constexpr char kCapsuleName[] = "arrow_array_stream";

// Free is the end of a capsule; whoever has taken the stream out of it has set `release` to null.
void Free(PyObject* capsule) {
  auto* const stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, kCapsuleName));
  if (stream == nullptr) return PyErr_Clear();
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

ArrowArrayStream* StreamIn(const py::capsule& capsule) {
  auto* const stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), kCapsuleName));
  if (stream == nullptr) throw py::error_already_set();
  return stream;
}

py::bytes OpenVexOf(const py::capsule& rows, std::string_view author, std::string_view issued_at, std::string_view id) {
  ArrowArrayStream* const stream = StreamIn(rows);
  // The stream may be Python's own: its callbacks take the GIL when they need it.
  const Bytes document = Unlocked([&] { return OpenVex(stream, {author, issued_at, id}); });
  return BytesOf(document.view());
}

}  // namespace

py::capsule CapsuleOf(ArrowArrayStream& stream) {
  auto moved = std::make_unique<ArrowArrayStream>(stream);
  PyObject* const capsule = PyCapsule_New(moved.get(), kCapsuleName, Free);
  if (capsule == nullptr) throw py::error_already_set();
  stream.release = nullptr;
  moved.release();
  return py::reinterpret_steal<py::capsule>(capsule);
}

void BindStreams(py::module_& module) {
  module.def(
      "rows_of", [](const py::capsule& stream, py::ssize_t limit) { return RowsOf(*StreamIn(stream), limit); },
      py::arg("stream"), py::arg("limit"),
      "rows_of(stream, limit) takes at most limit rows of a stream of ours, as dicts; -1 for all.");
  module.def("text_stream", &TextStream, py::arg("columns"),
             "text_stream(columns) is a stream of texts: columns maps each name to its list of str or None.");
  module.def("openvex", &OpenVexOf, py::arg("rows"), py::arg("author"), py::arg("issued_at"), py::arg("id"),
             "openvex(rows, author, issued_at, id) is an OpenVEX document of a stream of statements.");
}

}  // namespace vexlens::python
