// Recompute: from a change to the records that it touches.
#ifndef VEXLENS_LIB_STORE_RECOMPUTE_H_
#define VEXLENS_LIB_STORE_RECOMPUTE_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "lib/store/records.h"
#include "lib/store/slice.h"

namespace vexlens::store {

// Change says what is no longer as it was for one tenant. Keys are touched that hear a statement of a changed document
// or of another edition of one; all keys of a class that a vulnerability joins or leaves; and all of the `whole`
// vulnerabilities.
struct Change {
  bool everything = false;
  absl::flat_hash_set<std::int64_t> documents;        // rows that came, or count otherwise now
  absl::flat_hash_set<std::string> names;             // document ids of which editions came or count otherwise
  absl::flat_hash_set<std::int64_t> vulnerabilities;  // that any of these speak about: where to look
  absl::flat_hash_set<std::int64_t> whole;            // vulnerabilities whose keys may have gone

  // AddDocument adds a row that is in the database already, with its editions.
  absl::Status AddDocument(Connection& connection, std::int64_t document);
};

// Recompute brings the records that `change` touches up to `world`. Memory is bounded by the largest class.
absl::StatusOr<Recomputed> Recompute(Connection& connection, const World& world, const Change& change,
                                     const Occasion& occasion);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_RECOMPUTE_H_
