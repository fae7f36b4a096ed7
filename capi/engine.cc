#include <memory>
#include <string>
#include <utility>

#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/ingestion.h"
#include "capi/text.h"
#include "vexlens/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::Guard;
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
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(
        auto made, vexlens::Engine::Create(std::string(tenant.empty() ? "default" : tenant), std::move(directory)));
    *engine = new vexlens_engine{std::move(made)};
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
    vexlens::Question question;
    question.as_of = in.InstantOrNone(given.as_of, "options.as_of");
    question.policy = in.PolicyOf(given.policy, "options.policy");
    if (given.issuers.size != 0) question.directory = in.DirectoryOf(given.issuers, "options.issuers");
    const auto trust = in.TrustOf(given.trust, given.trust_count, "options.trust");
    if (!in.ok()) return in.status();
    if (!trust.empty()) {
      question.directory =
          in.Trusting(std::move(question.directory).value_or(engine->engine->directory()), trust, "options.trust");
      if (!in.ok()) return in.status();
    }
    *consensus = new vexlens_consensus{engine->engine->Answer(std::move(question)), engine->engine->tenant()};
    return absl::OkStatus();
  });
}
