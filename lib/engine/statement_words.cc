#include "vexlens/statement_words.h"

#include <utility>

#include "vexlens/support/json_text.h"

namespace vexlens {

std::string StatementWords::Json() const {
  return JsonObject()
      .Add("action", action)
      .Add("documentDigest", DigestText(document_digest))
      .Add("documentId", document_id)
      .Add("documentVersion", document_version)
      .Add("impact", impact)
      .Add("issuer", issuer)
      .Add("justification", justification)
      .Add("justificationRaw", justification_raw)
      .Add("location", location)
      .Add("statementId", DigestText(statement_id))
      .Add("status", status)
      .Text();
}

std::vector<StatementWords> WordsOf(const Evidence& evidence, const Record& record) {
  std::vector<StatementWords> all;
  all.reserve(record.rationale.size());
  for (const RationaleEntry& entry : record.rationale) {
    const Statement statement = evidence.statements()[entry.statement];
    const Document& document = evidence.documents()[statement.document];
    StatementWords words;
    words.statement_id = entry.statement_id;
    words.issuer = entry.issuer;
    words.status = StatusName(entry.status);
    words.justification = entry.justification;
    words.justification_raw = evidence.Text(statement.justification_raw);
    words.impact = evidence.Text(statement.impact);
    words.action = evidence.Text(statement.action);
    words.document_id = evidence.Text(document.id);
    words.document_version = evidence.Text(document.version);
    words.document_digest = document.digest;
    words.location = evidence.LocationText(statement.location);
    all.push_back(std::move(words));
  }
  return all;
}

}  // namespace vexlens
