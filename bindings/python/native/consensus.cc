#include "bindings/python/native/buffers.h"
#include "bindings/python/native/module.h"

namespace vexlens::python {

namespace py = pybind11;

namespace {

py::object WordOf(std::string_view word) { return py::str(word.data(), word.size()); }

// DecisionOf is a tuple, for the package to name.
py::tuple DecisionOf(const Record& record) {
  const vexlens_decision decision = record.decision();
  py::dict weights;
  for (int32_t i = 0; i < 4; ++i) {
    weights[WordOf(StatusName(VEXLENS_STATUS_AFFECTED + i))] = static_cast<double>(decision.weights[i]) / 1e6;
  }
  const std::string_view reason(decision.reason.data, decision.reason.size);
  return py::make_tuple(WordOf(StateName(decision.state)), WordOf(StatusName(decision.status)),
                        decision.winner == 0 ? py::object(py::none()) : WordOf(StatusName(decision.winner)),
                        decision.agreement / 1e6, decision.strength / 1e6, decision.confidence / 1e6, decision.issuers,
                        decision.conflicts, decision.statements, weights, WordOf(reason));
}

py::tuple KeyOf(const Record& record) {
  const Key key = record.key();
  return py::make_tuple(WordOf(key.vulnerability), WordOf(key.product), WordOf(key.component));
}

Record Get(const Consensus& self, std::string_view vulnerability, std::string_view product,
           std::string_view component) {
  return Unlocked([&] { return self.Get({vulnerability, product, component}); });
}

py::bytes NearMisses(const Consensus& self, std::string_view vulnerability, std::string_view product,
                     std::string_view component, uint64_t limit) {
  const Bytes json = Unlocked([&] { return self.NearMisses({vulnerability, product, component}, limit); });
  return BytesOf(json.view());
}

py::bytes Align(const Consensus& self, const py::object& sbom, std::string_view vulnerability, uint64_t near_misses) {
  const Buffers buffers(py::make_tuple(sbom));
  const Bytes lines = Unlocked([&] { return self.Align(buffers.views()[0], vulnerability, near_misses); });
  return BytesOf(lines.view());
}

py::tuple Attest(const Consensus& self, std::string_view author) {
  const Attestation attestation = Unlocked([&] { return self.Attest(author); });
  return py::make_tuple(BytesOf(attestation.statement.view()), BytesOf(attestation.losses.view()));
}

}  // namespace

void BindConsensus(py::module_& module) {
  py::class_<Record>(module, "Record")
      .def("decision", &DecisionOf, "decision() is (state, status, winner, agreement, ...): see vexlens.Record.")
      .def("key", &KeyOf, "key() is (vulnerability, product, component).")
      .def(
          "json", [](const Record& self) { return BytesOf(Unlocked([&] { return self.Json(); })); },
          "json() is the whole record as canonical JSON.")
      .def(
          "words",
          [](const Record& self) {
            const Bytes json = Unlocked([&] { return self.Words(); });
            return BytesOf(json.view());
          },
          "words() is what the statements behind the entries of the rationale say, as JSON.");

  py::class_<Consensus>(module, "Consensus")
      .def("size", &Consensus::size, "size() is the number of records.")
      .def(
          "at", [](const Consensus& self, uint64_t index) { return Unlocked([&] { return self.At(index); }); },
          py::arg("index"), "at(index) is a record, in byte order of keys.")
      .def("get", &Get, py::arg("vulnerability"), py::arg("product"), py::arg("component"),
           "get(vulnerability, product, component) is the record of any key.")
      .def("near_misses", &NearMisses, py::arg("vulnerability"), py::arg("product"), py::arg("component"),
           py::arg("limit"), "near_misses(vulnerability, product, component, limit) almost speak about a key.")
      .def("align", &Align, py::arg("sbom"), py::arg("vulnerability"), py::arg("near_misses"),
           "align(sbom, vulnerability, near_misses) is a line of JSON for each component of an SBOM.")
      .def(
          "table",
          [](const Consensus& self, int32_t table) { return Capsule(Unlocked([&] { return self.Table(table); })); },
          py::arg("table"), "table(table) is a stream of Arrow.")
      .def(
          "diff",
          [](const Consensus& self, const Consensus& after) {
            return Capsule(Unlocked([&] { return self.Diff(after); }));
          },
          py::arg("after"), "diff(after) is a stream of Arrow with each record that differs.")
      .def(
          "unlisted_clearers",
          [](const Consensus& self) {
            const Bytes json = Unlocked([&] { return self.UnlistedClearers(); });
            return BytesOf(json.view());
          },
          "unlisted_clearers() is who gives all-clears that count for nothing, as JSON.")
      .def("attest", &Attest, py::arg("author"), "attest(author) is (in-toto statement, losses), both JSON.");

  module.attr("TABLE_RECORDS") = VEXLENS_TABLE_RECORDS;
  module.attr("TABLE_STATEMENTS") = VEXLENS_TABLE_STATEMENTS;
  module.attr("TABLE_CONFLICTS") = VEXLENS_TABLE_CONFLICTS;
  module.attr("TABLE_RATIONALE") = VEXLENS_TABLE_RATIONALE;
}

}  // namespace vexlens::python
