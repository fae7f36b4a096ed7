// Snapshot: one state of a workspace, with a cache of what was read. Turn: a snapshot that can be changed.
#ifndef VEXLENS_LIB_WORKSPACE_SNAPSHOT_H_
#define VEXLENS_LIB_WORKSPACE_SNAPSHOT_H_

#include <cstdint>
#include <functional>
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
#include "lib/workspace/observations.h"
#include "lib/workspace/store.h"
#include "vexlens/basis.h"
#include "vexlens/dsse.h"
#include "vexlens/evidence.h"
#include "vexlens/support/envelope.h"
#include "vexlens/trust.h"

namespace vexlens::workspace {

// KnownDocument is a document that is evidence, by all its sightings together: `signature` is kFailed if it only ever
// came in envelopes.
struct KnownDocument {
  Digest digest;
  Instant recorded_at;
  Instant updated_at;
  Instant latest_at;  // the latest of its own date and the dates of what it says
  Format format{};
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;
  std::string issuer;
  std::string name;
  std::string version;
  std::string key_id;
  std::string signer;
  std::string reason;
  std::vector<Envelope> envelopes;  // it came in these; its signature is judged by them
  std::vector<RowId> editions;      // other documents of its name, which may supersede it

  // Returns a checksum of what is derived of the document itself, so that a damaged row does not become an answer.
  std::string Checksum() const;

  // Reports whether it also came without an envelope.
  bool bare() const { return signature != SignatureState::kFailed; }
};

// Memory is a cache that lives from one snapshot to the next: one slice needs thousands of documents.
class Memory {
 public:
  // Drops what may be out of date if the workspace is now at another version, `version`.
  void Refresh(Instant version);

  // Sets the version, and drops nothing: after a turn, whose changes are in the cache already, was committed.
  void Changed(Instant version) { version_ = version; }

 private:
  friend class Snapshot;
  friend class Turn;

  using Documents = absl::node_hash_map<RowId, KnownDocument>;

  // Returns the documents as known at an instant. Of the past it caches one instant; another one drops that.
  Documents& DocumentsAt(std::optional<Instant> known_at);

  Instant version_;  // Settings::recorded_at, which no two changes share
  Documents documents_;
  Documents past_;
  Instant past_at_;
  absl::node_hash_map<RowId, std::string> issuers_;
  std::optional<std::vector<DsseVerifier>> signing_keys_;
  std::pair<std::uint64_t, std::shared_ptr<const IssuerDirectory>> directory_;  // by revision
  absl::flat_hash_map<std::uint64_t, std::shared_ptr<const Policy>> policies_;
};

// Snapshot is a view with its settings and a memory. Not for concurrent use.
class Snapshot {
 public:
  // Begins a snapshot. Errors: FAILED_PRECONDITION when the stored records were formed by other rules than this
  // program's.
  static absl::StatusOr<Snapshot> Begin(View& view, Memory& memory);

  View& view() const { return *view_; }
  const Settings& settings() const { return settings_; }

  // Return the row of a tenant or a vulnerability, 0 if it is not known.
  absl::StatusOr<RowId> Tenant(std::string_view name);
  absl::StatusOr<RowId> Vulnerability(RowId tenant, std::string_view name);

  // Returns the basis of a question at a point in time.
  absl::StatusOr<Basis> BasisOf(std::string_view tenant, const Moment& when);

  // Reads those documents that are not in memory, in one call of the store.
  absl::Status Remember(std::span<const RowId> documents, std::optional<Instant> known_at);

  // Returns a document as it was known at an instant; null if it was not, or is no evidence. Lives until the memory
  // drops it: with an instant, as soon as another instant is asked for.
  absl::StatusOr<const KnownDocument*> Document(RowId document, std::optional<Instant> known_at);

  // Returns an issuer's name, which lives as long as the memory.
  absl::StatusOr<std::string_view> IssuerName(RowId issuer);

  // Returns all keys that the directory ever had. They live until the memory drops them.
  absl::StatusOr<std::span<const DsseVerifier>> SigningKeys();

  // Return what was in force at an instant, for a tenant its own policy or the global one, else the defaults.
  absl::StatusOr<std::shared_ptr<const IssuerDirectory>> Directory(std::optional<Instant> known_at);
  absl::StatusOr<std::shared_ptr<const Policy>> PolicyOf(std::string_view tenant, std::optional<Instant> known_at);

  // Returns a document's or envelope's bytes. Errors: DATA_LOSS when they are missing or do not have the digest any
  // more.
  absl::StatusOr<std::string> RawBytes(const Digest& digest);

 protected:
  Snapshot(View& view, Memory& memory) : view_(&view), memory_(&memory) {}
  absl::Status ReadSettings();

  View* view_;
  Memory* memory_;
  Settings settings_;

 private:
  // Returns the document of a row; nothing for one that was not known, or is no evidence.
  absl::StatusOr<std::optional<KnownDocument>> Make(const DocumentRow& row);
};

// Turn is a snapshot that can be changed. What its memory has of its own changes holds only if they are committed.
class Turn : public Snapshot {
 public:
  Turn(Edit& edit, Memory& memory, Settings settings, Instant recorded_at, Observations& observations)
      : Snapshot(edit, memory), edit_(&edit), recorded_at_(recorded_at), observations_(&observations) {
    settings_ = settings;
    memory.Refresh(settings.recorded_at);
  }

  Edit& edit() const { return *edit_; }

  // Returns the instant of this change, which no other change shares.
  Instant recorded_at() const { return recorded_at_; }

  // Sets the instant of all stored records.
  void SetAsOf(Instant as_of) { settings_.as_of = as_of; }

  // Returns how the turn is observed, and Observe adds what is to be told when it is committed.
  const base::Observing& observing() const { return observations_->observing(); }
  void Observe(Observations::Tell tell) { observations_->Add(std::move(tell)); }

  // Return the rows of names, which are made if they are missing. The store is asked for each name once a turn.
  absl::StatusOr<RowId> Intern(NameKind kind, RowId tenant, std::string_view name);
  absl::StatusOr<std::vector<RowId>> Intern(NameKind kind, RowId tenant, std::span<const std::string_view> names);

  // Drops a document from memory that was changed, or has another edition.
  void Forget(RowId document) { memory_->documents_.erase(document); }
  void ForgetDocuments() { memory_->documents_.clear(); }
  void ForgetSigningKeys() { memory_->signing_keys_.reset(); }

 private:
  using Interned = absl::flat_hash_map<std::string, RowId>;

  Edit* edit_;
  absl::flat_hash_map<std::pair<NameKind, RowId>, Interned> interned_;  // by kind and tenant
  Instant recorded_at_;
  Observations* observations_;
};

// Returns the error for records that were formed by other rules than this program's.
absl::Status DifferentRules(std::uint32_t stored);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_SNAPSHOT_H_
