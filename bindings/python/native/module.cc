#include "bindings/python/native/module.h"

PYBIND11_MODULE(_native, module) {
  module.doc() =
      "The compiled part of vexlens. Use the package vexlens, which has these objects with names for people.";
  vexlens::python::BindErrors(module);
  vexlens::python::BindStreams(module);
  vexlens::python::BindConsensus(module);
  vexlens::python::BindEngine(module);
  vexlens::python::BindWorkspace(module);
  vexlens::python::BindTimeline(module);
  vexlens::python::BindFunctions(module);
}
