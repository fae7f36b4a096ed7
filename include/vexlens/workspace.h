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
#include "vexlens/slice.h"
#include "vexlens/trust.h"

namespace vexlens {

namespace workspace {
class Store;
}

// Trigger is why records were computed anew. New rules (kRules) are a policy change: they are part of what decides.
enum class Trigger : std::uint8_t { kIngestionDelta, kIssuerUpdate, kPolicyChange, kAsOfChange };
std::string_view TriggerName(Trigger trigger);

// Moment is the when of a question. What is dated after `as_of` does not exist; what was recorded after
// `known_at`, evidence and trust alike, is not known. Absent: the workspace's own asOf, and all that it knows.
struct Moment {
  std::optional<Instant> as_of;
  std::optional<Instant> known_at;
};

// Audit is who changes something by hand, and why. Neither may be empty.
struct Audit {
  std::string actor;
  std::string reason;
};

// Recomputed counts what a change led to.
struct Recomputed {
  std::size_t records = 0;    // that were computed anew
  std::size_t revisions = 0;  // of these, came out otherwise

  Recomputed& operator+=(const Recomputed& other) {
    records += other.records;
    revisions += other.revisions;
    return *this;
  }
};

struct IngestResult {
  std::vector<Ingested> documents;  // as many as were given, in their order
  Recomputed recomputed;
};

// Revision is one entry of a record's history. A record whose key is gone has the state ""; `renamed_to` is then the
// advisory key that its vulnerability goes by now, if that is the reason.
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
  Digest directory_digest;                // of the issuer directory that was in force
  std::uint32_t rules = 0;                // kRules by which it was formed; 0: before rules were numbered

  // Json is the event `vex.consensus.updated` as canonical JSON; its eventId is the same whenever it is written.
  std::string Json() const;
};

// RevisionObserver hears of each revision after it is durable, in order of `sequence`, on the thread that made the
// change. A revision that was committed but not yet heard when the process died is told when the workspace is next
// opened with an observer: each revision is told, and told again only when death came between the telling and its
// being noted, under the same eventId. May not call the workspace.
class RevisionObserver {
 public:
  virtual ~RevisionObserver() = default;
  virtual void OnRevision(const Revision& revision) = 0;
};

// QueuedConflict is a conflict between statuses of both sides that waits for somebody.
struct QueuedConflict {
  Digest id;
  RecordKey key;
  std::string reason;
  Instant since;
};

// Waiver takes one conflict out of the queue until it expires. The record goes on showing it.
struct Waiver {
  Digest conflict;
  Audit audit;
  Instant expires_at;
  Instant recorded_at;
};

// StoredDocument is what the workspace knows of a document beside its bytes.
struct StoredDocument {
  Digest digest;
  Instant recorded_at;
  std::string issuer;
  std::string id;
  std::string version;
  Format format{};
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;
  Audit decision;  // who recorded it here for an operator, and why; empty for what came from outside

  // Json is {actor, documentDigest, documentId, documentVersion, format, issuer, reason, recordedAt, signature,
  // withdrawn}.
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

// Simulation is a world that might be: what is set replaces what the workspace has.
struct Simulation {
  std::optional<Policy> policy;  // of the tenant that is asked about
  std::optional<IssuerDirectory> directory;
  std::vector<Incoming> documents;  // are added; one that would be rejected is an error
};

// Damage is a document whose bytes cannot be trusted any more. To ingest it again mends it.
struct Damage {
  std::string tenant;
  Digest digest;
  absl::Status status;
};

// RebuildReport compares what is derived with what the documents say.
struct RebuildReport {
  std::size_t documents = 0;  // that were read again
  std::vector<Damage> damaged;
  std::vector<std::string> differing;  // what was not as the documents give it, "statements" for one

  bool equal() const { return damaged.empty() && differing.empty(); }

