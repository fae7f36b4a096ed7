// Terms: the directory, keys and asOf by which documents are read and admitted.
#ifndef VEXLENS_LIB_WORKSPACE_TERMS_H_
#define VEXLENS_LIB_WORKSPACE_TERMS_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/intake/intake.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/trust.h"

namespace vexlens::workspace {

// TermsEdition identifies terms: they are in force as long as it equals that of the snapshot.
struct TermsEdition {
  std::uint64_t directory = 0;  // its revision; 0: the starter directory
  Instant as_of;

  friend bool operator==(const TermsEdition&, const TermsEdition&) = default;
};

absl::StatusOr<TermsEdition> TermsEditionOf(Snapshot& snapshot);

struct Terms {
  TermsEdition edition;
  std::shared_ptr<const IssuerDirectory> directory;
  std::vector<DsseVerifier> keys;  // all that the directory ever had

  // Returns an intake on these terms, which must outlive it.
  intake::Intake IntakeFor(std::string_view tenant, const Admission& admission) const {
    return intake::Intake(tenant, *directory, keys, edition.as_of, admission);
  }
};

// Returns the terms in force.
absl::StatusOr<std::shared_ptr<const Terms>> TermsOf(Snapshot& snapshot);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_TERMS_H_
