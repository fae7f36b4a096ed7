// The module vexlens._native: each file binds one noun of vexlens.hpp. Names and defaults for people are given by the
// Python package around it.
#ifndef VEXLENS_BINDINGS_PYTHON_NATIVE_MODULE_H_
#define VEXLENS_BINDINGS_PYTHON_NATIVE_MODULE_H_

#include <pybind11/pybind11.h>

#include <functional>
#include <string_view>
#include <utility>

#include "vexlens.hpp"

namespace vexlens::python {

void BindErrors(pybind11::module_& module);
void BindStreams(pybind11::module_& module);
void BindConsensus(pybind11::module_& module);
void BindEngine(pybind11::module_& module);
void BindWorkspace(pybind11::module_& module);
void BindTimeline(pybind11::module_& module);
void BindFunctions(pybind11::module_& module);

// Unlocked calls without the GIL.
template <typename Call>
auto Unlocked(Call&& call) {
  const pybind11::gil_scoped_release release;
  return std::forward<Call>(call)();
}

// BytesOf is what a function made, as bytes.
inline pybind11::bytes BytesOf(std::string_view bytes) { return pybind11::bytes(bytes.data(), bytes.size()); }

// LenientText is a text that may name what the caller gave, be it UTF-8 or not.
inline pybind11::object LenientText(std::string_view text) {
  PyObject* const decoded = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
  if (decoded == nullptr) throw pybind11::error_already_set();
  return pybind11::reinterpret_steal<pybind11::object>(decoded);
}

// ProgressOf asks Python whether to go on, at first, at the end, and about twenty times a second: its signals, so that
// Ctrl-C stops, and then `callable`, which may be None. What they raise comes out of the call.
Progress ProgressOf(const pybind11::object& callable);

// Capsule gives a stream to Python, by the Arrow PyCapsule interface: CapsuleOf takes it from its place.
pybind11::capsule CapsuleOf(ArrowArrayStream& stream);
inline pybind11::capsule Capsule(Stream stream) { return CapsuleOf(*stream.get()); }

}  // namespace vexlens::python

#endif  // VEXLENS_BINDINGS_PYTHON_NATIVE_MODULE_H_