  // Json is {damaged [{documentDigest, reason, tenant}], differing [], documents, equal}.
  std::string Json() const;
};

// Answer is a record, and the slice that its views live in.
struct Answer {
  std::shared_ptr<const Slice> slice;
  Record record;
};

// Workspace is a durable store. Raw documents are kept by their digest and are the source of truth: all else that is
// said of them can be rebuilt. Every change is one transaction, durable when the call returns and absent when it
// fails or the process dies before. Changes of several processes take turns; one that waits too long is UNAVAILABLE
// and has changed nothing. Tenants never see one another's documents, issuers or conflicts.
// Safe for concurrent use. Errors of all members: UNAVAILABLE (another writer), RESOURCE_EXHAUSTED (disk full),
// PERMISSION_DENIED (read-only), DATA_LOSS (a damaged file; names what it hits), INVALID_ARGUMENT (a tenant's name).
class Workspace final {
 public:
  struct Options {
    std::function<Instant()> clock;        // now; absent: the system's
    RevisionObserver* observer = nullptr;  // must outlive the workspace

    // Of a directory:
    bool create = true;                               // one that is missing, or holds nothing
    std::chrono::milliseconds patience{5000};         // how long to wait for another writer
    std::size_t cache_bytes = std::size_t{64} << 20;  // of the file, that the writing side may hold in memory
  };

  // Open opens the workspace in `directory`, whose name is taken byte for byte. One of an older version is brought up
  // to date first, wholly or not at all; UNAVAILABLE when another writer takes longer than `patience`. NOT_FOUND
  // without one when not to be created; FAILED_PRECONDITION for one of a newer version, one of an older version that
  // cannot be written, or a directory that holds something else.
  static absl::StatusOr<std::unique_ptr<Workspace>> Open(const std::string& directory, Options options);

  // Over opens the workspace that a store keeps, likewise; what an older program left is always brought up to date.
  static absl::StatusOr<std::unique_ptr<Workspace>> Over(std::unique_ptr<workspace::Store> store, Options options);
  ~Workspace();

  // ---- evidence ----

  // Ingest reads the documents, and adds those that the tenant has not: all in one transaction, which begins when all
  // are read. A document that is rejected stands in its report and keeps the others from nothing. Progress is asked
  // before documents and when all are read, and several times a second while records are computed anew. CANCELLED.
  absl::StatusOr<IngestResult> Ingest(std::string_view tenant, std::span<const Incoming> documents,
                                      const IngestOptions& options = {});

  // IngestDecision adds one document in which an operator of the tenant speaks, recorded by the workspace itself: its
  // signature is `verified`, reason `recorded_here`, which no document that is ingested can claim. Whoever calls it has
  // authenticated `audit.actor`. INVALID_ARGUMENT for what is not one document by itself, FAILED_PRECONDITION when its
  // issuer is no operator of the tenant, or a revoked one.
  absl::StatusOr<IngestResult> IngestDecision(std::string_view tenant, std::string_view document, const Audit& audit);

  // Withdraw stops a document counting, and the older ones that it replaces: for good. NOT_FOUND for an unknown one.
  absl::StatusOr<Recomputed> Withdraw(std::string_view tenant, const Digest& document);

  // Documents are those of the tenant, in order of arrival. DocumentBytes are its exact bytes.
  absl::StatusOr<std::vector<StoredDocument>> Documents(std::string_view tenant);
  absl::StatusOr<std::string> DocumentBytes(std::string_view tenant, const Digest& document);

  // ---- answers ----

  // AsOf is the instant of all stored records: at first the end of the UTC day. SetAsOf computes all records anew.
  absl::StatusOr<Instant> AsOf();
  absl::StatusOr<Recomputed> SetAsOf(Instant as_of);

  // Load is the slice of one vulnerability, whatever identifier it is called by. Never NOT_FOUND: nobody may have
  // said anything.
  absl::StatusOr<std::unique_ptr<Slice>> Load(std::string_view tenant, std::string_view vulnerability,
                                              const Moment& when);

