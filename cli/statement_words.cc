#include "cli/statement_words.h"

#include "vexlens/json_text.h"

namespace vexlens::cli {

std::vector<StatementWords> WordsOf(const Source& source, const Record& record) {
  const Evidence& evidence = source.slice->evidence();
  std::vector<StatementWords> all;
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
    const auto file = source.files.find(document.digest);
    if (file != source.files.end()) words.file = file->second;
    all.push_back(std::move(words));
  }
  return all;
}

void AppendWords(const std::vector<StatementWords>& words, std::string& out) {
  std::vector<std::string> objects;
  for (const StatementWords& each : words) {
    objects.push_back(JsonObject()
                          .Add("action", each.action)
                          .Add("documentDigest", DigestText(each.document_digest))
                          .Add("documentId", each.document_id)
                          .Add("documentVersion", each.document_version)
                          .Add("file", each.file)
                          .Add("impact", each.impact)
                          .Add("issuer", each.issuer)
                          .Add("justification", each.justification)
                          .Add("justificationRaw", each.justification_raw)
                          .Add("location", each.location)
                          .Add("statementId", DigestText(each.statement_id))
                          .Add("status", each.status)
                          .Text());
  }
  out += JsonArray(objects);
}

}  // namespace vexlens::cli
