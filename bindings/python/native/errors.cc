#include <chrono>

#include "bindings/python/native/module.h"

namespace vexlens::python {

namespace py = pybind11;

// An Error becomes the exception that the package has for its code.
void BindErrors(py::module_&) {
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      const py::object exception =
          py::module_::import("vexlens._errors").attr("error_of")(error.code(), LenientText(error.what()));
      PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
    }
  });
}

// To take the GIL for every document would let a thread that computes in Python slow down one that reads.
Progress ProgressOf(const py::object& callable) {
  static constexpr std::chrono::milliseconds kPause{50};
  // The caller holds the object for as long as the call takes.
  const py::handle asked = callable.is_none() ? py::handle() : py::handle(callable);
  return [asked, next = std::chrono::steady_clock::time_point(), ended = false](uint64_t done, uint64_t count) mutable {
    const auto now = std::chrono::steady_clock::now();
    const bool ends = done == count && !ended;
    if (now < next && !ends) return true;
    next = now + kPause;
    ended |= ends;
    const py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (asked) asked(done, count);
    return true;
  };
}

}  // namespace vexlens::python
