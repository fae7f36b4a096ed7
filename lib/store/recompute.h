// Recompute: from a change to the records that it touches.
#ifndef VEXLENS_LIB_STORE_RECOMPUTE_H_
#define VEXLENS_LIB_STORE_RECOMPUTE_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/store/change.h"
#include "lib/store/records.h"

namespace vexlens::store {

// Stopped is the error when Occasion::go_on, or whoever else is asked, does not want to go on.
absl::Status Stopped();

// Recompute brings the records of a tenant that `change` touches up to what the database now says. Memory is bounded
// by the largest class.
absl::StatusOr<Recomputed> Recompute(Connection& connection, std::string_view tenant, const Change& change,
                                     const Occasion& occasion);

// RecomputeAll brings every record of every tenant up to it.
absl::StatusOr<Recomputed> RecomputeAll(Connection& connection, const Occasion& occasion);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_RECOMPUTE_H_
