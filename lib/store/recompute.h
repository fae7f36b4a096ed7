// Recompute: from a change to the records that it touches.
#ifndef VEXLENS_LIB_STORE_RECOMPUTE_H_
#define VEXLENS_LIB_STORE_RECOMPUTE_H_

#include "lib/store/change.h"
#include "lib/store/records.h"
#include "lib/store/slice.h"

namespace vexlens::store {

// Recompute brings the records that `change` touches up to `world`. Memory is bounded by the largest class.
absl::StatusOr<Recomputed> Recompute(Connection& connection, const World& world, const Change& change,
                                     const Occasion& occasion);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_RECOMPUTE_H_
