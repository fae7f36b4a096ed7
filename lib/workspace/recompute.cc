#include "lib/workspace/recompute.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "lib/workspace/batches.h"
#include "lib/workspace/binary.h"
#include "lib/workspace/queue.h"
#include "lib/workspace/slice.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {

using base::Span;
namespace {

constexpr std::size_t kSliceStatements = 50'000;  // of one slice; more where one class has more
constexpr std::size_t kKeysAtOnce = 1000;         // between two calls of Cause::go_on

// SliceUpdate brings one slice's records up to date.
class SliceUpdate {
 public:
  SliceUpdate(Turn& turn, const BuiltSlice& slice, const Change& change, const Cause& cause, RecordKeeper& keeper)
      : turn_(turn), slice_(slice), change_(change), cause_(cause), keeper_(keeper) {}

  absl::Status Run(std::string_view tenant) {
    VEXLENS_RETURN_IF_ERROR(NameClasses(tenant));
    const std::vector<bool> marks = change_.everything ? std::vector<bool>() : Marks();
    const Consensus& consensus = slice_.consensus();
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      if (i % kKeysAtOnce == 0 && cause_.go_on != nullptr && !cause_.go_on()) return Stopped();
      const RowId advisory = slice_.IdOf(consensus.KeyOf(i).vulnerability);
      if (advisory == 0) continue;  // of a class that the slice has in part only
      const bool whole = change_.everything || whole_.contains(advisory);
      if (!whole && !consensus.Hears(i, marks)) continue;
      VEXLENS_RETURN_IF_ERROR(keeper_.Keep(advisory, consensus, consensus.Explain(i)));
      if (whole) present_.insert(Present(advisory, consensus.KeyOf(i)));
    }
    VEXLENS_RETURN_IF_ERROR(RemoveGone());
    return keeper_.Flush();
  }

 private:
  static std::string Present(RowId advisory, const KeyTexts& key) {
    std::string text;
    AppendNumber(static_cast<std::uint64_t>(advisory), text);
    AppendText(key.product, text);
    text += key.component;
    return text;
  }

  // Stores which class each vulnerability belongs to now. Those that leave one are whole, and so are both classes.
  absl::Status NameClasses(std::string_view tenant) {
    const Evidence& evidence = slice_.evidence();
    std::vector<VulnerabilityRow> renamed;
    for (const BuiltSlice::Vulnerability& vulnerability : slice_.vulnerabilities()) {
      if (!vulnerability.whole) continue;  // its class stays the same
      const std::string_view name = evidence.Text(vulnerability.name);
      const RowId advisory = slice_.IdOf(slice_.consensus().AdvisoryKey(tenant, name));
      advisory_of_[vulnerability.id] = advisory;
      const bool changed = advisory != vulnerability.advisory;
      if (change_.everything || change_.whole.contains(vulnerability.id) || (changed && vulnerability.advisory != 0)) {
        whole_.insert(advisory);
        if (vulnerability.advisory != 0) whole_.insert(vulnerability.advisory);
        // Records under this name must not be left over.
        whole_.insert(vulnerability.id);
      }
      if (changed) renamed.push_back({vulnerability.id, "", advisory});
    }
    return renamed.empty() ? absl::OkStatus() : turn_.edit().SetAdvisories(renamed);
  }

  // Returns the changed documents' statements, and the OpenVEX statements that they may replace: keys that hear what is
  // replaced need not hear what replaces it, such as `fixed` without a version.
  std::vector<bool> Marks() const {
    const Evidence& evidence = slice_.evidence();
    const StatementTable& table = evidence.table();
    const auto replaces_statements = [&](std::size_t i) {
      return SupersededBy(evidence.documents()[table.occasion(i).document].format) == Supersession::kByStatement;
    };
    const auto about = [&](std::size_t i) {
      return std::make_tuple(table.issue(i).vulnerability, evidence.subjects()[table.product(i)].same,
                             evidence.subjects()[table.component(i)].same);
    };
    std::vector<bool> marks(table.size());
    absl::flat_hash_set<std::tuple<TextId, TextId, TextId>> replaced;
    for (std::size_t i = 0; i < table.size(); ++i) {
      marks[i] = change_.documents.contains(slice_.RowOf(table.occasion(i).document));
      if (marks[i] && replaces_statements(i)) replaced.insert(about(i));
    }
    if (replaced.empty()) return marks;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (!marks[i]) marks[i] = replaces_statements(i) && replaced.contains(about(i));
    }
    return marks;
  }

  absl::Status RemoveGone() {
    const std::vector<RowId> advisories(whole_.begin(), whole_.end());
    for (const std::span<const RowId> batch : Batches<RowId>(advisories)) {
      VEXLENS_ASSIGN_OR_RETURN(std::vector<LiveRecord> gone, turn_.view().LiveRecords(batch));
      std::erase_if(gone, [&](const LiveRecord& record) {
        return present_.contains(Present(record.advisory, {"", "", record.product, record.component}));
      });
      // The order of a store is its own.
      std::sort(gone.begin(), gone.end(), [](const LiveRecord& a, const LiveRecord& b) {
        return std::tie(a.advisory, a.product, a.component) < std::tie(b.advisory, b.product, b.component);
      });
      for (LiveRecord& record : gone) {
        const auto place = advisory_of_.find(record.advisory);
        const bool renamed = place != advisory_of_.end() && place->second != record.advisory;
        keeper_.Remove(std::move(record), renamed ? place->second : 0);
      }
    }
    return absl::OkStatus();
  }

  Turn& turn_;
  const BuiltSlice& slice_;
  const Change& change_;
  const Cause& cause_;
  RecordKeeper& keeper_;
  absl::flat_hash_map<RowId, RowId> advisory_of_;
  std::set<RowId> whole_;  // ordered, as their revisions will be
  absl::flat_hash_set<std::string> present_;
};

