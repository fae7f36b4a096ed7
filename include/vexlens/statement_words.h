// Statement words: what the statements behind a record say beside their status, and where they stand.
#ifndef VEXLENS_STATEMENT_WORDS_H_
#define VEXLENS_STATEMENT_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "vexlens/consensus.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"

namespace vexlens {

// StatementWords are one statement's: texts as its document has them, views into the evidence and the consensus. A text
// that is not there is "".
struct StatementWords {
  Digest statement_id;
  std::string_view issuer;
  std::string_view status;
  std::string_view justification;
  std::string_view justification_raw;  // as a CycloneDX document has it
  std::string_view impact;
  std::string_view action;
  std::string_view document_id;
  std::string_view document_version;
  Digest document_digest;
  std::string location;  // a JSON Pointer (RFC 6901) into the document

  // Json is {action, documentDigest, documentId, documentVersion, impact, issuer, justification, justificationRaw,
  // location, statementId, status} as canonical JSON.
  std::string Json() const;
};

// Returns the words of each entry of a record's rationale, in its order: of an entry with a count, those of the
// statement that it names. `record` is of a consensus over `evidence`.
std::vector<StatementWords> WordsOf(const Evidence& evidence, const Record& record);

}  // namespace vexlens

#endif  // VEXLENS_STATEMENT_WORDS_H_
