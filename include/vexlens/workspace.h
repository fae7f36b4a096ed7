// Workspace: evidence, trust and every answer given, kept in one directory.
#ifndef VEXLENS_WORKSPACE_H_
#define VEXLENS_WORKSPACE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/compare.h"
#include "vexlens/consensus.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/intake.h"
#include "vexlens/observer.h"
#include "vexlens/slice.h"
#include "vexlens/trust.h"

namespace vexlens {

namespace workspace {
class Store;
}
struct OutboxPage;
struct OutboxPosition;
struct Relayed;

// Trigger is why records were computed again. New rules (kRules) count as a policy change.
enum class Trigger : std::uint8_t { kIngestionDelta, kIssuerUpdate, kPolicyChange, kAsOfChange };
std::string_view TriggerName(Trigger trigger);

// Moment is the time that a question is about. What is dated after `as_of` does not exist; what was recorded after
// `known_at`, evidence and trust alike, is not known. Absent: the workspace's own asOf, and all that it knows.
struct Moment {
  std::optional<Instant> as_of;
  std::optional<Instant> known_at;
};

// Audit is who changes something, and why. Neither may be empty.
struct Audit {
  std::string actor;
  std::string reason;
};

// Recomputed counts the records that a change touched.
struct Recomputed {
  std::size_t records = 0;    // that were computed again
  std::size_t revisions = 0;  // that changed, of these

  Recomputed& operator+=(const Recomputed& other) {
    records += other.records;
    revisions += other.revisions;
    return *this;
  }
};

struct IngestResult {
  std::vector<Ingested> documents;  // one for each that was given, in their order
  Recomputed recomputed;
};

// Revision is one entry of a record's history. If the record's key is gone, `state` is "", and `renamed_to` is the
// advisory key that its vulnerability has now, if that is why.
struct Revision {
  std::uint64_t sequence = 0;  // ascending over the whole workspace
  std::string tenant;
  RecordKey key;
  std::uint32_t revision = 0;  // 1, 2, … of this record
  Instant recorded_at;
  Trigger trigger = Trigger::kIngestionDelta;
  Instant as_of;
  std::string state;
  std::string status;  // the effective one
  std::string renamed_to;
  std::optional<Digest> digest;           // consensusDigest
  std::optional<Digest> previous_digest;  // of the revision before
  Digest directory_digest;                // of the issuer directory in force
  std::uint32_t rules = 0;                // kRules by which it was formed; 0: before rules were numbered

  // Returns the event `vex.consensus.updated` as canonical JSON. Its eventId never changes.
  std::string Json() const;
};

// RevisionListener is notified of each revision after it is committed, in order of `sequence`, on the thread that made
// the change. A notification that fails, or that the process did not live to make, is made after the next change or
// when the workspace is next opened with a listener. One is repeated, under the same eventId, only if that it was made
// could not be recorded: the process ended before, the disk is full, or the medium is read-only. Must not call the
// workspace.
class RevisionListener {
 public:
  virtual ~RevisionListener() = default;
  virtual void OnRevision(const Revision& revision) = 0;
};

// QueuedConflict is a conflict that waits for a decision: some of its statuses clear, others do not.
struct QueuedConflict {
  Digest id;
  RecordKey key;
  std::string reason;
  Instant since;
};

// Waiver takes one conflict out of the queue until it expires. The record still shows the conflict.
struct Waiver {
  Digest conflict;
  Audit audit;
  Instant expires_at;
  Instant recorded_at;
};

// StoredDocument is what the workspace knows about a document, apart from its bytes.
struct StoredDocument {
  Digest digest;
  Instant recorded_at;
  std::string issuer;
  std::string id;
  std::string version;
  Format format{};
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;
  Audit decision;  // who recorded it here for an operator, and why; empty if it came from outside

  // Returns {actor, documentDigest, documentId, documentVersion, format, issuer, reason, recordedAt, signature,
  // withdrawn} as canonical JSON.
  std::string Json() const;
};

// TrustRevision is one audited change of the directory or of a policy.
struct TrustRevision {
  std::uint64_t revision = 0;
  Instant recorded_at;
  std::string subject;  // "issuers", "policy" or "policy/<tenant>"
  Digest digest;
  Audit audit;
};

// Simulation is what to suppose instead of what the workspace has.
struct Simulation {
  std::optional<Policy> policy;  // of the tenant in question
  std::optional<IssuerDirectory> directory;
  std::vector<Incoming> documents;  // in addition; one that would be rejected is an error
};

// Damage is a document or envelope whose bytes are damaged, or which cannot be read any more. Ingesting it again
// repairs damaged bytes.
struct Damage {
  std::string tenant;
  Digest digest;
  absl::Status status;
};

// RebuildReport compares the derived rows in store with what the documents say.
struct RebuildReport {
  std::size_t documents = 0;  // that were read again
  std::vector<Damage> damaged;
  std::vector<std::string> differing;  // kinds of rows that were not as the documents say, such as "statements"

