// One document: validated, its format recognised, read by that format's reader, and taken whole or not at all.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/formats/draft.h"
#include "lib/formats/opening.h"
#include "lib/formats/signature_beside.h"
#include "lib/json/diagnose.h"
#include "lib/json/document.h"
#include "vexlens/reader.h"
#include "vexlens/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {
namespace {

using formats::Draft;

struct FormatEntry {
  Format format;
  bool (*recognises)(json::Value root);
  absl::Status (*read)(Draft& draft);
};

bool IsOpenVex(json::Value root) {
  const json::Value context = root["@context"];
  if (context.is_string()) return context.text().starts_with("https://openvex.dev/ns");
  for (const json::Value entry : context.elements()) {
    if (entry.text().starts_with("https://openvex.dev/ns")) return true;
  }
  return false;
}

// A CSAF document says its csaf_version; one that forgot it still has tracking and publisher.
bool IsCsaf(json::Value root) {
  const json::Value document = root["document"];
  return document["csaf_version"].exists() || (document["tracking"].is_object() && document["publisher"].is_object());
}

bool IsCycloneDx(json::Value root) { return root["bomFormat"].text() == "CycloneDX"; }

// A new format is one more row here, and its reader.
constexpr FormatEntry kFormats[] = {
    {Format::kOpenVex, IsOpenVex, formats::ReadOpenVex},
    {Format::kCsaf, IsCsaf, formats::ReadCsaf},
    {Format::kCycloneDx, IsCycloneDx, formats::ReadCycloneDx},
};

const FormatEntry* Detect(json::Value root) {
  for (const FormatEntry& entry : kFormats) {
    if (root.is_object() && entry.recognises(root)) return &entry;
  }
  return nullptr;
}

Report Rejected(Report report, absl::Status status, std::optional<std::size_t> byte_offset) {
  report.outcome = Outcome::kRejected;
  report.status = std::move(status);
  report.byte_offset = byte_offset;
  report.statements = 0;
  return report;
}

// Take moves a finished draft into the evidence.
void Take(Draft& draft) {
  Evidence& evidence = draft.evidence;
  if (draft.report.outcome == Outcome::kSkipped) return;
  if (draft.document.id == 0) {
    draft.document.id = draft.Intern(DigestText(draft.document.digest));
  }
  draft.report.statements = draft.statements.size();
  draft.report.outcome =
      draft.report.warnings + draft.report.refused > 0 ? Outcome::kAcceptedWithWarnings : Outcome::kAccepted;
  const std::optional<Envelope>& envelope = draft.report.envelope;
  if (envelope.has_value()) {
    draft.document.signature = SignatureState::kUnverifiable;
    draft.document.signature_reason = draft.Intern("no issuer directory was asked");
  }
  const auto [index, added] = evidence.AddDocument(draft.document, envelope.has_value() ? &*envelope : nullptr);
  const std::optional<Envelope>& detached = draft.report.detached;
  if (detached.has_value()) evidence.AddDocument(draft.document, &*detached);
  if (!added) return;
  for (Statement& statement : draft.statements) {
    statement.document = index;
    evidence.AddStatement(statement);
  }
  for (Evidence::BomElement& element : draft.bom_elements) {
    element.document = index;
    evidence.AddBomElement(element);
  }
}

// Found is the document in what was parsed: its bytes and its root, and what stands around it.
struct Found {
  std::string_view bytes;
  json::Value root;
  std::string_view base;
  json::Value subjects;
};

Report Read(const Found& found, const FormatEntry& entry, const ReadOptions& options, Evidence& evidence,
            Report report) {
  report.digest = Sha256(found.bytes);
  report.format = entry.format;
  Draft draft{.root = found.root, .options = options, .evidence = evidence, .report = report};
  draft.base = found.base;
  draft.subjects = found.subjects;
  draft.document.tenant = draft.Intern(options.tenant);
  draft.document.digest = report.digest;
  draft.document.format = entry.format;
  absl::Status status = entry.read(draft);
  if (status.ok() && draft.Full()) {
    status = absl::ResourceExhaustedError(absl::StrCat("more than ", options.max_statements, " statements"));
  }
  if (!status.ok()) {
    const std::optional<std::size_t> offset = json::OffsetOf(found.bytes, report.location);
    return Rejected(std::move(report), std::move(status), offset);
  }
  Take(draft);
  return report;
}

Report Skipped(Report report, std::string_view bytes, std::string_view reason) {
  report.digest = Sha256(bytes);
  report.outcome = Outcome::kSkipped;
  report.status = absl::InvalidArgumentError(reason);
  return report;
}

// ReadStatement takes the predicate for the document, unless the statement's subjects are its products: then it is
// the whole statement.
Report ReadStatement(std::string_view bytes, json::Value root, const ReadOptions& options, Evidence& evidence,
                     Report report) {
  const std::string_view type = root["predicateType"].text();
  const json::Value predicate = root["predicate"];
  const FormatEntry* const entry = formats::NamesVex(type) ? Detect(predicate) : nullptr;
  if (entry == nullptr) {
    return Skipped(std::move(report), bytes,
                   absl::StrCat("an in-toto statement about \"", type, "\", which is no VEX"));
  }
  const bool whole = entry->format == Format::kOpenVex && formats::NeedsSubjects(predicate);
  if (whole) {
    report.document = bytes;
    return Read({bytes, predicate, "/predicate", root["subject"]}, *entry, options, evidence, std::move(report));
  }
  report.document = json::SpanOf(bytes, "/predicate");
  const std::string document = *report.document;
  return Read({document, predicate, "", {}}, *entry, options, evidence, std::move(report));
}

// InEnvelope says of an error that it is about what the envelope holds.
Report InEnvelope(Report report) {
  if (report.status.ok()) return report;
  report.status = absl::Status(report.status.code(), absl::StrCat("in the envelope: ", report.status.message()));
  report.byte_offset.reset();  // of other bytes than the user's
  return report;
}

Report ReadPayload(std::string_view payload, json::Parser& parser, const ReadOptions& options, Evidence& evidence,
                   Report report) {
  json::Value root;
  if (auto failure = parser.Parse(payload, {options.max_bytes, options.max_depth}, 0, root)) {
    return Rejected(std::move(report), std::move(failure->status), std::nullopt);
  }
  if (const FormatEntry* const entry = Detect(root)) {
    report.document = payload;
    return Read({payload, root, "", {}}, *entry, options, evidence, std::move(report));
  }
  if (root.is_object() && formats::IsStatement(root)) {
    return ReadStatement(payload, root, options, evidence, std::move(report));
  }
  if (root.is_object() && formats::IsEnvelope(root)) {
    return Rejected(std::move(report), absl::InvalidArgumentError("another envelope, which is not opened"),
                    std::nullopt);
  }
  return Skipped(std::move(report), payload, "neither OpenVEX, CSAF nor CycloneDX");
}

Report ReadEnvelope(std::string_view bytes, json::Value root, json::Parser& parser, const ReadOptions& options,
                    Evidence& evidence, Report report) {
  absl::StatusOr<formats::OpenedEnvelope> opened = formats::OpenEnvelope(bytes, root, options);
  if (!opened.ok()) return Rejected(std::move(report), opened.status(), std::nullopt);
  report.envelope = std::move(opened->envelope);
  return InEnvelope(ReadPayload(opened->payload, parser, options, evidence, std::move(report)));
}

}  // namespace

