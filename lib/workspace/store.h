// Store: the port between the rules of a workspace and what keeps its rows.
//
//   Workspace   what counts, what a change touches, what becomes a revision
//      │
//    Store      rows: kept and found again, never interpreted
//      │
//   SQLite, memory, …
//
// A store knows neither consensus nor trust. Packs, fingerprints and checksums are bytes to it. Every call takes and
// returns all rows of one kind that a step needs, so that a store over a network makes one round trip per call; no call
// leaves a cursor open. `MemoryStore` is the specification: every store answers as it does.
//
// Errors of all members: UNAVAILABLE (another writer, or no connection), RESOURCE_EXHAUSTED (no room),
// PERMISSION_DENIED (read-only), DATA_LOSS (damaged; names what is affected as far as the store knows).
#ifndef VEXLENS_LIB_WORKSPACE_STORE_H_
#define VEXLENS_LIB_WORKSPACE_STORE_H_

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
#include "lib/workspace/rows.h"
#include "vexlens/slice.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// View is one state of the store, for reading: what others commit meanwhile is not in it. Not for concurrent use. Where
// rows are asked for by ids, the answer has one for each, in the same order; DATA_LOSS for an id without a name.
class View {
 public:
  virtual ~View() = default;

  virtual absl::StatusOr<Settings> ReadSettings() = 0;

  // ---- names ----

  // Returns the row of each name, 0 for an unknown one. NamesOf is the inverse.
  virtual absl::StatusOr<std::vector<RowId>> Find(NameKind kind, RowId tenant,
                                                  std::span<const std::string_view> names) = 0;
  virtual absl::StatusOr<std::vector<std::string>> NamesOf(NameKind kind, std::span<const RowId> ids) = 0;

  // Returns every name of a kind that a tenant has, in order of arrival.
  virtual absl::StatusOr<std::vector<NamedRow>> AllNames(NameKind kind, RowId tenant) = 0;

  virtual absl::StatusOr<std::vector<VulnerabilityRow>> Vulnerabilities(std::span<const RowId> ids) = 0;

  // Returns the vulnerabilities whose names are in `names`, in byte order, at most `limit`.
  virtual absl::StatusOr<std::vector<NamedRow>> VulnerabilitiesIn(RowId tenant, const NameRange& names,
                                                                  std::size_t limit) = 0;

  // Returns the vulnerabilities whose class is named by one of these, in any order. Requires: the ids are distinct.
  virtual absl::StatusOr<std::vector<VulnerabilityRow>> MembersOf(std::span<const RowId> advisories) = 0;

  // ---- documents ----

  // Returns a tenant's document by its digest, 0 if it has none.
  virtual absl::StatusOr<RowId> FindDocument(RowId tenant, const Digest& digest) = 0;

  // Returns rows with the sightings and envelopes recorded by `known_at`, or all. A document recorded later has the id
  // 0.
  virtual absl::StatusOr<std::vector<DocumentRow>> Documents(std::span<const RowId> ids,
                                                             std::optional<Instant> known_at) = 0;

  // Returns the selected documents, in order of arrival.
  virtual absl::StatusOr<std::vector<HeldDocument>> ListDocuments(const DocumentsOf& which) = 0;

  // Returns DerivedDocument::vulnerabilities of each document, "" for one that says nothing.
  virtual absl::StatusOr<std::vector<std::string>> SpokenOf(std::span<const RowId> documents) = 0;

  // Returns who last recorded each document here for an operator; empty for one that came from outside.
  virtual absl::StatusOr<std::vector<Audit>> DecisionsOn(std::span<const RowId> documents) = 0;

  // Returns the bytes kept under a digest, without checking them; absent if there are none.
  virtual absl::StatusOr<std::optional<std::string>> ReadRaw(const Digest& digest) = 0;

  // ---- statements ----

  // Appends the rows about each vulnerability to `rows`, one vulnerability after another as asked for.
  virtual absl::Status AppendStatements(std::span<const RowId> vulnerabilities, PackedRows& rows) = 0;

  // Returns all rows whose `one` is among these.
  virtual absl::StatusOr<std::vector<AliasRow>> AliasesOf(std::span<const RowId> ones) = 0;

  // Returns what a tenant's links stand for.
  virtual absl::StatusOr<std::vector<ElementRow>> ElementsOf(RowId tenant, std::span<const std::string_view> links) = 0;
  // Returns the vulnerabilities that have a LinkRow for a link to an element of one of these documents.
  virtual absl::StatusOr<std::vector<RowId>> LinkedBy(std::span<const RowId> documents) = 0;

  // ---- trust ----

  // Returns all keys that were ever added, by key id and scheme.
  virtual absl::StatusOr<std::vector<SigningKeyRow>> SigningKeys() = 0;

  // Returns the last change of a subject that was recorded by `known_at`, absent if there was none. TrustJson returns
  // the JSON of a change, absent if it has none.
  virtual absl::StatusOr<std::optional<TrustRevision>> InForce(std::string_view subject,
                                                               std::optional<Instant> known_at) = 0;
  virtual absl::StatusOr<std::optional<std::string>> TrustJson(std::uint64_t revision) = 0;
  virtual absl::StatusOr<std::vector<TrustRevision>> TrustRevisions() = 0;

  // Returns the changes with a larger number, in order, at most `limit`. `before` is the JSON that was added as such,
  // or else that of the change of the same subject before.
  virtual absl::StatusOr<std::vector<TrustRow>> TrustAfter(std::uint64_t revision, std::size_t limit) = 0;

  // ---- records ----

  // Returns the record at each place.
  virtual absl::StatusOr<std::vector<RecordRow>> FindRecords(std::span<const RecordPlace> places) = 0;

