// RowReader: the rows of a stream of ours as Python objects, for those who have no library for Arrow.
#ifndef VEXLENS_BINDINGS_PYTHON_NATIVE_ROW_READER_H_
#define VEXLENS_BINDINGS_PYTHON_NATIVE_ROW_READER_H_

#include <pybind11/pybind11.h>

#include "vexlens.h"

namespace vexlens::python {

// RowsOf takes at most `limit` rows, all of them for -1, each as a dict. It knows the types of docs/tables.md. The
// stream is not released.
pybind11::list RowsOf(ArrowArrayStream& stream, pybind11::ssize_t limit);

}  // namespace vexlens::python

#endif  // VEXLENS_BINDINGS_PYTHON_NATIVE_ROW_READER_H_