Report ReadDocument(std::string_view bytes, const ReadOptions& options, Evidence& evidence) {
  thread_local json::Parser parser;  // keeps its memory from one document to the next
  Report report;
  if (absl::Status tenant = CheckTenant(options.tenant); !tenant.ok()) {
    return Rejected(std::move(report), std::move(tenant), std::nullopt);
  }
  if (!options.detached.empty()) {
    absl::StatusOr<Envelope> detached = formats::ReadDetached(options.detached, bytes, options);
    if (!detached.ok()) return Rejected(std::move(report), detached.status(), std::nullopt);
    report.detached = *std::move(detached);
  }
  json::Value root;
  if (auto failure = parser.Parse(bytes, {options.max_bytes, options.max_depth}, options.padding, root)) {
    return Rejected(std::move(report), std::move(failure->status), failure->byte_offset);
  }
  if (const FormatEntry* const entry = Detect(root)) {
    return Read({bytes, root, "", {}}, *entry, options, evidence, std::move(report));
  }
  if (root.is_object() && formats::IsEnvelope(root)) {
    return ReadEnvelope(bytes, root, parser, options, evidence, std::move(report));
  }
  if (root.is_object() && formats::IsStatement(root)) {
    return ReadStatement(bytes, root, options, evidence, std::move(report));
  }
  return Skipped(std::move(report), bytes, "neither OpenVEX, CSAF nor CycloneDX");
}

}  // namespace vexlens
