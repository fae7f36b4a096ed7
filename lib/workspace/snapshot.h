// Snapshot: one state of a workspace, with what is remembered of it. Turn: one that can be changed.
#ifndef VEXLENS_LIB_WORKSPACE_SNAPSHOT_H_
#define VEXLENS_LIB_WORKSPACE_SNAPSHOT_H_

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
#include "lib/workspace/store.h"
#include "vexlens/basis.h"
#include "vexlens/dsse.h"
#include "vexlens/envelope.h"
#include "vexlens/evidence.h"
#include "vexlens/trust.h"

namespace vexlens::workspace {

// KnownDocument is a document of evidence, with its sightings added up. One that only came in envelopes has a failed
// signature of its own.
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
  std::vector<Envelope> envelopes;  // in which it came; the signature is judged by them
  std::vector<RowId> editions;      // other documents of its name, which may supersede it

  // Checksum covers what is derived of the document itself: a changed bit there is nobody's answer.
  std::string Checksum() const;

  bool bare() const { return signature != SignatureState::kFailed; }
};

// Memory is what is remembered from one snapshot to the next: one slice needs thousands of documents.
class Memory {
 public:
  // Refresh forgets what may have changed when the workspace is not as of `version` any more.
  void Refresh(Instant version);

  // Changed says that the workspace is of another version because of a turn that remembered its own changes.
  void Changed(Instant version) { version_ = version; }

 private:
  friend class Snapshot;
  friend class Turn;

  using Documents = absl::node_hash_map<RowId, KnownDocument>;

  // DocumentsAt are those that are remembered as they were at an instant; only one instant of the past is.
  Documents& DocumentsAt(std::optional<Instant> known_at);

  Instant version_;  // Settings::recorded_at: no two changes have the same
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
  // Begin reads the settings. FAILED_PRECONDITION when the stored records were formed by other rules than this
  // program's.
  static absl::StatusOr<Snapshot> Begin(View& view, Memory& memory);

  View& view() const { return *view_; }
  const Settings& settings() const { return settings_; }

  // Tenant returns the row of a tenant, 0 for one of whom nothing is known.
  absl::StatusOr<RowId> Tenant(std::string_view name);
  absl::StatusOr<RowId> Vulnerability(RowId tenant, std::string_view name);

  // BasisOf resolves a point in time.
  absl::StatusOr<Basis> BasisOf(std::string_view tenant, const Moment& when);

  // Remember reads those documents that are not remembered, all at once.
  absl::Status Remember(std::span<const RowId> documents, std::optional<Instant> known_at);

  // Document returns that document as it was known at an instant. Null: it was not, or is no evidence. Lives until it
  // is forgotten or, with an instant, until another instant is asked for.
  absl::StatusOr<const KnownDocument*> Document(RowId document, std::optional<Instant> known_at);

  absl::StatusOr<std::string_view> IssuerName(RowId issuer);

  // SigningKeys returns all that the directory ever had. They live until a change.
  absl::StatusOr<std::span<const DsseVerifier>> SigningKeys();

  // Directory and PolicyOf return what was in force at an instant.
  absl::StatusOr<std::shared_ptr<const IssuerDirectory>> Directory(std::optional<Instant> known_at);
  absl::StatusOr<std::shared_ptr<const Policy>> PolicyOf(std::string_view tenant, std::optional<Instant> known_at);

  // RawBytes returns a document's bytes. DATA_LOSS when they are not those of its digest any more.
  absl::StatusOr<std::string> RawBytes(const Digest& digest);

 protected:
  Snapshot(View& view, Memory& memory) : view_(&view), memory_(&memory) {}
  absl::Status ReadSettings();

  View* view_;
  Memory* memory_;
  Settings settings_;

 private:
  // Make puts a row together; nothing for a document that was not known, or is no evidence.
  absl::StatusOr<std::optional<KnownDocument>> Make(const DocumentRow& row);
};

// Turn is a writer's: a snapshot that can be changed. What it remembers of its own changes is only true once they are
// committed.
class Turn : public Snapshot {
 public:
  Turn(Edit& edit, Memory& memory, Settings settings, Instant recorded_at)
      : Snapshot(edit, memory), edit_(&edit), recorded_at_(recorded_at) {
    settings_ = settings;
    memory.Refresh(settings.recorded_at);
  }

  Edit& edit() const { return *edit_; }

  // recorded_at is the instant of this change: no two have the same.
  Instant recorded_at() const { return recorded_at_; }

  // SetAsOf changes the instant of all stored records.
  void SetAsOf(Instant as_of) { settings_.as_of = as_of; }

  // Intern returns the row of one name, and makes it when it is not there.
  absl::StatusOr<RowId> Intern(NameKind kind, RowId tenant, std::string_view name);

  // Forget is for a document that was changed, or has another edition.
  void Forget(RowId document) { memory_->documents_.erase(document); }
  void ForgetSigningKeys() { memory_->signing_keys_.reset(); }

 private:
  Edit* edit_;
  Instant recorded_at_;
};

// DifferentRules says that stored records were formed by other rules than this program's.
absl::Status DifferentRules(std::uint32_t stored);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_SNAPSHOT_H_
