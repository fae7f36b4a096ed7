#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/text.h"
#include "vexlens/alignment.h"
#include "vexlens/attestation.h"
#include "vexlens/sbom.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::Guard;
using vexlens::capi::NewBytes;

namespace {

std::string LossJson(const vexlens::AttestationLoss& loss) {
  return vexlens::JsonObject()
      .Add("consensusId", loss.consensus_id.has_value() ? vexlens::DigestText(*loss.consensus_id) : "")
      .Add("key", loss.key)
      .Add("words", loss.words)
      .Text();
}

std::string ClearerJson(const vexlens::UnlistedClearer& clearer) {
  return vexlens::JsonObject()
      .Add("issuer", clearer.issuer)
      .AddJson("statements", absl::StrCat(clearer.statements))
      .Text();
}

}  // namespace

void vexlens_consensus_free(vexlens_consensus* consensus) { delete consensus; }

uint64_t vexlens_consensus_size(const vexlens_consensus* consensus) {
  return consensus == nullptr ? 0 : consensus->slice->consensus().size();
}

vexlens_error* vexlens_consensus_record(const vexlens_consensus* consensus, uint64_t index, vexlens_record** record) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(consensus, "consensus");
    in.NotNull(record, "record");
    if (!in.ok()) return in.status();
    const vexlens::Consensus& answers = consensus->slice->consensus();
    if (index >= answers.size()) return absl::NotFoundError("index: behind the last record");
    auto made = std::make_unique<vexlens_record>(consensus->slice);
    made->record = answers.Explain(index);
    *record = made.release();
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_consensus_get(const vexlens_consensus* consensus, const vexlens_key* key,
                                     vexlens_record** record) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(consensus, "consensus");
    const vexlens::KeyTexts texts = in.Key(key);
    in.NotNull(record, "record");
    if (!in.ok()) return in.status();
    auto made = std::make_unique<vexlens_record>(consensus->slice);
    absl::Status status = consensus->slice->consensus().GetInto(consensus->tenant, texts.vulnerability, texts.product,
                                                                texts.component, made->record);
    if (status.ok()) *record = made.release();
    return status;
  });
}

vexlens_error* vexlens_consensus_near_misses(const vexlens_consensus* consensus, const vexlens_key* key, uint64_t limit,
                                             vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(consensus, "consensus");
    const vexlens::KeyTexts texts = in.Key(key);
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    const vexlens::Consensus& answers = consensus->slice->consensus();
    VEXLENS_ASSIGN_OR_RETURN(const auto near, answers.NearMisses(consensus->tenant, texts.vulnerability, texts.product,
                                                                 texts.component, limit));
    std::string text;
    answers.AppendNearMisses(near, text);
    *json = NewBytes(std::move(text));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_consensus_align(const vexlens_consensus* consensus, vexlens_str sbom, vexlens_str vulnerability,
                                       uint64_t near_misses, vexlens_bytes** lines) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(consensus, "consensus");
    const std::string_view bytes = in.Text(sbom, "sbom");
    vexlens::AlignmentOptions options;
    options.vulnerability = in.Text(vulnerability, "vulnerability");
    options.near_misses = near_misses;
    in.NotNull(lines, "lines");
    if (!in.ok()) return in.status();
    options.tenant = consensus->tenant;
    vexlens::Sbom graph;
    if (const vexlens::SbomReport report = ReadSbom(bytes, {}, graph); !report.status.ok()) return report.status;
    const auto alignment = vexlens::Alignment::Build(consensus->slice->consensus(), graph, options);
    std::string text;
    for (std::uint32_t i = 0; i < graph.components().size(); ++i) {
      alignment.AppendComponent(i, text);
      text += '\n';
    }
    *lines = NewBytes(std::move(text));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_consensus_unlisted_clearers(const vexlens_consensus* consensus, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(consensus, "consensus");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    std::vector<std::string> objects;
    for (const vexlens::UnlistedClearer& clearer : consensus->slice->consensus().unlisted_clearers()) {
      if (clearer.tenant == consensus->tenant) objects.push_back(ClearerJson(clearer));
    }
    *json = NewBytes(vexlens::JsonArray(objects));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_consensus_attest(const vexlens_consensus* consensus, vexlens_str author,
                                        vexlens_bytes** statement, vexlens_bytes** losses) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(consensus, "consensus");
    const std::string_view who = in.Text(author, "author");
    in.NotNull(statement, "statement");
    if (!in.ok()) return in.status();
    const vexlens::Slice& slice = *consensus->slice;
    VEXLENS_ASSIGN_OR_RETURN(auto attestation, vexlens::VexAttestation::Create(who, slice.basis().as_of));
    for (std::size_t i = 0; i < slice.consensus().size(); ++i) {
      VEXLENS_RETURN_IF_ERROR(attestation.Add(slice.consensus().Explain(i), slice.consensus(), slice.evidence()));
    }
    VEXLENS_ASSIGN_OR_RETURN(auto written, attestation.Write());
    std::unique_ptr<vexlens_bytes> text(NewBytes(std::move(written)));
    if (losses != nullptr) *losses = NewBytes(vexlens::capi::JsonArrayOf(attestation.Losses(), LossJson));
    *statement = text.release();
    return absl::OkStatus();
  });
}
