#include <memory>
#include <string>
#include <vector>

#include "bindings/python/native/buffers.h"
#include "bindings/python/native/module.h"
#include "vexlens_timeline.hpp"

namespace vexlens::python {

namespace py = pybind11;

namespace {

std::unique_ptr<Timeline> Open(std::string_view location, bool must_exist, std::string_view origin,
                               std::string_view key, std::string_view driver, std::string_view password,
                               uint64_t max_event_bytes, uint64_t max_payload_bytes) {
  const TimelineOptions options{must_exist, origin, key, driver, password, max_event_bytes, max_payload_bytes};
  return Unlocked([&] { return std::make_unique<Timeline>(location, options); });
}

// Ingest returns a tuple for each event, for the package to name.
py::list Ingest(Timeline& self, const py::iterable& events) {
  const Buffers buffers(events);
  const std::vector<EventOutcome> outcomes = Unlocked([&] { return self.Ingest(buffers.views()); });
  py::list tuples;
  for (const EventOutcome& each : outcomes) {
    tuples.append(py::make_tuple(LenientText(EventOutcomeName(each.outcome)), each.index, each.code,
                                 LenientText(each.reason), LenientText(each.tenant), LenientText(each.event_id)));
  }
  return tuples;
}

py::capsule Table(Timeline& self, std::string_view tenant, std::string_view from, std::string_view until,
                  std::string_view at_least, std::string_view event_type, std::string_view source,
                  std::string_view subject, std::string_view actor, std::string_view correlation_id,
                  std::string_view trace_id) {
  const TimelineFilter filter{from, until, at_least, event_type, source, subject, actor, correlation_id, trace_id};
  return Capsule(Unlocked([&] { return self.Table(tenant, filter); }));
}

py::tuple Verify(Timeline& self, std::string_view tenant, std::string_view since) {
  const TimelineVerdict verdict = Unlocked([&] { return self.Verify(tenant, since); });
  return py::make_tuple(verdict.ok(), BytesOf(verdict.json.view()));
}

// Made binds a member that makes JSON or text.
template <typename... Arguments>
auto Made(Bytes (Timeline::*member)(Arguments...)) {
  return [member](Timeline& self, Arguments... arguments) {
    const Bytes bytes = Unlocked([&] { return (self.*member)(arguments...); });
    return BytesOf(bytes.view());
  };
}

}  // namespace

void BindTimeline(py::module_& module) {
  py::class_<Timeline>(module, "Timeline")
      .def(py::init(&Open), py::arg("location"), py::arg("must_exist"), py::arg("origin"), py::arg("key"),
           py::arg("driver"), py::arg("password"), py::arg("max_event_bytes"), py::arg("max_payload_bytes"))
      .def("ingest", &Ingest, py::arg("events"), "ingest(events) is a tuple for each: see vexlens.EventOutcome.")
      .def("table", &Table, py::arg("tenant"), py::arg("from_"), py::arg("until"), py::arg("at_least"),
           py::arg("event_type"), py::arg("source"), py::arg("subject"), py::arg("actor"), py::arg("correlation_id"),
           py::arg("trace_id"), "table(tenant, …) is a stream of Arrow.")
      .def("get", Made(&Timeline::Get), py::arg("tenant"), py::arg("event_id"))
      .def("tenants", Made(&Timeline::Tenants))
      .def("checkpoint", Made(&Timeline::Checkpoint), py::arg("tenant"))
      .def("prove", Made(&Timeline::Prove), py::arg("tenant"), py::arg("event_id"))
      .def("prove_consistency", Made(&Timeline::ProveConsistency), py::arg("tenant"), py::arg("before"))
      .def("verify", &Verify, py::arg("tenant"), py::arg("since"), "verify(tenant, since) is (ok, JSON).");
}

}  // namespace vexlens::python
