// Session: a connection in a transaction, as a view or an edit of the store. Its members are in one file for each
// subject: names, documents, statements, trust, records, outbox.
#ifndef VEXLENS_LIB_SQLITE_SESSION_H_
#define VEXLENS_LIB_SQLITE_SESSION_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/database.h"
#include "lib/sqlite/file.h"
#include "lib/workspace/store.h"

namespace vexlens::sqlite {

using workspace::RowId;

class Session final : public workspace::Edit {
 public:
  explicit Session(File::Use use) : use_(std::move(use)), database_(use_.database()) {}

  absl::StatusOr<workspace::Settings> ReadSettings() override;
  absl::Status Put(const workspace::Settings& settings) override;
  absl::Status Commit() override;

  absl::StatusOr<std::vector<RowId>> Find(workspace::NameKind kind, RowId tenant,
                                          std::span<const std::string_view> names) override;
  absl::StatusOr<std::vector<RowId>> Intern(workspace::NameKind kind, RowId tenant,
                                            std::span<const std::string_view> names) override;
  absl::StatusOr<std::vector<std::string>> NamesOf(workspace::NameKind kind, std::span<const RowId> ids) override;
  absl::StatusOr<std::vector<workspace::NamedRow>> AllNames(workspace::NameKind kind, RowId tenant) override;
  absl::StatusOr<std::vector<workspace::VulnerabilityRow>> Vulnerabilities(std::span<const RowId> ids) override;
  absl::StatusOr<std::vector<workspace::NamedRow>> VulnerabilitiesIn(RowId tenant, const NameRange& names,
                                                                     std::size_t limit) override;
  absl::StatusOr<std::vector<workspace::VulnerabilityRow>> MembersOf(std::span<const RowId> advisories) override;
  absl::Status SetAdvisories(std::span<const workspace::VulnerabilityRow> rows) override;

  absl::StatusOr<RowId> FindDocument(RowId tenant, const Digest& digest) override;
  absl::StatusOr<std::vector<workspace::DocumentRow>> Documents(std::span<const RowId> ids,
                                                                std::optional<Instant> known_at) override;
  absl::StatusOr<std::vector<workspace::HeldDocument>> ListDocuments(const workspace::DocumentsOf& which) override;
  absl::StatusOr<std::vector<std::string>> SpokenOf(std::span<const RowId> documents) override;
  absl::StatusOr<std::vector<Audit>> DecisionsOn(std::span<const RowId> documents) override;
  absl::StatusOr<std::optional<std::string>> ReadRaw(const Digest& digest) override;
  absl::Status PutRaw(const Digest& digest, std::string_view bytes) override;
  absl::StatusOr<RowId> AddDocument(RowId tenant, const Digest& digest, Instant recorded_at) override;
  absl::Status AddSeen(const workspace::Seen& seen) override;

  absl::Status AppendStatements(std::span<const RowId> vulnerabilities, workspace::PackedRows& rows) override;
  absl::StatusOr<std::vector<workspace::AliasRow>> AliasesOf(std::span<const RowId> ones) override;
  absl::StatusOr<std::vector<workspace::ElementRow>> ElementsOf(RowId tenant,
                                                                std::span<const std::string_view> links) override;
  absl::StatusOr<std::vector<RowId>> LinkedBy(std::span<const RowId> documents) override;
  absl::Status PutDerived(const workspace::DerivedDocument& document) override;
  absl::StatusOr<std::vector<workspace::DerivedDigest>> DigestDerived() override;
  absl::Status DeleteDerived(bool replace) override;

  absl::StatusOr<std::vector<workspace::SigningKeyRow>> SigningKeys() override;
  absl::StatusOr<std::optional<TrustRevision>> InForce(std::string_view subject,
                                                       std::optional<Instant> known_at) override;
  absl::StatusOr<std::optional<std::string>> TrustJson(std::uint64_t revision) override;
  absl::StatusOr<std::vector<TrustRevision>> TrustRevisions() override;
  absl::StatusOr<std::vector<workspace::TrustRow>> TrustAfter(std::uint64_t revision, std::size_t limit) override;
  absl::StatusOr<std::vector<Waiver>> Waivers(RowId tenant) override;
  absl::Status AddTrust(const workspace::TrustRow& row) override;
  absl::Status AddSigningKeys(std::span<const workspace::SigningKeyRow> keys) override;
  absl::Status AddWaiver(RowId tenant, const Waiver& waiver) override;

  absl::StatusOr<std::vector<workspace::RecordRow>> FindRecords(
      std::span<const workspace::RecordPlace> places) override;
  absl::StatusOr<std::vector<workspace::LiveRecord>> LiveRecords(std::span<const RowId> advisories) override;
  absl::StatusOr<std::vector<workspace::RevisionRow>> RevisionsAfter(std::uint64_t sequence,
                                                                     std::size_t limit) override;
  absl::StatusOr<std::vector<workspace::RevisionRow>> RevisionsOf(const workspace::RecordPlace& place) override;
  absl::StatusOr<std::vector<QueuedConflict>> Conflicts(RowId tenant) override;
  absl::StatusOr<std::vector<ConflictChange>> ConflictsAfter(std::uint64_t sequence, std::size_t limit) override;
  absl::StatusOr<std::vector<std::vector<workspace::NewConflict>>> OpenedAt(
      std::span<const workspace::RecordPlace> places) override;
  absl::StatusOr<Relayed> LastRelayed(RowId tenant) override;
  absl::Status PutRelayed(RowId tenant, const Relayed& relayed) override;
  absl::Status PutRecords(const workspace::RevisionShared& shared,
                          std::span<const workspace::RecordEdit> edits) override;

 private:
  absl::StatusOr<workspace::DocumentRow> ReadDocument(RowId id, std::optional<Instant> known_at);
  absl::Status ReadSightings(Instant known_at, workspace::DocumentRow& document);
  absl::Status ReadEditions(workspace::DocumentRow& document);
  absl::Status PutFacts(const workspace::DerivedDocument& document);
  absl::Status PutEnvelope(RowId document, const workspace::EnvelopeRow& envelope);
  absl::StatusOr<std::vector<workspace::NewConflict>> OpenedIn(RowId advisory, std::int64_t slot);
  absl::StatusOr<workspace::RecordRow> FindRecord(const workspace::RecordPlace& place);
  absl::StatusOr<std::uint64_t> AddRevision(const workspace::RevisionShared& shared, const workspace::RecordEdit& edit,
                                            std::int64_t slot);
  absl::Status PutRecord(const workspace::RecordEdit& edit, std::int64_t slot, std::uint64_t latest);
  absl::Status AddSteps(const workspace::RevisionShared& shared, const workspace::RecordEdit& edit, std::int64_t slot);
  absl::Status PutConflicts(RowId tenant, const workspace::RecordEdit& edit, std::int64_t slot);

  File::Use use_;
  Database& database_;
  bool complete_ = false;         // all settings have rows
  workspace::Settings settings_;  // as last read or put
};

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_SESSION_H_
