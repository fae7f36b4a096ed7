#include "lib/sqlite/derived.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/sqlite/workspace_schema.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {
namespace {

#define VEXLENS_DERIVED_TABLES "('alias', 'statements', 'bom_element', 'link_user', 'conflict')"

absl::Status ResetDerived(Database& database) {
  return database.RunScript(
      "UPDATE record SET queued = 0; UPDATE vulnerability SET advisory = NULL;"
      "UPDATE envelope SET facts = NULL;"
      "UPDATE document SET format = NULL, issuer = NULL, name = NULL, version = NULL, updated_at = NULL,"
      " latest_at = NULL, checksum = NULL, vulnerabilities = NULL");
}

// Returns the script that makes the derived tables. Only the migrations say how, so they are run on a database in
// memory.
absl::StatusOr<std::string> DerivedTables() {
  Database::Options options;
  options.create = true;
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Database> made, Database::Open(":memory:", options));
  for (const Migration& migration : WorkspaceSchema().migrations) {
    VEXLENS_RETURN_IF_ERROR(made->RunScript(migration.sql.data()));
  }
  std::string script;
  Rows rows = made->Select("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name IN " VEXLENS_DERIVED_TABLES
                           " ORDER BY rowid");
  while (rows.Next()) absl::StrAppend(&script, rows.Text(0), ";\n");
  if (!rows.status().ok()) return rows.status();
  return script;
}

// Derived is a kind of rows that follow from the documents. `sql` selects one text for each, in an order that does not
// depend on that of writing.
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

}  // namespace

absl::Status DeleteDerived(Database& database) {
  absl::Status status = database.RunScript(
      "DELETE FROM alias; DELETE FROM statements; DELETE FROM bom_element; DELETE FROM link_user;"
      "DELETE FROM conflict");
  return status.ok() ? ResetDerived(database) : status;
}

absl::Status ReplaceDerived(Database& database) {
  VEXLENS_ASSIGN_OR_RETURN(const std::string tables, DerivedTables());
  absl::Status status = database.EditSchema("DELETE FROM sqlite_schema WHERE tbl_name IN " VEXLENS_DERIVED_TABLES);
  if (status.ok()) status = database.RunScript(tables.c_str());
  return status.ok() ? ResetDerived(database) : status;
}

absl::StatusOr<std::vector<workspace::DerivedDigest>> DigestDerived(Database& database) {
  std::vector<workspace::DerivedDigest> digests;
  for (const Derived& derived : kDerived) {
    Rows rows = database.Select(derived.sql);
    Digest digest = Sha256("");
    while (rows.Next()) digest = Sha256(BlobOf(digest).bytes, rows.Text(0));
    if (!rows.status().ok() && !absl::IsDataLoss(rows.status())) return rows.status();
    digests.push_back({derived.name, rows.status().ok() ? std::optional(digest) : std::nullopt});
  }
  return digests;
}

}  // namespace vexlens::sqlite
