#include "lib/workspace/terms.h"

#include <span>

#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {

absl::StatusOr<TermsEdition> TermsEditionOf(Snapshot& snapshot) {
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<TrustRevision> change,
                           snapshot.view().InForce(kDirectorySubject, std::nullopt));
  return TermsEdition{change.has_value() ? change->revision : 0, snapshot.settings().as_of};
}

absl::StatusOr<std::shared_ptr<const Terms>> TermsOf(Snapshot& snapshot) {
  auto terms = std::make_shared<Terms>();
  VEXLENS_ASSIGN_OR_RETURN(terms->edition, TermsEditionOf(snapshot));
  VEXLENS_ASSIGN_OR_RETURN(terms->directory, snapshot.Directory(std::nullopt));
  VEXLENS_ASSIGN_OR_RETURN(const std::span<const DsseVerifier> keys, snapshot.SigningKeys());
  terms->keys.assign(keys.begin(), keys.end());
  return terms;
}

}  // namespace vexlens::workspace
