#include "bindings/python/native/buffers.h"

namespace vexlens::python {

namespace py = pybind11;

Buffers::Buffers(const py::iterable& objects) {
  try {
    for (const py::handle object : objects) Add(object);
  } catch (...) {
    for (Py_buffer& buffer : buffers_) PyBuffer_Release(&buffer);
    throw;
  }
}

Buffers::~Buffers() {
  for (Py_buffer& buffer : buffers_) PyBuffer_Release(&buffer);
}

void Buffers::Add(py::handle object) {
  if (PyUnicode_Check(object.ptr())) {
    Py_ssize_t size = 0;
    const char* const text = PyUnicode_AsUTF8AndSize(object.ptr(), &size);
    if (text == nullptr) throw py::error_already_set();
    texts_.push_back(py::reinterpret_borrow<py::object>(object));
    views_.emplace_back(text, static_cast<std::size_t>(size));
    return;
  }
  Py_buffer& buffer = buffers_.emplace_back();
  if (PyObject_GetBuffer(object.ptr(), &buffer, PyBUF_SIMPLE) != 0) {
    buffers_.pop_back();
    throw py::error_already_set();
  }
  views_.emplace_back(static_cast<const char*>(buffer.buf), static_cast<std::size_t>(buffer.len));
}

}  // namespace vexlens::python
