// Envelopes: the signed forms in which documents came. The facts of one follow from its bytes and from all keys that
// the directory ever had; whether its signature counts is judged for each question.
#ifndef VEXLENS_LIB_WORKSPACE_ENVELOPES_H_
#define VEXLENS_LIB_WORKSPACE_ENVELOPES_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/change.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/signature.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Returns the best verdict on a document's signatures.
SignatureVerdict VerdictOn(const KnownDocument& document, std::string_view tenant, SignatureJudge& judge);

// Reports whether the directory has keys that were not tried on the envelopes yet.
absl::StatusOr<bool> HasNewKeys(Snapshot& snapshot, const IssuerDirectory& directory);
// Keeps the directory's new keys, if any, and derives all envelopes again.
absl::Status NoteKeys(Turn& turn, const IssuerDirectory& directory);

// Derives the facts of every envelope from its bytes. Those that are damaged, or cannot be opened any more, are added
// to `damaged` and left out.
absl::Status DeriveEnvelopes(Turn& turn, std::vector<Damage>& damaged);

// Adds to `change` the tenant's documents whose signatures the two directories judge differently.
absl::Status AddRejudged(Snapshot& snapshot, std::string_view tenant, const IssuerDirectory& before,
                         const IssuerDirectory& after, Change& change);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ENVELOPES_H_