  bool equal() const { return damaged.empty() && differing.empty(); }

  // Returns {damaged [{documentDigest, reason, tenant}], differing [], documents, equal} as canonical JSON.
  std::string Json() const;
};

// Answer is a record, and the slice that its views point into.
struct Answer {
  std::shared_ptr<const Slice> slice;
  Record record;

  // Returns the record as canonical JSON.
  std::string Json() const;
};

// Workspace is a durable store. Raw documents are kept by their digest and are the source of truth: all else that is
// known of them can be rebuilt. Every change is one transaction: durable when the call returns OK, and not made at all
// if it fails or the process dies before. Processes that make changes take turns; one that waits too long gets
// UNAVAILABLE, and has changed nothing. Tenants never see one another's documents, issuers or conflicts.
// Safe for concurrent use. Errors of all members: UNAVAILABLE (another writer), RESOURCE_EXHAUSTED (disk full),
// PERMISSION_DENIED (read-only), DATA_LOSS (a damaged file; names what is affected), and of changes INVALID_ARGUMENT (a
// tenant's name, an incomplete audit).
class Workspace final {
 public:
  struct Options {
    std::function<Instant()> clock;        // null: the system's
    MonotonicClock monotonic;              // by which work is timed for the observer
    RevisionListener* listener = nullptr;  // must outlive the workspace
    Observer* observer = nullptr;          // must outlive the workspace; null: nothing is observed

    // For Open:
    bool create = true;                               // if the workspace is missing or empty
    std::chrono::milliseconds patience{5000};         // how long to wait for another writer
    std::size_t cache_bytes = std::size_t{64} << 20;  // how much of the file a writer may cache
  };

  // Opens the workspace in `directory`, whose name is taken byte for byte. One of an older version is brought up to
  // date first, completely or not at all. Errors: UNAVAILABLE when another writer takes longer than `patience`;
  // NOT_FOUND if there is none, and it is not to be created; FAILED_PRECONDITION for one of a newer version, one of an
  // older version that cannot be written, or a file that is no workspace.
  static absl::StatusOr<std::unique_ptr<Workspace>> Open(const std::string& directory, Options options);

  // Opens the workspace in a store, likewise. An empty store is always made a workspace.
  static absl::StatusOr<std::unique_ptr<Workspace>> Over(std::unique_ptr<workspace::Store> store, Options options);
  ~Workspace();

  // ---- evidence ----

  // Reads documents, and adds those that the tenant does not have, in one transaction that begins after all are read. A
  // rejected document does not affect the others: its report says why. Progress is called while documents are read, and
  // now and then while records are computed again. Errors: CANCELLED by progress; nothing was added.
  absl::StatusOr<IngestResult> Ingest(std::string_view tenant, std::span<const Incoming> documents,
                                      const IngestOptions& options = {});

  // Adds one document in which an operator of the tenant speaks, recorded by the workspace itself: its signature is
  // `verified`, with the reason `recorded_here`, which no ingested document can have. The caller has authenticated
  // `audit.actor`. Errors: INVALID_ARGUMENT for an envelope, FAILED_PRECONDITION when the issuer is not an operator of
  // the tenant or is revoked, and those of a document that is rejected.
  absl::StatusOr<IngestResult> IngestDecision(std::string_view tenant, std::string_view document, const Audit& audit);

  // Withdraws a document for good: neither it nor the older ones that it replaces count any more. Errors: NOT_FOUND if
  // the tenant does not have it.
  absl::StatusOr<Recomputed> Withdraw(std::string_view tenant, const Digest& document);

  // Returns the tenant's documents, in order of arrival.
  absl::StatusOr<std::vector<StoredDocument>> Documents(std::string_view tenant);
  // Returns the exact bytes. Errors: NOT_FOUND if the tenant does not have the document.
  absl::StatusOr<std::string> DocumentBytes(std::string_view tenant, const Digest& document);

  // ---- answers ----

  // Returns the instant of all stored records, in a new workspace the end of the UTC day.
  absl::StatusOr<Instant> AsOf();
  // Sets it, and computes all records again.
  absl::StatusOr<Recomputed> SetAsOf(Instant as_of);

  // Builds the slice of one vulnerability, by any of its identifiers. It is empty if nobody has mentioned that.
  absl::StatusOr<std::unique_ptr<Slice>> Build(std::string_view tenant, std::string_view vulnerability,
                                               const Moment& when);

  // Builds the slices of all vulnerabilities of the tenant at one point in time, part by part as they are taken, within
  // bounded memory. They hold a read transaction, and must not outlive the workspace.
  absl::StatusOr<std::unique_ptr<Slices>> BuildAll(std::string_view tenant, const Moment& when);

