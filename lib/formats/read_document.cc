// One document: validated, its format recognised, read by that format's reader, and taken whole or not at all.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/formats/draft.h"
#include "lib/json/diagnose.h"
#include "lib/json/document.h"
#include "vexlens/reader.h"
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
  for (const Draft::BomReference& reference : draft.bom_references) {
    evidence.AddBomReference(draft.document.tenant, reference.link, reference.product, reference.component);
  }
  if (draft.report.outcome == Outcome::kSkipped) return;
  if (draft.document.id == 0) {
    draft.document.id = draft.Intern(DigestText(draft.document.digest));
  }
  draft.report.statements = draft.statements.size();
  draft.report.outcome =
      draft.report.warnings + draft.report.refused > 0 ? Outcome::kAcceptedWithWarnings : Outcome::kAccepted;
  const auto [index, added] = evidence.AddDocument(draft.document);
  if (!added) return;
  for (Statement& statement : draft.statements) {
    statement.document = index;
    evidence.AddStatement(statement);
  }
}

}  // namespace

Report ReadDocument(std::string_view bytes, const ReadOptions& options, Evidence& evidence) {
  thread_local json::Parser parser;  // keeps its memory from one document to the next
  Report report;
  if (absl::Status tenant = CheckTenant(options.tenant); !tenant.ok()) {
    return Rejected(std::move(report), std::move(tenant), std::nullopt);
  }
  json::Value root;
  if (auto failure = parser.Parse(bytes, {options.max_bytes, options.max_depth}, options.padding, root)) {
    return Rejected(std::move(report), std::move(failure->status), failure->byte_offset);
  }
  report.digest = Sha256(bytes);
  const FormatEntry* entry = Detect(root);
  if (entry == nullptr) {
    report.outcome = Outcome::kSkipped;
    report.status = absl::InvalidArgumentError(root["payloadType"].is_string() && root["payload"].is_string()
                                                   ? "a DSSE envelope, which is not opened here"
                                                   : "neither OpenVEX, CSAF nor CycloneDX");
    return report;
  }
  report.format = entry->format;
  Draft draft{.root = root, .options = options, .evidence = evidence, .report = report};
  draft.document.tenant = draft.Intern(options.tenant);
  draft.document.digest = report.digest;
  draft.document.format = entry->format;
  absl::Status status = entry->read(draft);
  if (status.ok() && draft.Full()) {
    status = absl::ResourceExhaustedError(absl::StrCat("more than ", options.max_statements, " statements"));
  }
  if (!status.ok()) {
    const std::optional<std::size_t> offset = json::OffsetOf(bytes, report.location);
    return Rejected(std::move(report), std::move(status), offset);
  }
  Take(draft);
  return report;
}

}  // namespace vexlens
