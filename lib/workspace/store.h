// Store: the port between the rules of a workspace and what keeps its rows.
//
//   Workspace   what counts, what a change touches, what becomes a revision
//      │
//    Store      rows: kept, found again, never interpreted
//      │
//   SQLite, memory, …
//
// A store knows neither consensus nor trust. Packs, fingerprints and checksums are bytes to it. Every call takes and
// gives all rows of one kind that a step needs, so that a store behind a network makes one round trip a call; no call
// leaves a cursor open. `MemoryStore` is the specification: what it answers, every store answers.
//
// Errors of all members: UNAVAILABLE (another writer, or the server is away), RESOURCE_EXHAUSTED (no room),
// PERMISSION_DENIED (read-only), DATA_LOSS (damaged; what is affected is named as far as the store knows it).
#ifndef VEXLENS_LIB_WORKSPACE_STORE_H_
#define VEXLENS_LIB_WORKSPACE_STORE_H_

#include <cstddef>
#include <cstdint>
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

namespace vexlens::workspace {

// View is one state of the store, for reading: what others commit meanwhile does not show. Not for concurrent use.
// Where rows are asked for by ids, the answer has as many rows in the same order; DATA_LOSS when one is missing.
class View {
 public:
  virtual ~View() = default;

  virtual absl::StatusOr<Settings> ReadSettings() = 0;

  // ---- names ----

  // Find returns the row of each name, 0 for an unknown one. NamesOf is the way back.
  virtual absl::StatusOr<std::vector<RowId>> Find(NameKind kind, RowId tenant,
                                                  std::span<const std::string_view> names) = 0;
  virtual absl::StatusOr<std::vector<std::string>> NamesOf(NameKind kind, std::span<const RowId> ids) = 0;

  // AllNames returns every name of a kind that a tenant has, in order of arrival.
  virtual absl::StatusOr<std::vector<NamedRow>> AllNames(NameKind kind, RowId tenant) = 0;

  virtual absl::StatusOr<std::vector<VulnerabilityRow>> Vulnerabilities(std::span<const RowId> ids) = 0;

  // VulnerabilitiesIn returns those whose names `names` holds, at most `limit` of them, in byte order of names.
  virtual absl::StatusOr<std::vector<NamedRow>> VulnerabilitiesIn(RowId tenant, const NameRange& names,
                                                                  std::size_t limit) = 0;

  // MembersOf returns the vulnerabilities whose class is called by one of these.
  virtual absl::StatusOr<std::vector<VulnerabilityRow>> MembersOf(std::span<const RowId> advisories) = 0;

  // ---- documents ----

  // FindDocument returns a tenant's document by its digest, 0 for none.
  virtual absl::StatusOr<RowId> FindDocument(RowId tenant, const Digest& digest) = 0;

  // Documents returns rows with the sightings and envelopes that were recorded by `known_at`. One that was itself
  // recorded later has the id 0.
  virtual absl::StatusOr<std::vector<DocumentRow>> Documents(std::span<const RowId> ids,
                                                             std::optional<Instant> known_at) = 0;

  // ListDocuments returns those that are picked, in order of arrival.
  virtual absl::StatusOr<std::vector<HeldDocument>> ListDocuments(const DocumentsOf& which) = 0;

  // SpokenOf returns DerivedDocument::vulnerabilities of each, "" for one that says nothing.
  virtual absl::StatusOr<std::vector<std::string>> SpokenOf(std::span<const RowId> documents) = 0;

  // DecisionsOn returns who recorded each document here last; empty for one that came from outside.
  virtual absl::StatusOr<std::vector<Audit>> DecisionsOn(std::span<const RowId> documents) = 0;

  // ReadRaw returns the bytes that were kept under a digest, whatever became of them; absent: none were.
  virtual absl::StatusOr<std::optional<std::string>> ReadRaw(const Digest& digest) = 0;

  // ---- statements ----

  // AppendStatements adds all that is said about some vulnerabilities to `rows`, about one after another as asked for.
  virtual absl::Status AppendStatements(std::span<const RowId> vulnerabilities, PackedRows& rows) = 0;

  // AliasesOf returns all rows whose `one` is among these.
  virtual absl::StatusOr<std::vector<AliasRow>> AliasesOf(std::span<const RowId> ones) = 0;

  // ElementsOf returns what a tenant's links stand for; LinkedBy the vulnerabilities of which something is said where a
  // link to an element of one of these documents stands.
  virtual absl::StatusOr<std::vector<ElementRow>> ElementsOf(RowId tenant, std::span<const std::string_view> links) = 0;
  virtual absl::StatusOr<std::vector<RowId>> LinkedBy(std::span<const RowId> documents) = 0;

  // ---- trust ----

  // SigningKeys returns all that were ever added, in order of key id and scheme.
  virtual absl::StatusOr<std::vector<SigningKeyRow>> SigningKeys() = 0;

