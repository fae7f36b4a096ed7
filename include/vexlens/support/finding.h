// Findings: what a reader reports about a document.
#ifndef VEXLENS_SUPPORT_FINDING_H_
#define VEXLENS_SUPPORT_FINDING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace vexlens {

// Finding is something to report about a place in a document.
struct Finding {
  enum class Kind : std::uint8_t {
    kIgnored,  // an entry that says nothing of its own ("recommended", no analysis state, a component listed twice)
    kRefused,  // a statement without vulnerability, status or product
    kWarning,  // a breach of the schema that leaves the meaning clear
  };
  Kind kind = Kind::kWarning;
  std::string location;  // JSON Pointer
  std::string message;
  std::string code;  // the test of the format's own suite ("6.1.6"), or ""
};

// ReadingReport is what the reports of all readers have in common. Whatever a reader drops of a document is reported
// here.
struct ReadingReport {
  static constexpr std::size_t kMaxFindings = 1000;  // kept in `findings`; the counts go on

  absl::Status status;                     // why the document was not taken
  std::optional<std::size_t> byte_offset;  // where, for a rejection
  std::string location;                    // where, as a JSON Pointer
  std::string format_version;
  std::size_t ignored = 0;
  std::size_t refused = 0;
  std::size_t warnings = 0;
  std::vector<Finding> findings;

  // Counts a finding, and keeps it if fewer than kMaxFindings are kept.
  void Add(Finding::Kind kind, std::string where, std::string message, std::string code = "");
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_FINDING_H_
