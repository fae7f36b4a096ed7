#include "lib/store/terms.h"

#include <span>

#include "lib/store/rows_of.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {

absl::StatusOr<TermsEdition> TermsEditionOf(Database& database) {
  TermsEdition edition;
  VEXLENS_ASSIGN_OR_RETURN(edition.trust, database.Number(0, "SELECT max(revision) FROM trust"));
  VEXLENS_ASSIGN_OR_RETURN(edition.as_of, StoredAsOf(database));
  return edition;
}

absl::StatusOr<std::shared_ptr<const Terms>> TermsOf(Connection& connection) {
  auto terms = std::make_shared<Terms>();
  VEXLENS_ASSIGN_OR_RETURN(terms->edition, TermsEditionOf(connection.database()));
  VEXLENS_ASSIGN_OR_RETURN(terms->directory, connection.Directory(std::nullopt));
  VEXLENS_ASSIGN_OR_RETURN(const std::span<const DsseVerifier> keys, connection.SigningKeys());
  terms->keys.assign(keys.begin(), keys.end());
  return terms;
}

}  // namespace vexlens::store
