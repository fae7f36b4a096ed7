#include "drivers/postgres/faults.h"

#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace vexlens::postgres {

absl::StatusCode CodeOf(std::string_view sqlstate) {
  // By class, unless the state itself stands before it.
  static constexpr std::pair<std::string_view, absl::StatusCode> kCodes[] = {
      {"08", absl::StatusCode::kUnavailable},            // connection exception
      {"22", absl::StatusCode::kInvalidArgument},        // data exception, such as a NUL in a text
      {"23505", absl::StatusCode::kAborted},             // unique violation: a writer that took no turn
      {"25006", absl::StatusCode::kFailedPrecondition},  // the server only reads
      {"28", absl::StatusCode::kPermissionDenied},       // wrong password, no such role
      {"3D", absl::StatusCode::kNotFound},               // no such database
      {"3F", absl::StatusCode::kFailedPrecondition},     // no such schema
      {"40", absl::StatusCode::kUnavailable},            // rolled back: deadlock, serialization
      {"42501", absl::StatusCode::kPermissionDenied},    //
      {"42P01", absl::StatusCode::kFailedPrecondition},  // no such table
      {"53300", absl::StatusCode::kUnavailable},         // too many connections
      {"53", absl::StatusCode::kResourceExhausted},      // disk or memory full
      {"54", absl::StatusCode::kResourceExhausted},      // a limit of the server
      {"55", absl::StatusCode::kUnavailable},            // lock not available in time
      {"57", absl::StatusCode::kUnavailable},            // cancelled, shut down, starting up
      {"58", absl::StatusCode::kUnavailable},            // the system below it failed
      {"XX", absl::StatusCode::kDataLoss},               // corrupted
  };
  for (const auto& [begin, code] : kCodes) {
    if (sqlstate.starts_with(begin)) return code;
  }
  return absl::StatusCode::kUnknown;
}

std::string OneLine(std::string_view message) {
  return absl::StrJoin(absl::StrSplit(absl::string_view(message.data(), message.size()), absl::ByAnyChar("\n\t"),
                                      absl::SkipWhitespace()),
                       ", ");
}

}  // namespace vexlens::postgres
