// StatementWords: what the statements behind a record say beside their status, and where they stand.
#ifndef VEXLENS_CLI_STATEMENT_WORDS_H_
#define VEXLENS_CLI_STATEMENT_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// StatementWords are views into the slice, and the file if the document was read from one.
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
  std::string location;  // JSON Pointer
  std::string file;      // "" if it is not known
};

// Returns the words of each entry of a record's rationale, in its order.
std::vector<StatementWords> WordsOf(const Source& source, const Record& record);

// Appends them as a canonical JSON array.
void AppendWords(const std::vector<StatementWords>& words, std::string& out);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_STATEMENT_WORDS_H_
