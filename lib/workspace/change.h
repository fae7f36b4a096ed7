// Change: which documents of a tenant changed, and where answers may differ for it.
#ifndef VEXLENS_LIB_WORKSPACE_CHANGE_H_
#define VEXLENS_LIB_WORKSPACE_CHANGE_H_

#include <span>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "lib/workspace/snapshot.h"

namespace vexlens::workspace {

// Change is what changed for one tenant, by rows. It touches the keys that hear a statement of a changed document, all
// keys of a class that a vulnerability joins or leaves, and all keys of `whole` vulnerabilities.
struct Change {
  using RowSet = absl::flat_hash_set<RowId>;

  bool everything = false;
  RowSet documents;        // new, or counting differently now
  RowSet vulnerabilities;  // whose classes may hear these documents: where to look
  RowSet whole;            // vulnerabilities whose keys may be gone

  static Change Everything() {
    Change change;
    change.everything = true;
    return change;
  }

  // Adds documents of the store, and their other editions, which may count differently now. Vulnerabilities of
  // statements about a link to a BOM element of theirs become `whole`: the link may stand for something else now.
  absl::Status AddDocuments(Snapshot& snapshot, std::span<const RowId> added);

  // Adds documents that fewer keys may hear than before, since their signatures or issuers changed: as AddDocuments,
  // and the vulnerabilities that they speak of become `whole`.
  absl::Status AddReheard(Snapshot& snapshot, std::span<const RowId> reheard);
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_CHANGE_H_
