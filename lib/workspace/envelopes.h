// Envelopes: the signed forms in which documents came. What is noted of one follows from its bytes and from all keys
// that the directory ever had; the verdict is given anew for each question.
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

// VerdictOn returns the best of what is known of a document's signatures.
SignatureVerdict VerdictOn(const KnownDocument& document, std::string_view tenant, SignatureJudge& judge);

// HasNewKeys reports whether the directory has keys with which no envelope was tried yet. NoteKeys tries all envelopes
// with them.
absl::StatusOr<bool> HasNewKeys(Snapshot& snapshot, const IssuerDirectory& directory);
absl::Status NoteKeys(Turn& turn, const IssuerDirectory& directory);

// DeriveEnvelopes notes again what follows from each envelope's bytes; a damaged one is named and left out.
absl::Status DeriveEnvelopes(Turn& turn, std::vector<Damage>& damaged);

// AddRejudged adds the documents of a tenant on whose signatures the second directory gives another verdict.
absl::Status AddRejudged(Snapshot& snapshot, std::string_view tenant, const IssuerDirectory& before,
                         const IssuerDirectory& after, Change& change);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ENVELOPES_H_
