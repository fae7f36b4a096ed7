// FailingStore: a store in memory of which one call fails, as it is told.
#ifndef VEXLENS_TESTS_WORKSPACE_FAILING_STORE_H_
#define VEXLENS_TESTS_WORKSPACE_FAILING_STORE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/memory_store.h"
#include "lib/workspace/store.h"

namespace vexlens::testing {

// Faults counts calls and says which one fails.
class Faults {
 public:
  // Lets the call after `calls` others fail; without a number, none.
  void FailAfter(std::optional<std::size_t> calls) { left_ = calls; }

  // Reports whether a failure was met since.
  bool met() const { return left_.has_value() && *left_ == kMet; }

  // Returns how many calls there were.
  std::size_t calls() const { return calls_; }

  // Reports whether the next call may go on.
  bool Next() {
    ++calls_;
    if (!left_.has_value() || *left_ == kMet) return true;
    if (*left_ > 0) {
      --*left_;
      return true;
    }
    left_ = kMet;
    return false;
  }

  static absl::Status Error() { return absl::UnavailableError("the store is away"); }

 private:
  static constexpr std::size_t kMet = static_cast<std::size_t>(-1);
  std::optional<std::size_t> left_;
  std::size_t calls_ = 0;
};

// FailingSession asks another one, unless the call fails.
class FailingSession final : public workspace::Edit {
 public:
  FailingSession(std::unique_ptr<workspace::View> view, Faults& faults)
      : view_(std::move(view)), inner_(static_cast<workspace::Edit*>(view_.get())), faults_(faults) {}

