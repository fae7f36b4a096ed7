#include "lib/store/recompute.h"

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "lib/store/binary.h"
#include "lib/store/rows_of.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

constexpr std::size_t kSliceStatements = 50'000;  // of one slice, but that a class is never cut
constexpr std::size_t kKeysAtOnce = 1000;         // between two questions whether to go on

// SliceUpdate brings one slice's records up to date.
class SliceUpdate {
 public:
  SliceUpdate(Database& database, const LoadedSlice& slice, const Change& change, const Occasion& occasion,
              RecordKeeper& keeper)
      : database_(database), slice_(slice), change_(change), occasion_(occasion), keeper_(keeper) {}

  absl::Status Run(std::string_view tenant) {
    VEXLENS_RETURN_IF_ERROR(NameClasses(tenant));
    const std::vector<bool> marks = change_.everything ? std::vector<bool>() : Marks();
    const Consensus& consensus = slice_.consensus();
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      if (i % kKeysAtOnce == 0 && occasion_.go_on != nullptr && !occasion_.go_on()) return Stopped();
      const std::int64_t advisory = slice_.IdOf(consensus.KeyOf(i).advisory);
      if (advisory == 0) continue;  // of a class that the slice holds but a part of
      const bool whole = change_.everything || whole_.contains(advisory);
      if (!whole && !consensus.Hears(i, marks)) continue;
      VEXLENS_RETURN_IF_ERROR(keeper_.Keep(advisory, consensus, consensus.Explain(i)));
      if (whole) present_.insert(Present(advisory, consensus.KeyOf(i)));
    }
    for (const std::int64_t advisory : whole_) {
      VEXLENS_RETURN_IF_ERROR(RemoveGone(advisory));
    }
    return absl::OkStatus();
  }

 private:
  static std::string Present(std::int64_t advisory, const KeyTexts& key) {
    std::string text;
    AppendNumber(static_cast<std::uint64_t>(advisory), text);
    AppendText(key.product, text);
    text += key.component;
    return text;
  }

  // NameClasses writes which class each vulnerability belongs to now; those that lose or gain one are whole.
  absl::Status NameClasses(std::string_view tenant) {
    const Evidence& evidence = slice_.evidence();
    for (const LoadedSlice::Vulnerability& vulnerability : slice_.vulnerabilities()) {
      if (!vulnerability.whole) continue;  // its class stays
      const std::string_view name = evidence.Text(vulnerability.name);
      const std::int64_t advisory = slice_.IdOf(slice_.consensus().AdvisoryKey(tenant, name));
      advisory_of_[vulnerability.id] = advisory;
      const bool changed = advisory != vulnerability.advisory;
      if (change_.everything || change_.whole.contains(vulnerability.id) || (changed && vulnerability.advisory != 0)) {
        whole_.insert(advisory);
        if (vulnerability.advisory != 0) whole_.insert(vulnerability.advisory);
        // What was called by this name before must not stay behind.
        whole_.insert(vulnerability.id);
      }
      if (!changed) continue;
      VEXLENS_RETURN_IF_ERROR(
          database_.Run("UPDATE vulnerability SET advisory = ? WHERE id = ?", advisory, vulnerability.id));
    }
    return absl::OkStatus();
  }

  // Marks are the statements that came or may count otherwise, and the OpenVEX statements that they may replace: what
  // replaces a word need not be heard by all who hear that, `fixed` without a version for one.
  std::vector<bool> Marks() const {
    const Evidence& evidence = slice_.evidence();
    const StatementTable& table = evidence.table();
    const auto is_open_vex = [&](std::size_t i) {
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
      if (marks[i] && is_open_vex(i)) replaced.insert(about(i));
    }
    if (replaced.empty()) return marks;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (!marks[i]) marks[i] = is_open_vex(i) && replaced.contains(about(i));
    }
    return marks;
  }

  absl::Status RemoveGone(std::int64_t advisory) {
    std::vector<StoredRecord> gone;
    {
      Rows rows = database_.Select(
          "SELECT product, component, hash, revision, latest FROM record WHERE advisory = ? AND fingerprint != x''",
          advisory);
      while (rows.Next()) {
        if (present_.contains(Present(advisory, {"", "", rows.Text(0), rows.Text(1)}))) continue;
        StoredRecord& record = gone.emplace_back();
        record.advisory = advisory;
        record.hash = rows.Int(2);
        record.revision = static_cast<std::uint32_t>(rows.Int(3));
        record.latest = rows.Int(4);
      }
      if (!rows.status().ok()) return rows.status();
    }
    const auto place = advisory_of_.find(advisory);
    const std::int64_t now = place == advisory_of_.end() || place->second == advisory ? 0 : place->second;
    for (const StoredRecord& record : gone) {
      VEXLENS_RETURN_IF_ERROR(keeper_.Remove(record, now));
    }
    return absl::OkStatus();
  }

  Database& database_;
  const LoadedSlice& slice_;
  const Change& change_;
  const Occasion& occasion_;
  RecordKeeper& keeper_;
  absl::flat_hash_map<std::int64_t, std::int64_t> advisory_of_;
  std::set<std::int64_t> whole_;  // its order is that of the revisions
  absl::flat_hash_set<std::string> present_;
};

