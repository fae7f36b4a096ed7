#include "bindings/python/native/buffers.h"
#include "bindings/python/native/module.h"

namespace vexlens::python {

namespace py = pybind11;

namespace {

// OfOne binds a function of one piece of bytes.
template <typename Function>
py::bytes OfOne(const py::object& bytes, const Function& function) {
  const Buffers buffers(py::make_tuple(bytes));
  const Bytes made = Unlocked([&] { return function(buffers.views()[0]); });
  return BytesOf(made.view());
}

py::str Sha256Of(const py::object& bytes) {
  const Buffers buffers(py::make_tuple(bytes));
  return py::str(Unlocked([&] { return Sha256(buffers.views()[0]); }));
}

py::bytes Sign(std::string_view payload_type, const py::object& payload, const py::iterable& keys) {
  const Buffers pems(keys);
  return OfOne(payload, [&](std::string_view bytes) { return DsseSign(payload_type, bytes, pems.views()); });
}

py::tuple VerifyEnvelope(const py::object& envelope, const py::iterable& keys, uint64_t threshold) {
  const Buffers buffers(py::make_tuple(envelope));
  const Buffers pems(keys);
  const Payload payload = Unlocked([&] { return DsseVerify(buffers.views()[0], pems.views(), threshold); });
  return py::make_tuple(BytesOf(payload.bytes.view()), BytesOf(payload.type.view()));
}

}  // namespace

void BindFunctions(py::module_& module) {
  module.def("version", &Version, "version() is that of the library.");
  module.def("abi_version", &AbiVersion, "abi_version() is that of the C interface inside.");
  module.def("sha256", &Sha256Of, py::arg("data"));
  module.def(
      "canonical_json",
      [](const py::object& json) { return OfOne(json, [](std::string_view text) { return CanonicalJson(text); }); },
      py::arg("json"));
  module.def("dsse_sign", &Sign, py::arg("payload_type"), py::arg("payload"), py::arg("keys"));
  module.def("dsse_verify", &VerifyEnvelope, py::arg("envelope"), py::arg("keys"), py::arg("threshold"));
  module.def(
      "policy_canonical",
      [](const py::object& json) { return OfOne(json, [](std::string_view text) { return PolicyCanonical(text); }); },
      py::arg("policy"));
  module.def(
      "issuers_canonical",
      [](const py::object& json) { return OfOne(json, [](std::string_view text) { return IssuersCanonical(text); }); },
      py::arg("issuers"));
  module.def(
      "verify",
      [](const py::object& document, std::string_view tenant, std::string_view issuers, std::string_view as_of) {
        return OfOne(document, [&](std::string_view bytes) { return Verify(bytes, {tenant, issuers, as_of}); });
      },
      py::arg("document"), py::arg("tenant"), py::arg("issuers"), py::arg("as_of"));
}

}  // namespace vexlens::python
