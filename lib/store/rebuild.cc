// Rebuild: everything that follows from the documents, once more.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/store/derive.h"
#include "lib/store/schema.h"
#include "lib/store/sqlite_workspace.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

// Derived is something that follows from the documents. `sql` selects one text a row, in an order that does not depend
// on what was written first.
struct Derived {
  std::string_view name;
  const char* sql;
};

constexpr std::array<Derived, 9> kDerived = {{
    {"documents",
     "SELECT quote(id)||','||quote(format)||quote(issuer)||quote(name)||quote(version)||quote(updated_at)||"
     "quote(latest_at)||quote(checksum)||quote(vulnerabilities) FROM document ORDER BY id"},
    {"signatures", "SELECT quote(document)||','||quote(digest)||quote(facts) FROM envelope ORDER BY document, digest"},
    {"classes", "SELECT quote(id)||','||quote(coalesce(advisory, id)) FROM vulnerability ORDER BY id"},
    {"aliases",
     "SELECT quote(one)||','||quote(other)||','||quote(issuer)||','||quote(says) FROM alias"
     " ORDER BY one, other, issuer"},
    {"statements",
     "SELECT quote(vulnerability)||','||quote(document)||quote(outline)||quote(pack) FROM statements ORDER BY "
     "vulnerability, document"},
    {"BOM references",
     "SELECT quote(tenant)||quote(link)||quote(document)||quote(subjects) FROM bom_element"
     " ORDER BY tenant, link, document"},
    {"BOM links",
     "SELECT quote(tenant)||quote(link)||quote(vulnerability) FROM link_user ORDER BY tenant, link, vulnerability"},
    {"records",
     "SELECT quote(advisory)||','||quote(product)||quote(component)||quote(fingerprint)||quote(queued) FROM record "
     "ORDER BY advisory, hash"},
    {"conflicts",
     "SELECT quote(tenant)||','||quote(advisory)||','||quote(hash)||quote(id)||quote(since)||quote(reason)"
     " FROM conflict ORDER BY tenant, advisory, hash, id"},
}};

// Digests lack what cannot be read any more.
using Digests = std::array<std::optional<Digest>, kDerived.size()>;

// DigestDerived is a digest of each kind of derived rows.
absl::StatusOr<Digests> DigestDerived(Database& database) {
  Digests digests;
  for (std::size_t i = 0; i < kDerived.size(); ++i) {
    Rows rows = database.Select(kDerived[i].sql);
    Digest digest = Sha256("");
    while (rows.Next()) digest = Sha256(BlobOf(digest).bytes, rows.Text(0));
    if (rows.status().ok()) {
      digests[i] = digest;
    } else if (!absl::IsDataLoss(rows.status())) {
      return rows.status();
    }
  }
  return digests;
}

}  // namespace

absl::StatusOr<RebuildReport> SqliteWorkspace::Rebuild(bool check_only) {
  RebuildReport report;
  Digests before;
  const auto derive = [&](Connection& connection, Instant recorded_at) -> absl::Status {
    report = {};
    VEXLENS_RETURN_IF_ERROR(DeriveAll(connection, report));
    const Occasion occasion{Trigger::kIngestionDelta, recorded_at, /*queue_anew=*/true};
    VEXLENS_RETURN_IF_ERROR(RecomputeAll(connection, occasion).status());
    VEXLENS_ASSIGN_OR_RETURN(const Digests after, DigestDerived(connection.database()));
    for (std::size_t i = 0; i < kDerived.size(); ++i) {
      if (before[i] != after[i]) report.differing.emplace_back(kDerived[i].name);
    }
    return absl::OkStatus();
  };
  const auto rebuild = [&](Connection& connection, Instant recorded_at) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(before, DigestDerived(connection.database()));
    VEXLENS_RETURN_IF_ERROR(DeleteDerived(connection.database()));
    return derive(connection, recorded_at);
  };
  const auto rebuild_anew = [&](Connection& connection, Instant recorded_at) -> absl::Status {
    VEXLENS_RETURN_IF_ERROR(ReplaceDerived(connection.database()));
    return derive(connection, recorded_at);
  };
  absl::Status status = Transact(rebuild, !check_only);
  if (absl::IsDataLoss(status)) status = Transact(rebuild_anew, !check_only);
  if (!status.ok()) return status;
  return report;
}

}  // namespace vexlens::store