// AllVulnerabilities are those of one tenant, in order of arrival.
absl::StatusOr<std::vector<std::int64_t>> AllVulnerabilities(Database& database, std::int64_t tenant) {
  std::vector<std::int64_t> all;
  Rows rows = database.Select("SELECT id FROM vulnerability WHERE tenant = ? ORDER BY id", tenant);
  while (rows.Next()) all.push_back(rows.Int(0));
  if (!rows.status().ok()) return rows.status();
  return all;
}

}  // namespace

absl::Status Stopped() { return absl::CancelledError("stopped as asked for: nothing was changed"); }

absl::StatusOr<Recomputed> Recompute(Connection& connection, std::string_view tenant, const Change& change,
                                     const Occasion& occasion) {
  VEXLENS_ASSIGN_OR_RETURN(const World world, WorldOf(connection, tenant, {}));
  std::vector<std::int64_t> seeds;
  if (change.everything) {
    VEXLENS_ASSIGN_OR_RETURN(seeds, AllVulnerabilities(connection.database(), world.tenant_id));
  } else {
    seeds.assign(change.vulnerabilities.begin(), change.vulnerabilities.end());
    seeds.insert(seeds.end(), change.whole.begin(), change.whole.end());
    std::sort(seeds.begin(), seeds.end());
  }
  RecordKeeper keeper(connection.database(), world, occasion);
  absl::flat_hash_set<std::int64_t> done;
  for (std::size_t next = 0; next < seeds.size();) {
    SliceBuilder builder(connection, world, &change);
    for (; next < seeds.size() && builder.statements() < kSliceStatements; ++next) {
      if (done.contains(seeds[next])) continue;
      VEXLENS_RETURN_IF_ERROR(builder.Add(seeds[next]));
    }
    VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<LoadedSlice> slice, builder.Finish());
    for (const LoadedSlice::Vulnerability& vulnerability : slice->vulnerabilities()) done.insert(vulnerability.id);
    SliceUpdate update(connection.database(), *slice, change, occasion, keeper);
    VEXLENS_RETURN_IF_ERROR(update.Run(tenant));
  }
  return keeper.counts();
}

absl::StatusOr<Recomputed> RecomputeAll(Connection& connection, const Occasion& occasion) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::string> tenants, Tenants(connection.database()));
  Recomputed total;
  for (const std::string& tenant : tenants) {
    VEXLENS_ASSIGN_OR_RETURN(const Recomputed counts, Recompute(connection, tenant, Change::Everything(), occasion));
    total += counts;
  }
  return total;
}

}  // namespace vexlens::store
