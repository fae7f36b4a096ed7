// SqliteWorkspace: a workspace in one SQLite file.
#ifndef VEXLENS_LIB_STORE_SQLITE_WORKSPACE_H_
#define VEXLENS_LIB_STORE_SQLITE_WORKSPACE_H_

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "lib/store/connection.h"
#include "lib/store/migrations.h"
#include "lib/store/recompute.h"
#include "lib/store/rows_of.h"
#include "lib/store/slice.h"
#include "lib/store/terms.h"
#include "vexlens/workspace.h"

namespace vexlens::store {

class SqliteWorkspace : public Workspace {
 public:
  SqliteWorkspace(std::string path, Options options, bool immutable)
      : path_(std::move(path)), options_(std::move(options)), immutable_(immutable) {}

  // Prepare makes the tables of a new workspace, brings an older one up to date, and tells the observer what it has not
  // heard.
  absl::Status Prepare();

  absl::StatusOr<IngestResult> Ingest(std::string_view tenant, std::span<const Incoming> documents,
                                      const IngestOptions& options) override;
  absl::StatusOr<IngestResult> IngestDecision(std::string_view tenant, std::string_view document,
                                              const Audit& audit) override;
  absl::StatusOr<Recomputed> Withdraw(std::string_view tenant, const Digest& document) override;
  absl::StatusOr<std::vector<StoredDocument>> Documents(std::string_view tenant) override;
  absl::StatusOr<std::string> DocumentBytes(std::string_view tenant, const Digest& document) override;

  absl::StatusOr<Instant> AsOf() override;
  absl::StatusOr<Recomputed> SetAsOf(Instant as_of) override;
  absl::StatusOr<std::unique_ptr<Slice>> Load(std::string_view tenant, std::string_view vulnerability,
                                              const PointInTime& when) override;
  absl::StatusOr<std::unique_ptr<Slices>> AllSlices(std::string_view tenant, const PointInTime& when) override;
  absl::StatusOr<Answer> Ask(std::string_view tenant, const RecordKey& key, const PointInTime& when) override;
  absl::Status ForEachRecord(std::string_view tenant, const PointInTime& when,
                             const std::function<bool(std::string_view)>& visit) override;
  absl::StatusOr<std::vector<Revision>> History(std::string_view tenant, const RecordKey& key) override;
  absl::StatusOr<std::string> Recall(const Revision& revision) override;
  absl::StatusOr<std::vector<Revision>> Revisions(std::uint64_t sequence, std::size_t limit) override;
  absl::Status Diff(std::string_view tenant, const PointInTime& from, const PointInTime& to,
                    const std::function<bool(const Delta&)>& visit) override;
  absl::Status Simulate(std::string_view tenant, const Simulation& simulation,
                        const std::function<bool(const Delta&)>& visit) override;

  absl::StatusOr<std::vector<QueuedConflict>> Conflicts(std::string_view tenant) override;
  absl::StatusOr<std::vector<QueuedConflict>> WaivedConflicts(std::string_view tenant) override;
  absl::Status Waive(std::string_view tenant, const Digest& conflict, Instant expires_at, const Audit& audit) override;
  absl::StatusOr<std::vector<Waiver>> Waivers(std::string_view tenant) override;

  absl::StatusOr<IssuerDirectory> Directory(std::optional<Instant> known_at) override;
  absl::StatusOr<Policy> PolicyOf(std::string_view tenant, std::optional<Instant> known_at) override;
  absl::StatusOr<Recomputed> SetDirectory(const IssuerDirectory& directory, const Audit& audit,
                                          const std::optional<Digest>& seen) override;
  absl::StatusOr<Recomputed> SetPolicy(std::string_view tenant, const std::optional<Policy>& policy, const Audit& audit,
                                       const std::optional<Digest>& seen) override;
  absl::StatusOr<std::vector<TrustRevision>> TrustRevisions() override;

  absl::StatusOr<RebuildReport> Rebuild(bool check_only) override;
  absl::Status Checkpoint() override;

 private:
  // Readers can be moved from one list to another without memory.
  using Readers = std::list<std::unique_ptr<Connection>>;

  // Lease is a reading connection in a transaction; it goes back to the others afterwards.
  class Lease {
   public:
    Lease(SqliteWorkspace& workspace, Readers connection, Transaction transaction)
        : workspace_(&workspace), connection_(std::move(connection)), transaction_(std::move(transaction)) {}
    Lease(Lease&&) = default;
    ~Lease();

    Connection& operator*() { return *connection_.front(); }
    Database& database() { return connection_.front()->database(); }

   private:
    SqliteWorkspace* workspace_;
    Readers connection_;  // one, or none once it was moved
    std::optional<Transaction> transaction_;
  };

  class WindowSlices;

  absl::StatusOr<Standing> Look(Database& database);
  // Migrate makes a workspace of this version out of an empty or an older file, in one transaction.
  absl::Status Migrate(Connection& connection);
  absl::Status DeriveAnew(Connection& connection);
  absl::StatusOr<Instant> NextInstant(Database& database) const;
  // TermsNow are the terms in force, remembered from one call to the next. LastTerms were that when they were last
  // asked for: documents are read by them before the transaction, and again within it when they are no longer in force.
  absl::StatusOr<std::shared_ptr<const Terms>> TermsNow(Connection& connection);
  absl::StatusOr<std::shared_ptr<const Terms>> LastTerms();
  absl::StatusOr<IngestResult> Keep(std::string_view tenant, std::span<const Incoming> documents,
                                    const IngestOptions& options, const Audit* decision);
  absl::StatusOr<std::unique_ptr<Connection>> Connect(bool create, bool read_only);
  absl::StatusOr<Lease> Read();

  // Write runs `change` in a transaction of the writing connection, gives it the instant under which it is recorded,
  // commits, and tells the observer. Try does the same and takes all back.
  using Step = std::function<absl::Status(Connection&, Instant)>;
  absl::Status Write(const Step& change) { return Transact(change, true); }
  absl::Status Try(const Step& change) { return Transact(change, false); }
  absl::Status Transact(const Step& change, bool keep);
  absl::Status Tell(Connection& connection) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  Instant Now() const;

  const std::string path_;
  const Options options_;
  const bool immutable_;  // on a medium that nobody writes
  absl::Mutex writing_;
  std::unique_ptr<Connection> writer_ ABSL_GUARDED_BY(writing_);
  std::int64_t told_ ABSL_GUARDED_BY(writing_) = 0;  // the last revision that the observer has heard of
  absl::Mutex reading_;
  Readers readers_ ABSL_GUARDED_BY(reading_);  // those that nobody uses
  std::shared_ptr<const Terms> terms_ ABSL_GUARDED_BY(reading_);
};

// RevisionsAfter are those with a larger sequence, at most `limit`.
absl::StatusOr<std::vector<Revision>> RevisionsAfter(Database& database, std::int64_t sequence, std::int64_t limit);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_SQLITE_WORKSPACE_H_
