#include "lib/store/compare.h"

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "lib/store/document_writer.h"
#include "lib/store/envelopes.h"
#include "lib/store/sqlite_workspace.h"
#include "lib/store/windows.h"

namespace vexlens::store {
namespace {

auto OrderOf(const KeyTexts& key) { return std::tie(key.advisory, key.product, key.component); }

// Cursor goes through the records of a slice that belong to a window.
class Cursor {
 public:
  Cursor(const Consensus& consensus, const Window& window) : consensus_(consensus), window_(window) { Settle(); }

  bool done() const { return at_ == consensus_.size(); }
  KeyTexts key() const { return consensus_.KeyOf(at_); }
  Decision decision() const { return consensus_.Decide(at_); }
  void Next() {
    ++at_;
    Settle();
  }

 private:
  void Settle() {
    while (!done() && !window_.Holds(consensus_.KeyOf(at_).advisory)) ++at_;
  }

  const Consensus& consensus_;
  const Window& window_;
  std::size_t at_ = 0;
};

// KindOf is how two outcomes of one key differ; nothing when a user need not look.
std::optional<Delta::Kind> KindOf(const Decision& before, const Decision& after) {
  if (before.state != after.state || before.status != after.status) return Delta::Kind::kStatusChanged;
  if (before.confidence < after.confidence) return Delta::Kind::kConfidenceUp;
  if (before.confidence > after.confidence) return Delta::Kind::kConfidenceDown;
  return std::nullopt;
}

RecordKey Owned(const KeyTexts& key) {
  return {std::string(key.advisory), std::string(key.product), std::string(key.component)};
}

bool CompareWindow(const Window& window, const Consensus& before, const Consensus& after,
                   const std::function<bool(const Delta&)>& visit) {
  Cursor old(before, window);
  Cursor now(after, window);
  while (!old.done() || !now.done()) {
    const bool only_old = now.done() || (!old.done() && OrderOf(old.key()) < OrderOf(now.key()));
    const bool only_now = old.done() || (!now.done() && OrderOf(now.key()) < OrderOf(old.key()));
    bool more = true;
    if (only_old) {
      more = visit({Delta::Kind::kRemoved, Owned(old.key()), old.decision(), {}});
    } else if (only_now) {
      more = visit({Delta::Kind::kAdded, Owned(now.key()), {}, now.decision()});
    } else if (const auto kind = KindOf(old.decision(), now.decision()); kind.has_value()) {
      more = visit({*kind, Owned(now.key()), old.decision(), now.decision()});
    }
    if (!more) return false;
    if (!only_now) old.Next();
    if (!only_old) now.Next();
  }
  return true;
}

}  // namespace

absl::Status Compare(const Side& before, const Side& after, const std::function<bool(const Delta&)>& visit) {
  return ForEachWindow(
      after.connection.database(), after.world.tenant_id, [&](const Window& window) -> absl::StatusOr<bool> {
        absl::StatusOr<std::unique_ptr<LoadedSlice>> old = LoadWindow(before.connection, before.world, window);
        if (!old.ok()) return old.status();
        absl::StatusOr<std::unique_ptr<LoadedSlice>> now = LoadWindow(after.connection, after.world, window);
        if (!now.ok()) return now.status();
        return CompareWindow(window, (*old)->consensus(), (*now)->consensus(), visit);
      });
}

absl::Status SqliteWorkspace::Diff(std::string_view tenant, const PointInTime& from, const PointInTime& to,
                                   const std::function<bool(const Delta&)>& visit) {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  absl::StatusOr<World> before = WorldOf(**lease, tenant, from);
  if (!before.ok()) return before.status();
  absl::StatusOr<World> after = WorldOf(**lease, tenant, to);
  if (!after.ok()) return after.status();
  return Compare({**lease, *std::move(before)}, {**lease, *std::move(after)}, visit);
}

absl::Status SqliteWorkspace::Simulate(std::string_view tenant, const Simulation& simulation,
                                       const std::function<bool(const Delta&)>& visit) {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  absl::StatusOr<World> before = WorldOf(**lease, tenant, {});
  if (!before.ok()) return before.status();
  const auto compare = [&](Connection& connection) -> absl::Status {
    absl::StatusOr<World> after = WorldOf(connection, tenant, {});
    if (!after.ok()) return after.status();
    if (simulation.policy.has_value()) after->policy = std::make_shared<const Policy>(*simulation.policy);
    if (simulation.directory.has_value()) {
      after->directory = std::make_shared<const IssuerDirectory>(*simulation.directory);
    }
    return Compare({**lease, *before}, {connection, *std::move(after)}, visit);
  };
  absl::StatusOr<bool> writes = !simulation.documents.empty();
  if (!*writes && simulation.directory.has_value()) writes = HasNewKeys(**lease, *simulation.directory);
  if (!writes.ok()) return writes.status();
  if (!*writes) return compare(**lease);
  return Try([&](Connection& connection, Instant recorded_at) -> absl::Status {
    const absl::StatusOr<std::int64_t> tenant_id = AddTenant(connection.database(), tenant);
    if (!tenant_id.ok()) return tenant_id.status();
    if (simulation.directory.has_value()) {
      if (absl::Status status = NoteKeys(connection, *simulation.directory); !status.ok()) return status;
    }
    DocumentWriter writer(connection, std::string(tenant), *tenant_id, recorded_at);
    for (const std::string_view bytes : simulation.documents) {
      const absl::StatusOr<Ingested> ingested = writer.Add(bytes);
      if (!ingested.ok()) return ingested.status();
      if (ingested->report.outcome == Outcome::kRejected) return ingested->report.status;
    }
    return compare(connection);
  });
}

}  // namespace vexlens::store
