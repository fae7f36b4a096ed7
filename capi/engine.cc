#include <memory>
#include <string>
#include <utility>

#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/ingestion.h"
#include "capi/text.h"
#include "vexlens/support/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::Guard;
using vexlens::capi::HostObserver;
using vexlens::capi::JsonArrayOf;
using vexlens::capi::JsonOf;
using vexlens::capi::NewBytes;

vexlens_error* vexlens_engine_new(const vexlens_engine_options* options, vexlens_engine** engine) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(engine, "engine");
    const auto given = in.Options(options, "options");
    in.Zero(given.reserved, "options.reserved");
    const std::string_view tenant = in.Text(given.tenant, "options.tenant");
    const auto trust = in.TrustOf(given.trust, given.trust_count, "options.trust");
    vexlens::IssuerDirectory directory =
        in.Trusting(in.DirectoryOf(given.issuers, "options.issuers"), trust, "options.trust");
    std::unique_ptr<HostObserver> observer = HostObserver::Of(given.observer, in);
    if (!in.ok()) return in.status();
    vexlens::EngineOptions wanted;
    wanted.observer = observer.get();
    if (observer != nullptr) wanted.monotonic = observer->Monotonic();
    VEXLENS_ASSIGN_OR_RETURN(auto made, vexlens::Engine::Create(std::string(tenant.empty() ? "default" : tenant),
                                                                std::move(directory), wanted));
    *engine = new vexlens_engine{std::move(observer), std::move(made)};
    return absl::OkStatus();
  });
}

void vexlens_engine_free(vexlens_engine* engine) { delete engine; }

vexlens_error* vexlens_engine_ingest(vexlens_engine* engine, const vexlens_str* documents, size_t count,
                                     const vexlens_ingest_options* options, vexlens_bytes** report) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(engine, "engine");
    const auto given = vexlens::capi::IngestionOf(documents, count, options, in);
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto ingested, engine->engine->Ingest(given.documents, given.options));
    if (report != nullptr) *report = NewBytes(JsonArrayOf(ingested, JsonOf));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_engine_consensus(vexlens_engine* engine, const vexlens_consensus_options* options,
                                        vexlens_consensus** consensus) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(engine, "engine");
    in.NotNull(consensus, "consensus");
    const auto given = in.Options(options, "options");
    in.Zero(given.reserved, "options.reserved");
    const auto as_of = in.InstantOrNone(given.as_of, "options.as_of");
    vexlens::Policy policy = in.PolicyOf(given.policy, "options.policy");
    vexlens::IssuerDirectory directory;
    if (given.issuers.size != 0) directory = in.DirectoryOf(given.issuers, "options.issuers");
    const auto trust = in.TrustOf(given.trust, given.trust_count, "options.trust");
    if (!in.ok()) return in.status();
    vexlens::Basis basis = engine->engine->DefaultBasis();
    if (as_of.has_value()) basis.as_of = *as_of;
    basis.policy = std::make_shared<const vexlens::Policy>(std::move(policy));
    if (given.issuers.size != 0 || !trust.empty()) {
      if (given.issuers.size == 0) directory = *basis.directory;
      directory = in.Trusting(std::move(directory), trust, "options.trust");
      if (!in.ok()) return in.status();
      basis.directory = std::make_shared<const vexlens::IssuerDirectory>(std::move(directory));
    }
    *consensus = new vexlens_consensus{engine->engine->Build(std::move(basis)), engine->engine->tenant()};
    return absl::OkStatus();
  });
}
