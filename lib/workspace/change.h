// Change: what is no longer as it was.
#ifndef VEXLENS_LIB_WORKSPACE_CHANGE_H_
#define VEXLENS_LIB_WORKSPACE_CHANGE_H_

#include <span>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "lib/workspace/snapshot.h"

namespace vexlens::workspace {

// Change says so for one tenant, by rows. It touches keys that hear a statement of a changed document, all keys of a
// class that a vulnerability joins or leaves, and all keys of `whole` vulnerabilities.
struct Change {
  using RowSet = absl::flat_hash_set<RowId>;

  bool everything = false;
  RowSet documents;        // that came, or count otherwise now
  RowSet vulnerabilities;  // under which any of these may be heard: where to look
  RowSet whole;            // vulnerabilities whose keys may have gone

  static Change Everything() {
    Change change;
    change.everything = true;
    return change;
  }

  // Adds documents that are in the store already. Their other editions count otherwise, too, and what links to the
  // elements of any of them may be about something else now.
  absl::Status AddDocuments(Snapshot& snapshot, std::span<const RowId> added);

  // Adds documents whose statements may be heard by fewer keys than before: their signatures or issuers are others.
  absl::Status AddReheard(Snapshot& snapshot, std::span<const RowId> reheard);
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_CHANGE_H_
