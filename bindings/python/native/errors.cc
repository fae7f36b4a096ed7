#include "bindings/python/native/module.h"

namespace vexlens::python {

namespace py = pybind11;

// An Error becomes the exception that the package has for its code.
void BindErrors(py::module_&) {
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      const py::object exception = py::module_::import("vexlens._errors").attr("error_of")(error.code(), error.what());
      PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
    }
  });
}

Progress ProgressOf(const py::object& callable) {
  // The caller holds the object for as long as the call takes.
  const py::handle asked = callable.is_none() ? py::handle() : py::handle(callable);
  return [asked](uint64_t done, uint64_t count) {
    const py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (asked) asked(done, count);
    return true;
  };
}

}  // namespace vexlens::python
