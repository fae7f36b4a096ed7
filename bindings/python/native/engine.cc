#include <memory>

#include "bindings/python/native/buffers.h"
#include "bindings/python/native/module.h"

namespace vexlens::python {

namespace py = pybind11;

namespace {

py::bytes Ingest(Engine& self, const py::iterable& documents, const py::iterable& signatures, bool require_verified,
                 const py::object& progress) {
  const Buffers buffers(documents), beside(signatures);
  const IngestOptions options{ProgressOf(progress), beside.views(), require_verified};
  const Bytes report = Unlocked([&] { return self.Ingest(buffers.views(), options); });
  return BytesOf(report.view());
}

}  // namespace

void BindEngine(py::module_& module) {
  py::class_<Engine>(module, "Engine")
      .def(py::init([](std::string_view tenant, std::string_view issuers, const py::iterable& trust) {
             const Buffers names(trust);
             return Unlocked([&] { return std::make_unique<Engine>(EngineOptions{tenant, issuers, names.views()}); });
           }),
           py::arg("tenant"), py::arg("issuers"), py::arg("trust"))
      .def("ingest", &Ingest, py::arg("documents"), py::arg("signatures"), py::arg("require_verified"),
           py::arg("progress"), "ingest(documents, …) is the report, as JSON.")
      .def(
          "consensus",
          [](Engine& self, std::string_view as_of, std::string_view policy, std::string_view issuers,
             const py::iterable& trust) {
            const Buffers names(trust);
            return Unlocked([&] { return self.Build({as_of, policy, issuers, names.views()}); });
          },
          py::arg("as_of"), py::arg("policy"), py::arg("issuers"), py::arg("trust"),
          "consensus(as_of, policy, issuers, trust) is the answers of one instant.");
}

}  // namespace vexlens::python
