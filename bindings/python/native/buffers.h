// Buffers: bytes of Python objects, lent to a call without a copy.
#ifndef VEXLENS_BINDINGS_PYTHON_NATIVE_BUFFERS_H_
#define VEXLENS_BINDINGS_PYTHON_NATIVE_BUFFERS_H_

#include <pybind11/pybind11.h>

#include <string_view>
#include <vector>

namespace vexlens::python {

// Buffers holds objects that give bytes: str, bytes, and all that has a contiguous buffer. It is made and goes with
// the GIL held; its views may be read without.
class Buffers {
 public:
  explicit Buffers(const pybind11::iterable& objects);
  Buffers(const Buffers&) = delete;
  Buffers& operator=(const Buffers&) = delete;
  ~Buffers();

  const std::vector<std::string_view>& views() const { return views_; }

 private:
  void Add(pybind11::handle object);

  std::vector<pybind11::object> texts_;  // whose UTF-8 the views are
  std::vector<Py_buffer> buffers_;
  std::vector<std::string_view> views_;
};

}  // namespace vexlens::python

#endif  // VEXLENS_BINDINGS_PYTHON_NATIVE_BUFFERS_H_