  // Returns the records of some classes whose keys exist, in any order.
  virtual absl::StatusOr<std::vector<LiveRecord>> LiveRecords(std::span<const RowId> advisories) = 0;

  // Returns the revisions with a larger sequence, in order, at most `limit`.
  virtual absl::StatusOr<std::vector<RevisionRow>> RevisionsAfter(std::uint64_t sequence, std::size_t limit) = 0;
  // Returns the revisions of one record, oldest first.
  virtual absl::StatusOr<std::vector<RevisionRow>> RevisionsOf(const RecordPlace& place) = 0;

  // Returns a tenant's queue, waived or not, oldest first and then by id.
  virtual absl::StatusOr<std::vector<QueuedConflict>> Conflicts(RowId tenant) = 0;
  // Returns all waivers that a tenant ever had, in order of arrival.
  virtual absl::StatusOr<std::vector<Waiver>> Waivers(RowId tenant) = 0;

  // Returns the steps of conflicts with a larger sequence, in order, at most `limit`.
  virtual absl::StatusOr<std::vector<ConflictChange>> ConflictsAfter(std::uint64_t sequence, std::size_t limit) = 0;
  // Returns, for each place, the conflicts of its record whose last step but for waivers is that they were opened, in
  // byte order of their ids.
  virtual absl::StatusOr<std::vector<std::vector<NewConflict>>> OpenedAt(std::span<const RecordPlace> places) = 0;

  // Returns what was put last for a tenant, or nothing relayed yet.
  virtual absl::StatusOr<Relayed> LastRelayed(RowId tenant) = 0;

  // Returns a digest of each kind of rows that DeleteDerived deletes or resets, and of the records. All calls return
  // the same kinds in the same order.
  virtual absl::StatusOr<std::vector<DerivedDigest>> DigestDerived() = 0;
};

// Edit is a view that can be changed, and sees its own changes. They are durable when Commit returns OK; otherwise none
// of them is ever made.
class Edit : public View {
 public:
  virtual absl::Status Put(const Settings& settings) = 0;

  // Returns the row of each name. Missing ones are made, in order.
  virtual absl::StatusOr<std::vector<RowId>> Intern(NameKind kind, RowId tenant,
                                                    std::span<const std::string_view> names) = 0;

  // ---- documents ----

  // Keeps bytes under a digest, in place of any that are there.
  virtual absl::Status PutRaw(const Digest& digest, std::string_view bytes) = 0;
  virtual absl::StatusOr<RowId> AddDocument(RowId tenant, const Digest& digest, Instant recorded_at) = 0;
  virtual absl::Status AddSeen(const Seen& seen) = 0;
  // Adds what is derived of a document. Requires: nothing is there. An alias that exists gets the new bits as well.
  virtual absl::Status PutDerived(const DerivedDocument& document) = 0;
  // Sets the advisories of vulnerabilities; names are ignored.
  virtual absl::Status SetAdvisories(std::span<const VulnerabilityRow> rows) = 0;

  // ---- trust ----

  // Adds a change; the store numbers it.
  virtual absl::Status AddTrust(const TrustRow& row) = 0;
  // Adds keys; one that is there stays as it is.
  virtual absl::Status AddSigningKeys(std::span<const SigningKeyRow> keys) = 0;
  // Adds a waiver; and if its conflict is in the queue, the step to the log of conflicts.
  virtual absl::Status AddWaiver(RowId tenant, const Waiver& waiver) = 0;

  // ---- records ----

  // Writes records and their revisions in order. Requires: no two edits are of one record.
  virtual absl::Status PutRecords(const RevisionShared& shared, std::span<const RecordEdit> edits) = 0;

  virtual absl::Status PutRelayed(RowId tenant, const Relayed& relayed) = 0;

  // Deletes what follows from documents, and the queue of conflicts, but not their log. With `replace` it does so
  // without reading what is there, which may be damaged.
  virtual absl::Status DeleteDerived(bool replace) = 0;

  virtual absl::Status Commit() = 0;
};

// StoreState is what a store holds: nothing yet, a workspace of an older program, or one that this program can read.
enum class StoreState : std::uint8_t { kEmpty, kOld, kCurrent };

// StoreOptions are how a store is opened.
struct StoreOptions {
  bool create = true;                               // make what is missing
  std::chrono::milliseconds patience{5000};         // how long to wait for another writer
  std::size_t cache_bytes = std::size_t{64} << 20;  // how much a writer may cache
  std::function<Instant()> clock;                   // for the instant of migrations; null: the system's

  StoreOptions() = default;
  explicit StoreOptions(const Workspace::Options& options)
      : create(options.create), patience(options.patience), cache_bytes(options.cache_bytes), clock(options.clock) {}
};

// Store keeps the rows of one workspace. Safe for concurrent use; it must outlive its views and edits.
class Store {
 public:
  virtual ~Store() = default;

  // Returns what messages call the store: a path, a URL without secrets.
  virtual std::string_view name() const = 0;

  // Begins a view. Errors: FAILED_PRECONDITION for a store that this program does not know, or that must first be made
  // or brought up to date by Write.
  virtual absl::StatusOr<std::unique_ptr<View>> Read() = 0;

  // Waits for other writers and begins an edit. It makes what is missing, and brings up to date what an older program
  // left, as part of the edit: derived rows may then be gone; if so, Settings::rules is not kRules.
  virtual absl::StatusOr<std::unique_ptr<Edit>> Write() = 0;

  // Returns the state, without beginning an edit. Errors: FAILED_PRECONDITION for something that is no workspace, or is
  // one of a newer program.
  virtual absl::StatusOr<StoreState> Look() = 0;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_STORE_H_
