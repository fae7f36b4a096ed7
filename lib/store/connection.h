// Connection: a database with what is remembered between questions.
#ifndef VEXLENS_LIB_STORE_CONNECTION_H_
#define VEXLENS_LIB_STORE_CONNECTION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/node_hash_map.h"
#include "absl/status/statusor.h"
#include "lib/store/database.h"
#include "vexlens/dsse.h"
#include "vexlens/envelope.h"
#include "vexlens/evidence.h"
#include "vexlens/trust.h"

namespace vexlens::store {

// KnownDocument is one row of `document` that is evidence, with its sightings added up. One that only came in
// envelopes has a failed signature of its own.
struct KnownDocument {
  Digest digest;
  Instant recorded_at;
  Instant updated_at;
  Instant latest_at;  // of its own date and of those of all that it says
  Format format{};
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;
  std::string issuer;
  std::string name;
  std::string version;
  std::string key_id;
  std::string signer;
  std::string reason;
  std::vector<Envelope> envelopes;     // in which it came; the signature is judged by them
  std::vector<std::int64_t> editions;  // other documents of its name, which may supersede it

  // Checksum covers what is derived of the document itself: a changed bit there is nobody's answer.
  std::string Checksum() const;

  bool bare() const { return signature != SignatureState::kFailed; }
};

// Connection remembers documents and trust: one slice needs thousands of them. Not for concurrent use.
class Connection {
 public:
  explicit Connection(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  Database& database() { return *database_; }

  // Refresh forgets what another connection may have changed. Call it first in every transaction.
  absl::Status Refresh();

  // Document is that row as it was known at an instant. Null: it was not, or is no evidence. Lives until Refresh,
  // Forget or, with an instant, the next call.
  absl::StatusOr<const KnownDocument*> Document(std::int64_t document, std::optional<Instant> known_at);

  // Forget is for a document that this connection changes, or gives another edition.
  void Forget(std::int64_t document) { documents_.erase(document); }

  // IssuerName is the text of a row of `issuer`.
  absl::StatusOr<std::string_view> IssuerName(std::int64_t issuer);

  // SigningKeys are all that the directory ever had. They live until Refresh or ForgetSigningKeys.
  absl::StatusOr<std::span<const DsseVerifier>> SigningKeys();
  void ForgetSigningKeys() { signing_keys_.reset(); }

  // Directory and PolicyOf are what was in force at an instant.
  absl::StatusOr<std::shared_ptr<const IssuerDirectory>> Directory(std::optional<Instant> known_at);
  absl::StatusOr<std::shared_ptr<const Policy>> PolicyOf(std::string_view tenant, std::optional<Instant> known_at);

 private:
  absl::Status ReadEnvelopes(std::int64_t document, std::int64_t known_at, std::vector<Envelope>& envelopes);
  absl::StatusOr<std::optional<KnownDocument>> ReadDocumentRow(std::int64_t document, std::optional<Instant> known_at);

  std::unique_ptr<Database> database_;
  std::int64_t version_ = -1;
  absl::node_hash_map<std::int64_t, KnownDocument> documents_;
  KnownDocument past_;
  absl::node_hash_map<std::int64_t, std::string> issuers_;
  std::optional<std::vector<DsseVerifier>> signing_keys_;
  std::pair<std::int64_t, std::shared_ptr<const IssuerDirectory>> directory_;  // by revision
  absl::flat_hash_map<std::int64_t, std::shared_ptr<const Policy>> policies_;
};

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_CONNECTION_H_