  // AllSlices are all vulnerabilities of the tenant at one point in time, within bounded memory. They hold a read
  // transaction, and must not outlive the workspace.
  absl::StatusOr<std::unique_ptr<Slices>> AllSlices(std::string_view tenant, const Moment& when);

  // Ask is the record of a key, and Get that as canonical JSON. When the key is a stored record and `when` is not
  // given, the answer is checked against what was stored: DATA_LOSS when they differ. NOT_FOUND when no statement
  // speaks about it.
  absl::StatusOr<Answer> Ask(std::string_view tenant, const RecordKey& key, const Moment& when);
  absl::StatusOr<std::string> Get(std::string_view tenant, const RecordKey& key, const Moment& when);

  // ForEachRecord gives every record of the tenant as canonical JSON, in byte order of their keys, within bounded
  // memory, until `visit` returns false.
  absl::Status ForEachRecord(std::string_view tenant, const Moment& when,
                             const std::function<bool(std::string_view)>& visit);

  // History is what became of a record, oldest first. Recall computes the record of a revision again, as canonical
  // JSON, from what was known then: DATA_LOSS when its digest is another, FAILED_PRECONDITION for one of other rules.
  absl::StatusOr<std::vector<Revision>> History(std::string_view tenant, const RecordKey& key);
  absl::StatusOr<std::string> Recall(const Revision& revision);

  // Revisions are those of all records after `sequence`, at most `limit`.
  absl::StatusOr<std::vector<Revision>> Revisions(std::uint64_t sequence, std::size_t limit);

  // Diff and Simulate give each record that differs, in byte order of keys, and write nothing. To add documents,
  // Simulate takes a writer's turn.
  absl::Status Diff(std::string_view tenant, const Moment& from, const Moment& to,
                    const std::function<bool(const Delta&)>& visit);
  absl::Status Simulate(std::string_view tenant, const Simulation& simulation,
                        const std::function<bool(const Delta&)>& visit);

  // ---- conflicts ----

  // Conflicts are the tenant's queue, oldest first, without those that an operator decided or that are waived now.
  absl::StatusOr<std::vector<QueuedConflict>> Conflicts(std::string_view tenant);

  // WaivedConflicts are those that only a waiver keeps out of it, oldest first.
  absl::StatusOr<std::vector<QueuedConflict>> WaivedConflicts(std::string_view tenant);

  // Waive takes a conflict out of the queue. NOT_FOUND when the queue has none of that id.
  absl::Status Waive(std::string_view tenant, const Digest& conflict, Instant expires_at, const Audit& audit);
  absl::StatusOr<std::vector<Waiver>> Waivers(std::string_view tenant);

  // ---- trust ----

  // Directory and PolicyOf are those in force: a tenant's own policy, or the global one ("").
  absl::StatusOr<IssuerDirectory> Directory(std::optional<Instant> known_at);
  absl::StatusOr<Policy> PolicyOf(std::string_view tenant, std::optional<Instant> known_at);

  // SetDirectory and SetPolicy compute anew what they touch. Tenant "" is everybody without a policy of their own; no
  // policy gives a tenant the global one again. `seen` is the digest of the canonical JSON that the editor saw in
  // force, and ABORTED when that is another by now: who edits a copy undoes no edit of somebody else's.
  absl::StatusOr<Recomputed> SetDirectory(const IssuerDirectory& directory, const Audit& audit,
                                          const std::optional<Digest>& seen = std::nullopt);
  absl::StatusOr<Recomputed> SetPolicy(std::string_view tenant, const std::optional<Policy>& policy, const Audit& audit,
                                       const std::optional<Digest>& seen = std::nullopt);
  absl::StatusOr<std::vector<TrustRevision>> TrustRevisions();

  // ---- upkeep ----

  // Rebuild derives everything from the documents again. With `check_only` it changes nothing.
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
