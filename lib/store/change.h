// Change: what is no longer as it was.
#ifndef VEXLENS_LIB_STORE_CHANGE_H_
#define VEXLENS_LIB_STORE_CHANGE_H_

#include <cstdint>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "lib/store/connection.h"

namespace vexlens::store {

// Change says so for one tenant, by rows. It touches keys that hear a statement of a changed document, all keys of a
// class that a vulnerability joins or leaves, and all keys of `whole` vulnerabilities.
struct Change {
  bool everything = false;
  absl::flat_hash_set<std::int64_t> documents;        // that came, or count otherwise now
  absl::flat_hash_set<std::int64_t> vulnerabilities;  // that any of these speak about: where to look
  absl::flat_hash_set<std::int64_t> whole;            // vulnerabilities whose keys may have gone

  static Change Everything() {
    Change change;
    change.everything = true;
    return change;
  }

  // AddDocument adds a row that is in the database already. Its other editions count otherwise, too.
  absl::Status AddDocument(Connection& connection, std::int64_t document);
};

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_CHANGE_H_