// Returns the vulnerabilities of a tenant, in order of arrival.
absl::StatusOr<std::vector<RowId>> AllVulnerabilities(View& view, RowId tenant) {
  std::vector<RowId> all;
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> rows, view.AllNames(NameKind::kVulnerability, tenant));
  for (const NamedRow& row : rows) all.push_back(row.id);
  return all;
}

// Moves seeds into a slice, some at a time, until it is large.
absl::Status AddSeeds(std::span<const RowId>& seeds, const absl::flat_hash_set<RowId>& done, SliceBuilder& builder) {
  constexpr std::size_t kAtOnce = 16;
  while (!seeds.empty() && builder.statements() < kSliceStatements) {
    const std::span<const RowId> next = seeds.first(std::min(kAtOnce, seeds.size()));
    seeds = seeds.subspan(next.size());
    std::vector<RowId> fresh;
    std::copy_if(next.begin(), next.end(), std::back_inserter(fresh), [&](RowId id) { return !done.contains(id); });
    VEXLENS_RETURN_IF_ERROR(builder.Add(fresh));
  }
  return absl::OkStatus();
}

// Leaves for the observer what became of one tenant's records.
absl::Status Observe(Turn& turn, std::string_view tenant, const Cause& cause, const RecordKeeper& keeper,
                     std::chrono::nanoseconds elapsed) {
  if (!turn.observing() || keeper.counts().records == 0) return absl::OkStatus();
  turn.Observe([name = std::string(tenant), trigger = cause.trigger, counts = keeper.counts(), elapsed](
                   Observer& observer, const Trace& trace, std::chrono::nanoseconds) {
    observer.OnRecomputeFinished({name, TriggerName(trigger), counts.records, counts.revisions, elapsed}, trace);
  });
  if (!keeper.queue_before().has_value()) return absl::OkStatus();
  return ObserveQueue(turn, tenant, cause.queue_anew ? nullptr : &*keeper.queue_before());
}

}  // namespace

absl::Status Stopped() { return absl::CancelledError("stopped as asked for: nothing was changed"); }

absl::StatusOr<Recomputed> Recompute(Turn& turn, std::string_view tenant, const Change& change, const Cause& cause) {
  Span recompute(turn.observing(), "recompute");
  const std::chrono::nanoseconds began = turn.observing().Now();
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, turn.Tenant(tenant));
  VEXLENS_ASSIGN_OR_RETURN(const Basis basis, turn.BasisOf(tenant, {}));
  std::vector<RowId> all;
  if (change.everything) {
    VEXLENS_ASSIGN_OR_RETURN(all, AllVulnerabilities(turn.view(), tenant_id));
  } else {
    all.assign(change.vulnerabilities.begin(), change.vulnerabilities.end());
    all.insert(all.end(), change.whole.begin(), change.whole.end());
    std::sort(all.begin(), all.end());
  }
  RecordKeeper keeper(turn, tenant_id, cause);
  absl::flat_hash_set<RowId> done;
  for (std::span<const RowId> seeds = all; !seeds.empty();) {
    SliceBuilder builder(turn, tenant_id, basis, &change);
    VEXLENS_RETURN_IF_ERROR(AddSeeds(seeds, done, builder));
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<BuiltSlice> slice, builder.Finish());
    for (const BuiltSlice::Vulnerability& vulnerability : slice->vulnerabilities()) done.insert(vulnerability.id);
    SliceUpdate update(turn, *slice, change, cause, keeper);
    VEXLENS_RETURN_IF_ERROR(update.Run(tenant));
  }
  VEXLENS_RETURN_IF_ERROR(Observe(turn, tenant, cause, keeper, turn.observing().Now() - began));
  recompute.End(true);
  return keeper.counts();
}

absl::StatusOr<Recomputed> RecomputeAll(Turn& turn, const Cause& cause) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> tenants, turn.view().AllNames(NameKind::kTenant, 0));
  Recomputed total;
  for (const NamedRow& tenant : tenants) {
    VEXLENS_ASSIGN_OR_RETURN(const Recomputed counts, Recompute(turn, tenant.name, Change::Everything(), cause));
    total += counts;
  }
  return total;
}

}  // namespace vexlens::workspace
