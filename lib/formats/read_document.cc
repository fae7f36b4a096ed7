// Reads one document: validates it, finds its format, has that read it, and adds it whole or not at all.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/formats/draft.h"
#include "lib/formats/opening.h"
#include "lib/formats/readers.h"
#include "lib/formats/signature_beside.h"
#include "lib/json/diagnose.h"
#include "lib/json/document.h"
#include "vexlens/reader.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {
namespace {

using formats::Draft;
using formats::Reader;

// Job is what stays the same while a document is unwrapped.
struct Job {
  std::span<const Reader> readers;
  const ReadOptions& options;
  Evidence& evidence;
  json::Parser& parser;

  // Returns the reader of a document, or null.
  const Reader* ReaderOf(json::Value root) const {
    const auto found =
        std::ranges::find_if(readers, [&](const Reader& each) { return root.is_object() && each.recognises(root); });
    return found == readers.end() ? nullptr : &*found;
  }

  // Reports whether in-toto predicates of that type are VEX documents.
  bool NamesVex(std::string_view predicate_type) const {
    const auto begins = [&](std::string_view known) { return predicate_type.starts_with(known); };
    return std::ranges::any_of(readers,
                               [&](const Reader& each) { return std::ranges::any_of(each.predicate_types, begins); });
  }
};

// Returns "neither A, B nor C", of all formats.
std::string NoFormat() {
  const auto title = [](std::string* out, const FormatRow& row) { out->append(row.title); };
  return absl::StrCat("neither ", absl::StrJoin(kFormatTable.begin(), kFormatTable.end() - 1, ", ", title), " nor ",
                      kFormatTable.back().title);
}

Report Rejected(Report report, absl::Status status, std::optional<std::size_t> byte_offset) {
  report.outcome = Outcome::kRejected;
  report.status = std::move(status);
  report.byte_offset = byte_offset;
  report.statements = 0;
  return report;
}

// Adds a finished draft to the evidence.
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

// Found is a document: its bytes and its root, with the place of the root and the subjects of an in-toto statement.
struct Found {
  std::string_view bytes;
  json::Value root;
  std::string_view base;
  json::Value subjects;
};

Report Read(const Found& found, const Reader& reader, const Job& job, Report report) {
  report.digest = Sha256(found.bytes);
  report.format = reader.format;
  Draft draft{.root = found.root, .options = job.options, .evidence = job.evidence, .report = report};
  draft.base = found.base;
  draft.subjects = found.subjects;
  draft.document.tenant = draft.Intern(job.options.tenant);
  draft.document.digest = report.digest;
  draft.document.format = reader.format;
  absl::Status status = reader.read(draft);
  if (status.ok() && draft.Full()) {
    status = absl::ResourceExhaustedError(absl::StrCat("more than ", job.options.max_statements, " statements"));
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

// Reads an in-toto statement. The document is the predicate, or if the statement's subjects are its products, the whole
// statement.
Report ReadStatement(std::string_view bytes, json::Value root, const Job& job, Report report) {
  const std::string_view type = root["predicateType"].text();
  const json::Value predicate = root["predicate"];
  const Reader* const reader = job.NamesVex(type) ? job.ReaderOf(predicate) : nullptr;
  if (reader == nullptr) {
    return Skipped(std::move(report), bytes,
                   absl::StrCat("an in-toto statement about \"", type, "\", which is no VEX"));
  }
  if (reader->needs_subjects != nullptr && reader->needs_subjects(predicate)) {
    report.document = bytes;
    return Read({bytes, predicate, "/predicate", root["subject"]}, *reader, job, std::move(report));
  }
  report.document = json::SpanOf(bytes, "/predicate");
  const std::string document = *report.document;
  return Read({document, predicate, "", {}}, *reader, job, std::move(report));
}

// Adds to an error that it is about the contents of the envelope.
Report InEnvelope(Report report) {
  if (report.status.ok()) return report;
  report.status = absl::Status(report.status.code(), absl::StrCat("in the envelope: ", report.status.message()));
  report.byte_offset.reset();  // it is an offset into other bytes than the user's
  return report;
}

Report ReadPayload(std::string_view payload, const Job& job, Report report) {
  json::Value root;
  if (auto failure = job.parser.Parse(payload, {job.options.max_bytes, job.options.max_depth}, 0, root)) {
    return Rejected(std::move(report), std::move(failure->status), std::nullopt);
  }
  if (const Reader* const reader = job.ReaderOf(root)) {
    report.document = payload;
    return Read({payload, root, "", {}}, *reader, job, std::move(report));
  }
  if (root.is_object() && formats::IsStatement(root)) {
    return ReadStatement(payload, root, job, std::move(report));
  }
  if (root.is_object() && formats::IsEnvelope(root)) {
    return Rejected(std::move(report), absl::InvalidArgumentError("another envelope, which is not opened"),
                    std::nullopt);
  }
  return Skipped(std::move(report), payload, NoFormat());
}

Report ReadEnvelope(std::string_view bytes, json::Value root, const Job& job, Report report) {
  absl::StatusOr<formats::OpenedEnvelope> opened = formats::OpenEnvelope(bytes, root, job.options);
  if (!opened.ok()) return Rejected(std::move(report), opened.status(), std::nullopt);
  report.envelope = std::move(opened->envelope);
  return InEnvelope(ReadPayload(opened->payload, job, std::move(report)));
}

}  // namespace

Report ReadDocument(std::string_view bytes, const ReadOptions& options, Evidence& evidence) {
  return formats::ReadDocumentWith(formats::Readers(), bytes, options, evidence);
}

Report formats::ReadDocumentWith(std::span<const Reader> readers, std::string_view bytes, const ReadOptions& options,
                                 Evidence& evidence) {
  thread_local json::Parser parser;  // reuses its memory from document to document
  const Job job{readers, options, evidence, parser};
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
  if (const Reader* const reader = job.ReaderOf(root)) {
    return Read({bytes, root, "", {}}, *reader, job, std::move(report));
  }
  if (root.is_object() && formats::IsEnvelope(root)) {
    return ReadEnvelope(bytes, root, job, std::move(report));
  }
  if (root.is_object() && formats::IsStatement(root)) {
    return ReadStatement(bytes, root, job, std::move(report));
  }
  return Skipped(std::move(report), bytes, NoFormat());
}

}  // namespace vexlens
