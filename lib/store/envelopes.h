// Envelopes: the signed forms in which documents came. What is noted of one follows from its bytes and from all keys
// that the directory ever had; the verdict is given anew for each question.
#ifndef VEXLENS_LIB_STORE_ENVELOPES_H_
#define VEXLENS_LIB_STORE_ENVELOPES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/store/change.h"
#include "lib/store/connection.h"
#include "vexlens/signature.h"
#include "vexlens/workspace.h"

namespace vexlens::store {

// VerdictOn is the best of what is known of a document's signatures.
SignatureVerdict VerdictOn(const KnownDocument& document, std::string_view tenant, SignatureJudge& judge);

// AddEnvelope writes the envelope in which a row of `document` came, or what a rebuilding left out of it because it was
// damaged.
enum class Noted : std::uint8_t { kKnown, kNew, kRestored };
absl::StatusOr<Noted> AddEnvelope(Database& database, std::int64_t document, const Envelope& envelope,
                                  Instant recorded_at);

// HasNewKeys tells whether the directory has keys with which no envelope was tried yet. NoteKeys tries all envelopes
// with them.
absl::StatusOr<bool> HasNewKeys(Connection& connection, const IssuerDirectory& directory);
absl::Status NoteKeys(Connection& connection, const IssuerDirectory& directory);

// DeriveEnvelopes notes again what follows from each envelope's bytes; a damaged one is named and left out.
absl::Status DeriveEnvelopes(Connection& connection, std::vector<Damage>& damaged);

// AddRejudged adds the documents of a tenant on whose signatures the second directory gives another verdict.
absl::Status AddRejudged(Connection& connection, std::string_view tenant, const IssuerDirectory& before,
                         const IssuerDirectory& after, Change& change);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_ENVELOPES_H_
