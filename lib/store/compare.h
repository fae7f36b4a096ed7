// Compare: how the records of two worlds differ.
#ifndef VEXLENS_LIB_STORE_COMPARE_H_
#define VEXLENS_LIB_STORE_COMPARE_H_

#include <functional>

#include "absl/status/status.h"
#include "lib/store/slice.h"
#include "vexlens/workspace.h"

namespace vexlens::store {

// Side is a world as one connection sees it.
struct Side {
  Connection& connection;
  World world;
};

// Compare gives each record of the same tenant that differs, in byte order of keys, until `visit` says false. `after`
// knows every vulnerability that `before` knows.
absl::Status Compare(const Side& before, const Side& after, const std::function<bool(const Delta&)>& visit);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_COMPARE_H_