  // Returns the record of a key. If `when` is empty, the answer is compared with the stored record, if there is one.
  // Errors: NOT_FOUND when no statement speaks about the key, INVALID_ARGUMENT for a malformed product or component,
  // DATA_LOSS when answer and stored record differ.
  absl::StatusOr<Answer> Get(std::string_view tenant, const RecordKey& key, const Moment& when);

  // Calls `visit` with every record of the tenant as canonical JSON, in byte order of their keys, within bounded
  // memory, until it returns false.
  absl::Status ForEachRecord(std::string_view tenant, const Moment& when,
                             const std::function<bool(std::string_view)>& visit);

  // Returns the revisions of a record, oldest first; none for a key that never had one.
  absl::StatusOr<std::vector<Revision>> History(std::string_view tenant, const RecordKey& key);
  // Computes the record of a revision again, as canonical JSON, from what was known then. Errors: NOT_FOUND if its key
  // was gone, FAILED_PRECONDITION if other rules formed it, DATA_LOSS if the digest differs.
  absl::StatusOr<std::string> Recall(const Revision& revision);

  // Returns the revisions of all records after `sequence`, at most `limit`.
  absl::StatusOr<std::vector<Revision>> Revisions(std::uint64_t sequence, std::size_t limit);

  // Call `visit` with each record that differs, in byte order of keys, until it returns false. Nothing is written; but
  // Simulate waits for writers if it has documents or new keys to suppose.
  absl::Status Diff(std::string_view tenant, const Moment& from, const Moment& to,
                    const std::function<bool(const Delta&)>& visit);
  absl::Status Simulate(std::string_view tenant, const Simulation& simulation,
                        const std::function<bool(const Delta&)>& visit);

  // ---- conflicts ----

  // Returns the tenant's queue, oldest first, without conflicts that an operator decided or that are waived now.
  absl::StatusOr<std::vector<QueuedConflict>> Conflicts(std::string_view tenant);

  // Returns the conflicts that only a waiver keeps out of it, oldest first.
  absl::StatusOr<std::vector<QueuedConflict>> WaivedConflicts(std::string_view tenant);

  // Takes a conflict out of the queue. Errors: NOT_FOUND when it is not in the queue, waived or not.
  absl::Status Waive(std::string_view tenant, const Digest& conflict, Instant expires_at, const Audit& audit);
  absl::StatusOr<std::vector<Waiver>> Waivers(std::string_view tenant);

  // ---- trust ----

  // Return what was in force at `known_at`, or is: a tenant's own policy, or the global one ("").
  absl::StatusOr<IssuerDirectory> Directory(std::optional<Instant> known_at);
  absl::StatusOr<Policy> PolicyOf(std::string_view tenant, std::optional<Instant> known_at);

  // Set what is in force, and compute again what that touches. Tenant "" sets the global policy; no policy returns a
  // tenant to the global one. `seen` is the digest of the canonical JSON that the editor started from. Errors: ABORTED
  // when that is no longer in force, so that nobody undoes an edit unknowingly.
  absl::StatusOr<Recomputed> SetDirectory(const IssuerDirectory& directory, const Audit& audit,
                                          const std::optional<Digest>& seen = std::nullopt);
  absl::StatusOr<Recomputed> SetPolicy(std::string_view tenant, const std::optional<Policy>& policy, const Audit& audit,
                                       const std::optional<Digest>& seen = std::nullopt);
  absl::StatusOr<std::vector<TrustRevision>> TrustRevisions();

  // ---- the outbox (vexlens/outbox.h) ----

  // Returns what a tenant's outbox has after a position, looking at up to `limit` entries of each kind, in order: by
  // the instant of the change, trust before revisions before conflicts. Errors: NOT_FOUND for a tenant that the
  // workspace does not have.
  absl::StatusOr<OutboxPage> Outbox(std::string_view tenant, const OutboxPosition& after, std::size_t limit);

  // Returns what NoteRelayed noted last, or nothing told yet. To note is no change of the workspace: it makes no
  // instant and no entry. Errors: NOT_FOUND likewise.
  absl::StatusOr<Relayed> LastRelayed(std::string_view tenant);
  absl::Status NoteRelayed(std::string_view tenant, const Relayed& relayed);

  // ---- upkeep ----

  // Returns the instant by the workspace's clock.
  Instant Now() const;

  // Derives everything from the documents again. With `check_only` it changes nothing.
  absl::StatusOr<RebuildReport> Rebuild(bool check_only);

 private:
  class Transactions;
  explicit Workspace(std::unique_ptr<Transactions> transactions);
  absl::StatusOr<IngestResult> Keep(std::string_view tenant, std::span<const Incoming> documents,
                                    const IngestOptions& options, const Audit* decision);

  std::unique_ptr<Transactions> transactions_;
};

}  // namespace vexlens

#endif  // VEXLENS_WORKSPACE_H_
