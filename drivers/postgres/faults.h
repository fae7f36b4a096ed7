// Faults: what PostgreSQL's errors are to us.
#ifndef VEXLENS_DRIVERS_POSTGRES_FAULTS_H_
#define VEXLENS_DRIVERS_POSTGRES_FAULTS_H_

#include <string_view>

#include "absl/status/status.h"

namespace vexlens::postgres {

// Returns the code for an SQLSTATE of five characters (PostgreSQL, appendix A).
absl::StatusCode CodeOf(std::string_view sqlstate);

// Returns a message that may have several lines in one.
std::string OneLine(std::string_view message);

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_FAULTS_H_
