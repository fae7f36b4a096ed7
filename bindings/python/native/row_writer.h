// RowWriter: texts of Python as a stream of Arrow, for statements that somebody has as dicts.
#ifndef VEXLENS_BINDINGS_PYTHON_NATIVE_ROW_WRITER_H_
#define VEXLENS_BINDINGS_PYTHON_NATIVE_ROW_WRITER_H_

#include <pybind11/pybind11.h>

namespace vexlens::python {

// TextStream is a capsule with a stream of one batch. `columns` maps each name to a list of str or None; the lists are
// equally long.
pybind11::capsule TextStream(const pybind11::dict& columns);

}  // namespace vexlens::python

#endif  // VEXLENS_BINDINGS_PYTHON_NATIVE_ROW_WRITER_H_