  // InForce returns the last change of a subject that was recorded by `known_at`; absent: none was. Its JSON is left
  // out: TrustJson gives that, absent where the subject has none any more.
  virtual absl::StatusOr<std::optional<TrustRevision>> InForce(std::string_view subject,
                                                               std::optional<Instant> known_at) = 0;
  virtual absl::StatusOr<std::optional<std::string>> TrustJson(std::uint64_t revision) = 0;
  virtual absl::StatusOr<std::vector<TrustRevision>> TrustRevisions() = 0;

  // ---- records ----

  virtual absl::StatusOr<std::vector<RecordRow>> FindRecords(std::span<const RecordPlace> places) = 0;

  // LiveRecords returns those of some classes whose keys are there, in any order.
  virtual absl::StatusOr<std::vector<LiveRecord>> LiveRecords(std::span<const RowId> advisories) = 0;

  // RevisionsAfter returns those with a larger sequence, at most `limit`, in order; RevisionsOf those of one record,
  // oldest first.
  virtual absl::StatusOr<std::vector<RevisionRow>> RevisionsAfter(std::uint64_t sequence, std::size_t limit) = 0;
  virtual absl::StatusOr<std::vector<RevisionRow>> RevisionsOf(const RecordPlace& place) = 0;

  // Conflicts returns a tenant's queue, oldest first and then by id, waived or not; Waivers all that it ever had, in
  // order of arrival.
  virtual absl::StatusOr<std::vector<QueuedConflict>> Conflicts(RowId tenant) = 0;
  virtual absl::StatusOr<std::vector<Waiver>> Waivers(RowId tenant) = 0;

  // DigestDerived covers all that DeleteDerived empties, and the records. The kinds are those of DerivedKinds.
  virtual absl::StatusOr<std::vector<DerivedDigest>> DigestDerived() = 0;
};

// Edit is a view that can be changed; it sees its own changes. They are durable when Commit returns, and none is there
// without it, whatever happened before.
class Edit : public View {
 public:
  virtual absl::Status Put(const Settings& settings) = 0;

  // Intern returns the row of each name, and makes those that are missing, in order.
  virtual absl::StatusOr<std::vector<RowId>> Intern(NameKind kind, RowId tenant,
                                                    std::span<const std::string_view> names) = 0;

  // ---- documents ----

  // PutRaw keeps bytes under a digest, in the place of those that were kept.
  virtual absl::Status PutRaw(const Digest& digest, std::string_view bytes) = 0;
  virtual absl::StatusOr<RowId> AddDocument(RowId tenant, const Digest& digest, Instant recorded_at) = 0;
  virtual absl::Status AddSeen(const Seen& seen) = 0;
  // PutDerived adds rows. Requires: none of this document's are there. An alias that is there adds up with the new one.
  virtual absl::Status PutDerived(const DerivedDocument& document) = 0;
  // SetAdvisories takes only `id` and `advisory` of each.
  virtual absl::Status SetAdvisories(std::span<const VulnerabilityRow> rows) = 0;

  // ---- trust ----

  // AddTrust numbers the change and keeps it.
  virtual absl::Status AddTrust(const TrustRow& row) = 0;
  // AddSigningKeys leaves those as they are that are there.
  virtual absl::Status AddSigningKeys(std::span<const SigningKeyRow> keys) = 0;
  virtual absl::Status AddWaiver(RowId tenant, const Waiver& waiver) = 0;

  // ---- records ----

  // PutRecords writes records and their revisions in order. Two edits must not be of the same record.
  virtual absl::Status PutRecords(const RevisionShared& shared, std::span<const RecordEdit> edits) = 0;

  // DeleteDerived empties what follows from documents, and the queue of conflicts. `replace`: by taking new room,
  // without a look at what stands there, which may be damaged.
  virtual absl::Status DeleteDerived(bool replace) = 0;

  virtual absl::Status Commit() = 0;
};

// StoreState is what a store is to this program: nothing yet, of an older program, or one that can be read.
enum class StoreState : std::uint8_t { kEmpty, kOld, kCurrent };

// Store keeps the rows of one workspace. Safe for concurrent use; views and edits must not outlive it.
class Store {
 public:
  virtual ~Store() = default;

  // Name is what messages call it: a path, a URL without secrets.
  virtual std::string_view name() const = 0;

  // Read begins a view. FAILED_PRECONDITION for a store that this program does not know or that is still to be made or
  // brought up to date.
  virtual absl::StatusOr<std::unique_ptr<View>> Read() = 0;

  // Write waits for other writers and begins an edit. It makes what is not there yet, and brings what an older program
  // has left up to date, as part of the edit: derived rows may then be gone, and Settings::rules is another.
  virtual absl::StatusOr<std::unique_ptr<Edit>> Write() = 0;

  // Look needs no writer's turn. FAILED_PRECONDITION for what is no workspace, or one of a newer program.
  virtual absl::StatusOr<StoreState> Look() = 0;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_STORE_H_
