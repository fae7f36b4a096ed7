// Reads the normal form. Every member is required, and checked against others that it must agree with.
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "lib/formats/nesting.h"
#include "lib/identity/key_text.h"
#include "lib/json/strict.h"
#include "vexlens/identity.h"
#include "vexlens/reader.h"
#include "vexlens/tenant.h"

namespace vexlens {

using identity::KeyText;
using identity::SplitKey;

namespace {

using json::StrictObject;

void ReadDocumentEntry(StrictObject& entry, Evidence& evidence, absl::Status& status) {
  TextPool& texts = evidence.texts();
  Document document;
  const std::string_view tenant = entry.Text("tenant");
  if (const absl::Status name = CheckTenant(tenant); !name.ok()) entry.Fail("tenant", name.message());
  document.tenant = texts.Intern(tenant);
  document.issuer = texts.Intern(entry.Text("issuer"));
  document.id = texts.Intern(entry.Text("documentId"));
  document.version = texts.Intern(entry.Text("documentVersion"));
  document.digest = entry.Id("documentDigest");
  document.format = entry.Word("format", ParseFormatName);
  document.updated_at = entry.TimeOrEmpty("updatedAt");
  document.withdrawn = entry.Flag("withdrawn");
  StrictObject signature(entry.Required("signature"), absl::StrCat(entry.location(), "/signature"), status);
  document.signature = signature.Word("state", ParseSignatureStateName);
  document.key_id = texts.Intern(signature.Text("keyId"));
  document.signer = texts.Intern(signature.Text("signer"));
  document.signature_reason = texts.Intern(signature.Text("reason"));
  signature.Done();
  entry.Done();
  if (status.ok()) evidence.AddDocument(document);
}

// Documents is the documents of the file, by tenant and digest.
using Documents = absl::flat_hash_map<std::pair<TextId, Digest>, std::uint32_t>;

// Seen is the statements that were read, by document and statementId (two tenants may have one document).
using Seen = absl::flat_hash_set<std::pair<std::uint32_t, Digest>>;

SubjectId ReadSubjectMember(StrictObject& entry, std::string_view name, std::string_view text, std::string_view range,
                            Evidence& evidence) {
  if (text.empty()) return 0;
  const absl::StatusOr<SubjectId> subject = evidence.InternIdentifier(text);
  // Readers keep a malformed purl, CPE or hash as an opaque name, so it may be here too.
  if (subject.ok() && evidence.KeyText(*subject) != text) {
    entry.Fail(name, absl::StrCat("not canonical, expected ", evidence.KeyText(*subject)));
  }
  return evidence.InternSubject(text, range);
}

std::uint32_t ReadAliases(StrictObject& entry, Evidence& evidence) {
  std::vector<TextId> aliases;
  for (const json::Value alias : entry.Required("aliases").elements()) {
    if (alias.text().empty()) entry.Fail("aliases", "expected identifiers");
    aliases.push_back(evidence.texts().Intern(alias.text()));
  }
  return evidence.InternAliases(std::move(aliases));
}

// Returns the parts of a key text. All of it is the identifier if it does not end in a canonical range.
KeyText SplitAtCanonicalRange(std::string_view key) {
  const KeyText parts = SplitKey(key);
  if (parts.range.empty()) return parts;
  const absl::StatusOr<std::string> canonical = CanonicalRange(parts.range);
  return canonical.ok() && *canonical == parts.range ? parts : KeyText{key, ""};
}

std::uint32_t ReadThrough(StrictObject& entry, Evidence& evidence) {
  std::vector<SubjectId> through;
  std::size_t index = 0;
  for (const json::Value value : entry.MaybeArray("through").elements()) {
    const std::string place = absl::StrCat("through/", index++);
    if (index > formats::kMostThrough) {
      entry.Fail("through", absl::StrCat("more than ", formats::kMostThrough, " members"));
    }
    if (!entry.ok()) return 0;
    if (value.text().empty()) entry.Fail(place, "expected an identifier");
    const auto [identifier, range] = SplitAtCanonicalRange(value.text());
    through.push_back(ReadSubjectMember(entry, place, identifier, range, evidence));
  }
  return evidence.InternThrough(through);
}

// Checks the members of a statement that repeat members of its document.
void Agrees(StrictObject& entry, const Document& document, const Evidence& evidence) {
  const auto same = [&](std::string_view name, std::string_view expected) {
    const std::string_view found = entry.Text(name);
    if (found != expected)
      entry.Fail(name, absl::StrCat("found \"", found, "\", the document says \"", expected, "\""));
  };
  same("issuer", evidence.Text(document.issuer));
  same("documentId", evidence.Text(document.id));
  same("documentVersion", evidence.Text(document.version));
  same("format", FormatName(document.format));
}

void ReadStatementEntry(StrictObject& entry, const Documents& documents, Seen& seen, Evidence& evidence) {
  TextPool& texts = evidence.texts();
  Statement statement;
  const TextId tenant = texts.Intern(entry.Text("tenant"));
  const auto document = documents.find({tenant, entry.Id("documentDigest")});
  if (document == documents.end()) return entry.Fail("documentDigest", "no such document in the file");
  statement.document = document->second;
  Agrees(entry, evidence.documents()[statement.document], evidence);
  statement.vulnerability = texts.Intern(entry.Text("vulnerability"));
  statement.aliases = ReadAliases(entry, evidence);
  const std::string_view range = entry.Text("versionRange");
  const std::string_view component = entry.Text("component");
  statement.product =
      ReadSubjectMember(entry, "product", entry.Text("product"), component.empty() ? range : "", evidence);
  statement.component = ReadSubjectMember(entry, "component", component, range, evidence);
  statement.relationship = texts.Intern(entry.Text("relationship"));
  statement.status = entry.Word("status", ParseStatusName);
  statement.justification = texts.Intern(entry.Text("justification"));
  statement.justification_raw = texts.Intern(entry.Text("justificationRaw"));
  statement.impact = texts.Intern(entry.Text("impact"));
  statement.action = texts.Intern(entry.Text("action"));
  statement.through = ReadThrough(entry, evidence);
  statement.location = evidence.LocationOf(entry.Text("location"));
  statement.issued_at = entry.TimeOrEmpty("issuedAt");
  statement.updated_at = entry.TimeOrEmpty("updatedAt");
  if (statement.vulnerability == 0) entry.Fail("vulnerability", "empty");
  if (statement.product == 0) entry.Fail("product", "empty");
  if (statement.through != 0 && statement.component == 0) entry.Fail("through", "there is no component to enclose");
  const Digest said = entry.Id("statementId");
  entry.Done();
  if (!entry.ok()) return;
  const Digest found = StatementId(evidence, statement);
  if (found != said) {
    return entry.Fail("statementId", absl::StrCat("expected ", DigestText(found), ", found ", DigestText(said)));
  }
  if (seen.insert({statement.document, found}).second) evidence.AddStatement(statement);
}

void ReadBomElement(StrictObject& entry, const Documents& documents, Evidence& evidence) {
  const TextId tenant = evidence.texts().Intern(entry.Text("tenant"));
  const auto document = documents.find({tenant, entry.Id("documentDigest")});
  if (document == documents.end()) return entry.Fail("documentDigest", "no such document in the file");
  Evidence::BomElement element;
  element.document = document->second;
  element.link = evidence.texts().Intern(entry.Text("link"));
  element.product = ReadSubjectMember(entry, "product", entry.Text("product"), "", evidence);
  element.component = ReadSubjectMember(entry, "component", entry.Text("component"), "", evidence);
  element.through = ReadThrough(entry, evidence);
  if (element.product == 0) entry.Fail("product", "empty");
  entry.Done();
  if (entry.ok()) evidence.AddBomElement(element);
}

}  // namespace

absl::Status ReadEvidence(std::string_view json, const ReadOptions& options, Evidence& evidence) {
  json::Parser parser;
  json::Value root;
  if (auto failure = parser.Parse(json, {options.max_bytes, options.max_depth}, options.padding, root)) {
    return failure->status;
  }
  for (const std::string_view name : {"documents", "statements"}) {
    if (!root[name].is_array()) return absl::InvalidArgumentError(absl::StrCat("/", name, ": expected an array"));
  }
  Evidence read;
  absl::Status status;
  std::size_t index = 0;
  for (const json::Value value : root["documents"].elements()) {
    StrictObject entry(value, absl::StrCat("/documents/", index++), status);
    ReadDocumentEntry(entry, read, status);
    if (!status.ok()) return status;
  }
  Documents documents;
  for (std::uint32_t i = 0; i < read.documents().size(); ++i) {
    documents[{read.documents()[i].tenant, read.documents()[i].digest}] = i;
  }
  index = 0;
  for (const json::Value value : root["bomElements"].elements()) {
    StrictObject entry(value, absl::StrCat("/bomElements/", index++), status);
    ReadBomElement(entry, documents, read);
    if (!status.ok()) return status;
  }
  Seen seen;
  index = 0;
  for (const json::Value value : root["statements"].elements()) {
    StrictObject entry(value, absl::StrCat("/statements/", index++), status);
    ReadStatementEntry(entry, documents, seen, read);
    if (!status.ok()) return status;
  }
  evidence.Merge(read);
  return absl::OkStatus();
}

}  // namespace vexlens
