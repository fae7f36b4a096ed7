// Writes the normal form of documents and statements as canonical JSON.
#include <algorithm>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "lib/json/canonical.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

// Object writes an object. Requires: names come in byte order.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  ~Object() { out_ += '}'; }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  std::string& Name(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    json::AppendString(name, out_);
    out_ += ':';
    return out_;
  }
  void Text(std::string_view name, std::string_view text) { json::AppendString(text, Name(name)); }
  void Time(std::string_view name, Instant instant) { Text(name, FormatInstant(instant)); }
  // Writes a list with text_of(id) of each id.
  template <typename TextOf>
  void Texts(std::string_view name, std::span<const std::uint32_t> ids, TextOf text_of) {
    Name(name) += '[';
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (i != 0) out_ += ',';
      json::AppendString(text_of(ids[i]), out_);
    }
    out_ += ']';
  }
  void Id(std::string_view name, const Digest& digest) { Text(name, DigestText(digest)); }

 private:
  std::string& out_;
  bool first_ = true;
};

void WriteDocument(const Evidence& evidence, const Document& document, std::string& out) {
  Object object(out);
  object.Id("documentDigest", document.digest);
  object.Text("documentId", evidence.Text(document.id));
  object.Text("documentVersion", evidence.Text(document.version));
  object.Text("format", FormatName(document.format));
  object.Text("issuer", evidence.Text(document.issuer));
  {
    Object signature(object.Name("signature"));
    signature.Text("keyId", evidence.Text(document.key_id));
    signature.Text("reason", evidence.Text(document.signature_reason));
    signature.Text("signer", evidence.Text(document.signer));
    signature.Text("state", SignatureStateName(document.signature));
  }
  object.Text("tenant", evidence.Text(document.tenant));
  object.Time("updatedAt", document.updated_at);
  object.Name("withdrawn") += document.withdrawn ? "true" : "false";
}

// Leaves the member out if nothing is between component and product, as in most statements.
void WriteThrough(const Evidence& evidence, std::span<const SubjectId> through, Object& object) {
  if (through.empty()) return;
  object.Texts("through", through, [&](SubjectId each) { return evidence.KeyText(each); });
}

// Writes an element of a BOM, with what links to it mean.
void WriteBomElement(const Evidence& evidence, const Evidence::BomElement& element, std::string& out) {
  const Document& document = evidence.documents()[element.document];
  Object object(out);
  object.Text("component", evidence.KeyText(element.component));
  object.Id("documentDigest", document.digest);
  object.Text("link", evidence.Text(element.link));
  object.Text("product", evidence.KeyText(element.product));
  object.Text("tenant", evidence.Text(document.tenant));
  WriteThrough(evidence, evidence.Through(element.through), object);
}

void WriteStatement(const Evidence& evidence, const Statement& statement, const Digest& id, std::string& out) {
  const Document& document = evidence.documents()[statement.document];
  const auto subject = [&](SubjectId of) { return evidence.subjects()[of]; };
  const SubjectId narrower = statement.component != 0 ? statement.component : statement.product;
  Object object(out);
  object.Text("action", evidence.Text(statement.action));
  object.Texts("aliases", evidence.Aliases(statement.aliases), [&](TextId alias) { return evidence.Text(alias); });
  object.Text("component", evidence.Text(subject(statement.component).identifier));
  object.Id("documentDigest", document.digest);
  object.Text("documentId", evidence.Text(document.id));
  object.Text("documentVersion", evidence.Text(document.version));
  object.Text("format", FormatName(document.format));
  object.Text("impact", evidence.Text(statement.impact));
  object.Time("issuedAt", statement.issued_at);
  object.Text("issuer", evidence.Text(document.issuer));
  object.Text("justification", evidence.Text(statement.justification));
  object.Text("justificationRaw", evidence.Text(statement.justification_raw));
  object.Text("location", evidence.LocationText(statement.location));
  object.Text("product", evidence.Text(subject(statement.product).identifier));
  object.Text("relationship", evidence.Text(statement.relationship));
  object.Id("statementId", id);
  object.Text("status", StatusName(statement.status));
  object.Text("tenant", evidence.Text(document.tenant));
  WriteThrough(evidence, evidence.Through(statement.through), object);
  object.Time("updatedAt", statement.updated_at);
  object.Text("versionRange", evidence.Text(subject(narrower).range));
  object.Text("vulnerability", evidence.Text(statement.vulnerability));
}

// Returns the indexes of `count` things, ordered by tenant, then digest.
template <typename KeyOf>
std::vector<std::size_t> Sorted(std::size_t count, KeyOf key_of) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key_of(a) < key_of(b); });
  return order;
}

// Leaves the member out if there are none.
void WriteBomElements(const Evidence& evidence, std::string& out) {
  if (evidence.bom_elements().empty()) return;
  std::vector<std::string> elements;
  for (const Evidence::BomElement& element : evidence.bom_elements()) {
    WriteBomElement(evidence, element, elements.emplace_back());
  }
  std::sort(elements.begin(), elements.end());
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
  out += "\"bomElements\":[";
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (i != 0) out += ',';
    out += elements[i];
  }
  out += "],";
}

}  // namespace

void WriteEvidence(const Evidence& evidence, std::string& out) {
  out += '{';
  WriteBomElements(evidence, out);
  const auto documents = evidence.documents();
  const auto statements = evidence.statements();
  const auto tenant_of = [&](const Document& document) { return evidence.Text(document.tenant); };
  out += "\"documents\":[";
  const auto document_order = Sorted(
      documents.size(), [&](std::size_t i) { return std::make_pair(tenant_of(documents[i]), documents[i].digest); });
  for (std::size_t i = 0; i < document_order.size(); ++i) {
    if (i != 0) out += ',';
    WriteDocument(evidence, documents[document_order[i]], out);
  }
  out += "],\"statements\":[";
  std::vector<Digest> ids;
  ids.reserve(statements.size());
  for (const Statement& statement : statements) ids.push_back(StatementId(evidence, statement));
  const auto statement_order = Sorted(statements.size(), [&](std::size_t i) {
    return std::make_pair(tenant_of(documents[statements[i].document]), ids[i]);
  });
  for (std::size_t i = 0; i < statement_order.size(); ++i) {
    if (i != 0) out += ',';
    WriteStatement(evidence, statements[statement_order[i]], ids[statement_order[i]], out);
  }
  out += "]}";
}

}  // namespace vexlens