  absl::StatusOr<workspace::Settings> ReadSettings() override {
    return faults_.Next() ? inner_->ReadSettings() : faults_.Error();
  }
  absl::Status Put(const workspace::Settings& settings) override {
    return faults_.Next() ? inner_->Put(settings) : faults_.Error();
  }
  absl::Status Commit() override { return faults_.Next() ? inner_->Commit() : faults_.Error(); }
  absl::StatusOr<std::vector<workspace::RowId>> Find(workspace::NameKind kind, workspace::RowId tenant,
                                                     std::span<const std::string_view> names) override {
    return faults_.Next() ? inner_->Find(kind, tenant, names) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::RowId>> Intern(workspace::NameKind kind, workspace::RowId tenant,
                                                       std::span<const std::string_view> names) override {
    return faults_.Next() ? inner_->Intern(kind, tenant, names) : faults_.Error();
  }
  absl::StatusOr<std::vector<std::string>> NamesOf(workspace::NameKind kind,
                                                   std::span<const workspace::RowId> ids) override {
    return faults_.Next() ? inner_->NamesOf(kind, ids) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::NamedRow>> AllNames(workspace::NameKind kind,
                                                            workspace::RowId tenant) override {
    return faults_.Next() ? inner_->AllNames(kind, tenant) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::VulnerabilityRow>> Vulnerabilities(
      std::span<const workspace::RowId> ids) override {
    return faults_.Next() ? inner_->Vulnerabilities(ids) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::NamedRow>> VulnerabilitiesIn(workspace::RowId tenant, const NameRange& names,
                                                                     std::size_t limit) override {
    return faults_.Next() ? inner_->VulnerabilitiesIn(tenant, names, limit) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::VulnerabilityRow>> MembersOf(
      std::span<const workspace::RowId> advisories) override {
    return faults_.Next() ? inner_->MembersOf(advisories) : faults_.Error();
  }
  absl::Status SetAdvisories(std::span<const workspace::VulnerabilityRow> rows) override {
    return faults_.Next() ? inner_->SetAdvisories(rows) : faults_.Error();
  }
  absl::StatusOr<workspace::RowId> FindDocument(workspace::RowId tenant, const Digest& digest) override {
    return faults_.Next() ? inner_->FindDocument(tenant, digest) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::DocumentRow>> Documents(std::span<const workspace::RowId> ids,
                                                                std::optional<Instant> known_at) override {
    return faults_.Next() ? inner_->Documents(ids, known_at) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::HeldDocument>> ListDocuments(const workspace::DocumentsOf& which) override {
    return faults_.Next() ? inner_->ListDocuments(which) : faults_.Error();
  }
  absl::StatusOr<std::vector<std::string>> SpokenOf(std::span<const workspace::RowId> documents) override {
    return faults_.Next() ? inner_->SpokenOf(documents) : faults_.Error();
  }
  absl::StatusOr<std::vector<Audit>> DecisionsOn(std::span<const workspace::RowId> documents) override {
    return faults_.Next() ? inner_->DecisionsOn(documents) : faults_.Error();
  }
  absl::StatusOr<std::optional<std::string>> ReadRaw(const Digest& digest) override {
    return faults_.Next() ? inner_->ReadRaw(digest) : faults_.Error();
  }
  absl::Status PutRaw(const Digest& digest, std::string_view bytes) override {
    return faults_.Next() ? inner_->PutRaw(digest, bytes) : faults_.Error();
  }
  absl::StatusOr<workspace::RowId> AddDocument(workspace::RowId tenant, const Digest& digest,
                                               Instant recorded_at) override {
    return faults_.Next() ? inner_->AddDocument(tenant, digest, recorded_at) : faults_.Error();
  }
  absl::Status AddSeen(const workspace::Seen& seen) override {
    return faults_.Next() ? inner_->AddSeen(seen) : faults_.Error();
  }
  absl::Status AppendStatements(std::span<const workspace::RowId> vulnerabilities,
                                workspace::PackedRows& rows) override {
    return faults_.Next() ? inner_->AppendStatements(vulnerabilities, rows) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::AliasRow>> AliasesOf(std::span<const workspace::RowId> ones) override {
    return faults_.Next() ? inner_->AliasesOf(ones) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::ElementRow>> ElementsOf(workspace::RowId tenant,
                                                                std::span<const std::string_view> links) override {
    return faults_.Next() ? inner_->ElementsOf(tenant, links) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::RowId>> LinkedBy(std::span<const workspace::RowId> documents) override {
    return faults_.Next() ? inner_->LinkedBy(documents) : faults_.Error();
  }
  absl::Status PutDerived(const workspace::DerivedDocument& document) override {
    return faults_.Next() ? inner_->PutDerived(document) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::DerivedDigest>> DigestDerived() override {
    return faults_.Next() ? inner_->DigestDerived() : faults_.Error();
  }
  absl::Status DeleteDerived(bool replace) override {
    return faults_.Next() ? inner_->DeleteDerived(replace) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::SigningKeyRow>> SigningKeys() override {
    return faults_.Next() ? inner_->SigningKeys() : faults_.Error();
  }
  absl::StatusOr<std::optional<TrustRevision>> InForce(std::string_view subject,
                                                       std::optional<Instant> known_at) override {
    return faults_.Next() ? inner_->InForce(subject, known_at) : faults_.Error();
  }
  absl::StatusOr<std::optional<std::string>> TrustJson(std::uint64_t revision) override {
    return faults_.Next() ? inner_->TrustJson(revision) : faults_.Error();
  }
  absl::StatusOr<std::vector<TrustRevision>> TrustRevisions() override {
    return faults_.Next() ? inner_->TrustRevisions() : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::TrustRow>> TrustAfter(std::uint64_t revision, std::size_t limit) override {
    return faults_.Next() ? inner_->TrustAfter(revision, limit) : faults_.Error();
  }
  absl::StatusOr<std::vector<Waiver>> Waivers(workspace::RowId tenant) override {
    return faults_.Next() ? inner_->Waivers(tenant) : faults_.Error();
  }
  absl::Status AddTrust(const workspace::TrustRow& row) override {
    return faults_.Next() ? inner_->AddTrust(row) : faults_.Error();
  }
  absl::Status AddSigningKeys(std::span<const workspace::SigningKeyRow> keys) override {
    return faults_.Next() ? inner_->AddSigningKeys(keys) : faults_.Error();
  }
  absl::Status AddWaiver(workspace::RowId tenant, const Waiver& waiver) override {
    return faults_.Next() ? inner_->AddWaiver(tenant, waiver) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::RecordRow>> FindRecords(
      std::span<const workspace::RecordPlace> places) override {
    return faults_.Next() ? inner_->FindRecords(places) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::LiveRecord>> LiveRecords(
      std::span<const workspace::RowId> advisories) override {
    return faults_.Next() ? inner_->LiveRecords(advisories) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::RevisionRow>> RevisionsAfter(std::uint64_t sequence,
                                                                     std::size_t limit) override {
    return faults_.Next() ? inner_->RevisionsAfter(sequence, limit) : faults_.Error();
  }
  absl::StatusOr<std::vector<workspace::RevisionRow>> RevisionsOf(const workspace::RecordPlace& place) override {
    return faults_.Next() ? inner_->RevisionsOf(place) : faults_.Error();
  }
  absl::StatusOr<std::vector<QueuedConflict>> Conflicts(workspace::RowId tenant) override {
    return faults_.Next() ? inner_->Conflicts(tenant) : faults_.Error();
  }
  absl::StatusOr<std::vector<ConflictChange>> ConflictsAfter(std::uint64_t sequence, std::size_t limit) override {
    return faults_.Next() ? inner_->ConflictsAfter(sequence, limit) : faults_.Error();
  }
  absl::StatusOr<std::vector<std::vector<workspace::NewConflict>>> OpenedAt(
      std::span<const workspace::RecordPlace> places) override {
    return faults_.Next() ? inner_->OpenedAt(places) : faults_.Error();
  }
  absl::StatusOr<Relayed> LastRelayed(workspace::RowId tenant) override {
    return faults_.Next() ? inner_->LastRelayed(tenant) : faults_.Error();
  }
  absl::Status PutRelayed(workspace::RowId tenant, const Relayed& relayed) override {
    return faults_.Next() ? inner_->PutRelayed(tenant, relayed) : faults_.Error();
  }
  absl::Status PutRecords(const workspace::RevisionShared& shared,
                          std::span<const workspace::RecordEdit> edits) override {
    return faults_.Next() ? inner_->PutRecords(shared, edits) : faults_.Error();
  }

 private:
  std::unique_ptr<workspace::View> view_;
  workspace::Edit* inner_;  // the same: a session in memory is both
  Faults& faults_;
};

class FailingStore final : public workspace::Store {
 public:
  explicit FailingStore(Faults& faults) : faults_(faults) {}

  std::string_view name() const override { return inner_.name(); }

  absl::StatusOr<std::unique_ptr<workspace::View>> Read() override {
    if (!faults_.Next()) return Faults::Error();
    absl::StatusOr<std::unique_ptr<workspace::View>> view = inner_.Read();
    if (!view.ok()) return view.status();
    return std::make_unique<FailingSession>(*std::move(view), faults_);
  }

  absl::StatusOr<std::unique_ptr<workspace::Edit>> Write() override {
    if (!faults_.Next()) return Faults::Error();
    absl::StatusOr<std::unique_ptr<workspace::Edit>> edit = inner_.Write();
    if (!edit.ok()) return edit.status();
    return std::make_unique<FailingSession>(*std::move(edit), faults_);
  }

  absl::StatusOr<workspace::StoreState> Look() override {
    if (!faults_.Next()) return Faults::Error();
    return inner_.Look();
  }

 private:
  workspace::MemoryStore inner_;
  Faults& faults_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_WORKSPACE_FAILING_STORE_H_
