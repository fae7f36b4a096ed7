// MemorySession: a view or an edit of a MemoryStore.
#ifndef VEXLENS_LIB_WORKSPACE_MEMORY_SESSION_H_
#define VEXLENS_LIB_WORKSPACE_MEMORY_SESSION_H_

#include <memory>

#include "lib/workspace/memory_state.h"
#include "lib/workspace/memory_store.h"

namespace vexlens::workspace {

class MemorySession final : public Edit {
 public:
  // Makes a view of a state, or, with `store`, an edit of a copy of it.
  MemorySession(std::shared_ptr<const MemoryStore::State> state, MemoryStore* store);
  ~MemorySession() override;

  absl::StatusOr<Settings> ReadSettings() override;
  absl::Status Put(const Settings& settings) override;
  absl::Status Commit() override;

  absl::StatusOr<std::vector<RowId>> Find(NameKind kind, RowId tenant,
                                          std::span<const std::string_view> names) override;
  absl::StatusOr<std::vector<RowId>> Intern(NameKind kind, RowId tenant,
                                            std::span<const std::string_view> names) override;
  absl::StatusOr<std::vector<std::string>> NamesOf(NameKind kind, std::span<const RowId> ids) override;
  absl::StatusOr<std::vector<NamedRow>> AllNames(NameKind kind, RowId tenant) override;
  absl::StatusOr<std::vector<VulnerabilityRow>> Vulnerabilities(std::span<const RowId> ids) override;
  absl::StatusOr<std::vector<NamedRow>> VulnerabilitiesIn(RowId tenant, const NameRange& names,
                                                          std::size_t limit) override;
  absl::StatusOr<std::vector<VulnerabilityRow>> MembersOf(std::span<const RowId> advisories) override;
  absl::Status SetAdvisories(std::span<const VulnerabilityRow> rows) override;

  absl::StatusOr<RowId> FindDocument(RowId tenant, const Digest& digest) override;
  absl::StatusOr<std::vector<DocumentRow>> Documents(std::span<const RowId> ids,
                                                     std::optional<Instant> known_at) override;
  absl::StatusOr<std::vector<HeldDocument>> ListDocuments(const DocumentsOf& which) override;
  absl::StatusOr<std::vector<std::string>> SpokenOf(std::span<const RowId> documents) override;
  absl::StatusOr<std::vector<Audit>> DecisionsOn(std::span<const RowId> documents) override;
  absl::StatusOr<std::optional<std::string>> ReadRaw(const Digest& digest) override;
  absl::Status PutRaw(const Digest& digest, std::string_view bytes) override;
  absl::StatusOr<RowId> AddDocument(RowId tenant, const Digest& digest, Instant recorded_at) override;
  absl::Status AddSeen(const Seen& seen) override;

  absl::Status AppendStatements(std::span<const RowId> vulnerabilities, PackedRows& rows) override;
  absl::StatusOr<std::vector<AliasRow>> AliasesOf(std::span<const RowId> ones) override;
  absl::StatusOr<std::vector<ElementRow>> ElementsOf(RowId tenant, std::span<const std::string_view> links) override;
  absl::StatusOr<std::vector<RowId>> LinkedBy(std::span<const RowId> documents) override;
  absl::Status PutDerived(const DerivedDocument& document) override;
  absl::StatusOr<std::vector<DerivedDigest>> DigestDerived() override;
  absl::Status DeleteDerived(bool replace) override;

  absl::StatusOr<std::vector<SigningKeyRow>> SigningKeys() override;
  absl::StatusOr<std::optional<TrustRevision>> InForce(std::string_view subject,
                                                       std::optional<Instant> known_at) override;
  absl::StatusOr<std::optional<std::string>> TrustJson(std::uint64_t revision) override;
  absl::StatusOr<std::vector<TrustRevision>> TrustRevisions() override;
  absl::StatusOr<std::vector<TrustRow>> TrustAfter(std::uint64_t revision, std::size_t limit) override;
  absl::StatusOr<std::vector<Waiver>> Waivers(RowId tenant) override;
  absl::Status AddTrust(const TrustRow& row) override;
  absl::Status AddSigningKeys(std::span<const SigningKeyRow> keys) override;
  absl::Status AddWaiver(RowId tenant, const Waiver& waiver) override;

  absl::StatusOr<std::vector<RecordRow>> FindRecords(std::span<const RecordPlace> places) override;
  absl::StatusOr<std::vector<LiveRecord>> LiveRecords(std::span<const RowId> advisories) override;
  absl::StatusOr<std::vector<RevisionRow>> RevisionsAfter(std::uint64_t sequence, std::size_t limit) override;
  absl::StatusOr<std::vector<RevisionRow>> RevisionsOf(const RecordPlace& place) override;
  absl::StatusOr<std::vector<QueuedConflict>> Conflicts(RowId tenant) override;
  absl::StatusOr<std::vector<ConflictChange>> ConflictsAfter(std::uint64_t sequence, std::size_t limit) override;
  absl::StatusOr<std::vector<std::vector<NewConflict>>> OpenedAt(std::span<const RecordPlace> places) override;
  absl::StatusOr<Relayed> LastRelayed(RowId tenant) override;
  absl::Status PutRelayed(RowId tenant, const Relayed& relayed) override;
  absl::Status PutRecords(const RevisionShared& shared, std::span<const RecordEdit> edits) override;

 private:
  using State = MemoryStore::State;

  DocumentRow DocumentAt(RowId id, Instant known_at) const;
  RevisionRow RevisionAt(std::uint64_t sequence) const;

  std::shared_ptr<const State> state_;
  std::shared_ptr<State> own_;  // of an edit: *state_, which it may change
  MemoryStore* store_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_MEMORY_SESSION_H_
