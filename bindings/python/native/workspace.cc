#include <memory>
#include <string>

#include "bindings/python/native/buffers.h"
#include "bindings/python/native/module.h"

namespace vexlens::python {

namespace py = pybind11;

namespace {

std::unique_ptr<Workspace> Open(std::string_view directory, bool must_exist, uint64_t patience_ms,
                                const py::object& on_revision) {
  WorkspaceOptions options;
  options.must_exist = must_exist;
  options.patience_ms = patience_ms;
  if (!on_revision.is_none()) {
    // The workspace may go on a thread without the GIL.
    const std::shared_ptr<py::object> callable(new py::object(on_revision), [](py::object* object) {
      const py::gil_scoped_acquire acquire;
      delete object;
    });
    options.on_revision = [callable](std::string_view event) {
      const py::gil_scoped_acquire acquire;
      (*callable)(py::str(event.data(), event.size()));
    };
  }
  return Unlocked([&] { return std::make_unique<Workspace>(directory, std::move(options)); });
}

py::tuple TupleOf(const Ingested& ingested) {
  return py::make_tuple(BytesOf(ingested.report.view()), ingested.revisions);
}

py::tuple Ingest(Workspace& self, std::string_view tenant, const py::iterable& documents,
                 const py::iterable& signatures, bool require_verified, const py::object& progress) {
  const Buffers buffers(documents), beside(signatures);
  const IngestOptions options{ProgressOf(progress), beside.views(), require_verified};
  const Ingested ingested = Unlocked([&] { return self.Ingest(tenant, buffers.views(), options); });
  return TupleOf(ingested);
}

py::tuple IngestDecision(Workspace& self, std::string_view tenant, const py::object& document, std::string_view actor,
                         std::string_view reason) {
  const Buffers buffers(py::make_tuple(document));
  const Ingested ingested = Unlocked([&] { return self.IngestDecision(tenant, buffers.views()[0], {actor, reason}); });
  return TupleOf(ingested);
}

int32_t StatusNumber(std::string_view name) {
  for (int32_t status = VEXLENS_STATUS_AFFECTED; status <= VEXLENS_STATUS_FIXED; ++status) {
    if (StatusName(status) == name) return status;
  }
  throw py::value_error("no status: \"" + std::string(name) +
                        "\"; there are affected, under_investigation, not_affected and fixed");
}

py::tuple Decide(Workspace& self, std::string_view tenant, std::string_view conflict_id, std::string_view status,
                 std::string_view issuer, std::string_view justification, std::string_view impact,
                 std::string_view action, std::string_view decided_at, std::string_view actor,
                 std::string_view reason) {
  const Judgement judgement{StatusNumber(status), issuer, justification, impact, action, decided_at};
  const Ingested ingested = Unlocked([&] { return self.Decide(tenant, conflict_id, judgement, {actor, reason}); });
  return TupleOf(ingested);
}

py::capsule Simulate(Workspace& self, std::string_view tenant, std::string_view policy, std::string_view issuers,
                     const py::iterable& documents, const py::iterable& trust) {
  const Buffers buffers(documents);
  const Buffers names(trust);
  return Capsule(Unlocked([&] { return self.Simulate(tenant, {policy, issuers, buffers.views(), names.views()}); }));
}

// Json binds a member that makes JSON or other bytes.
template <typename... Arguments>
auto Json(Bytes (Workspace::*member)(Arguments...)) {
  return [member](Workspace& self, Arguments... arguments) {
    const Bytes bytes = Unlocked([&] { return (self.*member)(arguments...); });
    return BytesOf(bytes.view());
  };
}

void BindAnswers(py::class_<Workspace>& workspace) {
  workspace
      .def(
          "get",
          [](Workspace& self, std::string_view tenant, std::string_view vulnerability, std::string_view product,
             std::string_view component, std::string_view as_of, std::string_view known_at) {
            return Unlocked([&] { return self.Get(tenant, {vulnerability, product, component}, {as_of, known_at}); });
          },
          py::arg("tenant"), py::arg("vulnerability"), py::arg("product"), py::arg("component"), py::arg("as_of"),
          py::arg("known_at"))
      .def(
          "consensus",
          [](Workspace& self, std::string_view tenant, std::string_view vulnerability, std::string_view as_of,
             std::string_view known_at) {
            return Unlocked([&] { return self.Build(tenant, vulnerability, {as_of, known_at}); });
          },
          py::arg("tenant"), py::arg("vulnerability"), py::arg("as_of"), py::arg("known_at"))
      .def(
          "table",
          [](Workspace& self, std::string_view tenant, int32_t table, std::string_view as_of,
             std::string_view known_at) {
            return Capsule(Unlocked([&] { return self.Table(tenant, table, {as_of, known_at}); }));
          },
          py::arg("tenant"), py::arg("table"), py::arg("as_of"), py::arg("known_at"))
      .def(
          "diff",
          [](Workspace& self, std::string_view tenant, std::string_view from_as_of, std::string_view from_known_at,
             std::string_view to_as_of, std::string_view to_known_at) {
            return Capsule(Unlocked([&] {
              return self.Diff(tenant, {from_as_of, from_known_at}, {to_as_of, to_known_at});
            }));
          },
          py::arg("tenant"), py::arg("from_as_of"), py::arg("from_known_at"), py::arg("to_as_of"),
          py::arg("to_known_at"))
      .def("simulate", &Simulate, py::arg("tenant"), py::arg("policy"), py::arg("issuers"), py::arg("documents"),
           py::arg("trust"));
}

void BindHistory(py::class_<Workspace>& workspace) {
  workspace
      .def(
          "history",
          [](Workspace& self, std::string_view tenant, std::string_view vulnerability, std::string_view product,
             std::string_view component) {
            const Bytes json = Unlocked([&] { return self.History(tenant, {vulnerability, product, component}); });
            return BytesOf(json.view());
          },
          py::arg("tenant"), py::arg("vulnerability"), py::arg("product"), py::arg("component"))
      .def(
          "recall",
          [](Workspace& self, std::string_view tenant, std::string_view vulnerability, std::string_view product,
             std::string_view component, uint32_t revision) {
            const Bytes json = Unlocked([&] {
              return self.Recall(tenant, {vulnerability, product, component}, revision);
            });
            return BytesOf(json.view());
          },
          py::arg("tenant"), py::arg("vulnerability"), py::arg("product"), py::arg("component"), py::arg("revision"))
      .def("events", Json(&Workspace::Events), py::arg("sequence"), py::arg("limit"))
      .def("conflicts", Json(&Workspace::Conflicts), py::arg("tenant"))
      .def(
          "waive",
          [](Workspace& self, std::string_view tenant, std::string_view conflict_id, std::string_view expires_at,
             std::string_view actor, std::string_view reason) {
            Unlocked([&] { self.Waive(tenant, conflict_id, expires_at, {actor, reason}); });
          },
          py::arg("tenant"), py::arg("conflict_id"), py::arg("expires_at"), py::arg("actor"), py::arg("reason"));
}

void BindTrust(py::class_<Workspace>& workspace) {
  workspace.def("issuers", Json(&Workspace::Issuers), py::arg("known_at"))
      .def(
          "set_issuers",
          [](Workspace& self, std::string_view issuers, std::string_view actor, std::string_view reason,
             std::string_view seen) {
            return Unlocked([&] { return self.SetIssuers(issuers, {actor, reason}, seen); });
          },
          py::arg("issuers"), py::arg("actor"), py::arg("reason"), py::arg("seen"))
      .def("policy", Json(&Workspace::Policy), py::arg("tenant"), py::arg("known_at"))
      .def(
          "set_policy",
          [](Workspace& self, std::string_view tenant, std::string_view policy, std::string_view actor,
             std::string_view reason, std::string_view seen) {
            return Unlocked([&] { return self.SetPolicy(tenant, policy, {actor, reason}, seen); });
          },
          py::arg("tenant"), py::arg("policy"), py::arg("actor"), py::arg("reason"), py::arg("seen"))
      .def("trust_changes", Json(&Workspace::TrustChanges))
      .def("rebuild", Json(&Workspace::Rebuild), py::arg("check_only"));
}

}  // namespace

void BindWorkspace(py::module_& module) {
  py::class_<Workspace> workspace(module, "Workspace");
  workspace
      .def(py::init(&Open), py::arg("directory"), py::arg("must_exist"), py::arg("patience_ms"), py::arg("on_revision"))
      .def("ingest", &Ingest, py::arg("tenant"), py::arg("documents"), py::arg("signatures"),
           py::arg("require_verified"), py::arg("progress"))
      .def("ingest_decision", &IngestDecision, py::arg("tenant"), py::arg("document"), py::arg("actor"),
           py::arg("reason"))
      .def("decide", &Decide, py::arg("tenant"), py::arg("conflict_id"), py::arg("status"), py::arg("issuer"),
           py::arg("justification"), py::arg("impact"), py::arg("action"), py::arg("decided_at"), py::arg("actor"),
           py::arg("reason"))
      .def(
          "withdraw",
          [](Workspace& self, std::string_view tenant, std::string_view digest) {
            return Unlocked([&] { return self.Withdraw(tenant, digest); });
          },
          py::arg("tenant"), py::arg("digest"))
      .def("documents", Json(&Workspace::Documents), py::arg("tenant"))
      .def("document", Json(&Workspace::Document), py::arg("tenant"), py::arg("digest"))
      .def("as_of", Json(&Workspace::AsOf))
      .def(
          "set_as_of",
          [](Workspace& self, std::string_view as_of) { return Unlocked([&] { return self.SetAsOf(as_of); }); },
          py::arg("as_of"));
  BindAnswers(workspace);
  BindHistory(workspace);
  BindTrust(workspace);
}

}  // namespace vexlens::python
