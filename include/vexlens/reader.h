// Reader: bytes in, documents and statements out, and a report of everything that was not taken.
#ifndef VEXLENS_READER_H_
#define VEXLENS_READER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "vexlens/evidence.h"

namespace vexlens {

// ReadOptions bound what a reader accepts; beyond a limit a document is rejected with RESOURCE_EXHAUSTED.
struct ReadOptions {
  std::string tenant = "default";
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t max_depth = 512;              // nested objects and arrays
  std::size_t max_statements = 10'000'000;  // of one document
  std::size_t padding = 0;                  // bytes that may be read after the document; 64 or more saves a copy
};

// Outcome is how the reading of one document ended.
enum class Outcome : std::uint8_t { kAccepted, kAcceptedWithWarnings, kSkipped, kRejected };

std::string_view OutcomeName(Outcome outcome);

// Finding is one thing worth telling about a place in a document.
struct Finding {
  enum class Kind : std::uint8_t {
    kIgnored,  // an entry that says nothing in normal form ("recommended", no analysis state)
    kRefused,  // a statement without vulnerability, status or product
    kWarning,  // a breach of the schema that leaves the meaning clear
  };
  Kind kind = Kind::kWarning;
  std::string location;  // JSON Pointer
  std::string message;
  std::string code;  // the test of the format's own suite ("6.1.6"), or ""
};

// Report tells what became of a document. Nothing that a document says is dropped without a word here.
struct Report {
  static constexpr std::size_t kMaxFindings = 1000;  // kept in `findings`; the counts go on

  Outcome outcome = Outcome::kAccepted;
  absl::Status status;                     // why a document was rejected or skipped
  std::optional<std::size_t> byte_offset;  // where, for a rejection
  std::string location;                    // where, as a JSON Pointer
  std::optional<Format> format;
  std::string format_version;
  Digest digest;
  std::size_t statements = 0;
  std::size_t ignored = 0;
  std::size_t refused = 0;
  std::size_t warnings = 0;
  std::vector<Finding> findings;

  // Add counts a finding and keeps it while there is room.
  void Add(Finding::Kind kind, std::string where, std::string message, std::string code = "");
};

// ReadDocument reads one document of any known format into `evidence`. The whole text is validated as JSON
// first, members that nobody reads too. When the report says skipped or rejected, `evidence` is as before, but
// that a skipped BOM's components are known to BOM-Links. A document read before changes nothing.
// Safe for concurrent use with distinct `evidence`.
Report ReadDocument(std::string_view bytes, const ReadOptions& options, Evidence& evidence);

// ReadEvidence reads documents and statements in the normal form that WriteEvidence writes.
// INVALID_ARGUMENT names the place; then `evidence` is as before.
absl::Status ReadEvidence(std::string_view json, const ReadOptions& options, Evidence& evidence);

// WriteEvidence appends `{"documents":[…],"statements":[…]}` as canonical JSON, both sorted by tenant, then by
// digest or statementId: equal evidence gives equal bytes.
void WriteEvidence(const Evidence& evidence, std::string& out);

}  // namespace vexlens

#endif  // VEXLENS_READER_H_
