// Tenants, issuers and vulnerabilities.
#include <algorithm>
#include <array>

#include "lib/sqlite/session.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::NamedRow;
using workspace::NameKind;
using workspace::VulnerabilityRow;

namespace {

// Statements are the SQL for one kind of names.
struct Statements {
  const char* find;    // by tenant and name
  const char* insert;  // of tenant and name
  const char* name;    // by id
  const char* all;     // of a tenant
  const char* missing;
};

// Tenants belong to no tenant: their statements only check that the first parameter is 0.
constexpr std::array<Statements, 3> kStatements = {{
    {"SELECT id FROM tenant WHERE ?1 = 0 AND name = ?2", "INSERT INTO tenant(name) SELECT ?2 WHERE ?1 = 0",
     "SELECT name FROM tenant WHERE id = ?", "SELECT id, name FROM tenant WHERE ?1 = 0 ORDER BY id",
     "a tenant's name is missing: rebuild the workspace"},
    {"SELECT id FROM issuer WHERE tenant = ? AND name = ?", "INSERT INTO issuer(tenant, name) VALUES(?, ?)",
     "SELECT name FROM issuer WHERE id = ?", "SELECT id, name FROM issuer WHERE tenant = ? ORDER BY id",
     "a document's issuer is missing: rebuild the workspace"},
    {"SELECT id FROM vulnerability WHERE tenant = ? AND name = ?",
     "INSERT INTO vulnerability(tenant, name) VALUES(?, ?)", "SELECT name FROM vulnerability WHERE id = ?",
     "SELECT id, name FROM vulnerability WHERE tenant = ? ORDER BY id",
     "a vulnerability's name is missing: rebuild the workspace"},
}};

const Statements& StatementsOf(NameKind kind) { return kStatements[static_cast<std::size_t>(kind)]; }

absl::StatusOr<std::vector<NamedRow>> NamedRows(Rows rows) {
  std::vector<NamedRow> named;
  while (rows.Next()) named.push_back({rows.Int(0), std::string(rows.Text(1))});
  if (!rows.status().ok()) return rows.status();
  return named;
}

}  // namespace

absl::StatusOr<std::vector<RowId>> Session::Find(NameKind kind, RowId tenant, std::span<const std::string_view> names) {
  std::vector<RowId> ids;
  ids.reserve(names.size());
  for (const std::string_view name : names) {
    VEXLENS_ASSIGN_OR_RETURN(const RowId id, database_.Number(0, StatementsOf(kind).find, tenant, name));
    ids.push_back(id);
  }
  return ids;
}

absl::StatusOr<std::vector<RowId>> Session::Intern(NameKind kind, RowId tenant,
                                                   std::span<const std::string_view> names) {
  std::vector<RowId> ids;
  ids.reserve(names.size());
  for (const std::string_view name : names) {
    VEXLENS_ASSIGN_OR_RETURN(RowId id, database_.Number(0, StatementsOf(kind).find, tenant, name));
    if (id == 0) {
      VEXLENS_RETURN_IF_ERROR(database_.Run(StatementsOf(kind).insert, tenant, name));
      id = database_.last_id();
    }
    ids.push_back(id);
  }
  return ids;
}

absl::StatusOr<std::vector<std::string>> Session::NamesOf(NameKind kind, std::span<const RowId> ids) {
  std::vector<std::string> names;
  names.reserve(ids.size());
  for (const RowId id : ids) {
    Rows row = database_.Select(StatementsOf(kind).name, id);
    if (!row.Next()) return row.status().ok() ? absl::DataLossError(StatementsOf(kind).missing) : row.status();
    names.emplace_back(row.Text(0));
    if (!row.status().ok()) return row.status();
  }
  return names;
}

absl::StatusOr<std::vector<NamedRow>> Session::AllNames(NameKind kind, RowId tenant) {
  return NamedRows(database_.Select(StatementsOf(kind).all, tenant));
}

absl::StatusOr<std::vector<VulnerabilityRow>> Session::Vulnerabilities(std::span<const RowId> ids) {
  std::vector<VulnerabilityRow> found;
  found.reserve(ids.size());
  for (const RowId id : ids) {
    Rows row = database_.Select("SELECT name, advisory FROM vulnerability WHERE id = ?", id);
    if (!row.Next()) {
      return row.status().ok() ? absl::DataLossError(StatementsOf(NameKind::kVulnerability).missing) : row.status();
    }
    found.push_back({id, std::string(row.Text(0)), row.Int(1)});
    if (!row.status().ok()) return row.status();
  }
  return found;
}

absl::StatusOr<std::vector<NamedRow>> Session::VulnerabilitiesIn(RowId tenant, const NameRange& names,
                                                                 std::size_t limit) {
  if (!names.last.has_value()) {
    return NamedRows(
        database_.Select("SELECT id, name FROM vulnerability WHERE tenant = ? AND name >= ? ORDER BY name LIMIT ?",
                         tenant, names.first, limit));
  }
  return NamedRows(database_.Select(
      "SELECT id, name FROM vulnerability WHERE tenant = ? AND name BETWEEN ? AND ? ORDER BY name LIMIT ?", tenant,
      names.first, *names.last, limit));
}

absl::StatusOr<std::vector<VulnerabilityRow>> Session::MembersOf(std::span<const RowId> advisories) {
  std::vector<VulnerabilityRow> members;
  for (const RowId advisory : advisories) {
    Rows rows = database_.Select("SELECT id, name FROM vulnerability WHERE advisory = ?", advisory);
    while (rows.Next()) members.push_back({rows.Int(0), std::string(rows.Text(1)), advisory});
    if (!rows.status().ok()) return rows.status();
  }
  return members;
}

absl::Status Session::SetAdvisories(std::span<const VulnerabilityRow> rows) {
  for (const VulnerabilityRow& row : rows) {
    VEXLENS_RETURN_IF_ERROR(database_.Run("UPDATE vulnerability SET advisory = ? WHERE id = ?", row.advisory, row.id));
  }
  return absl::OkStatus();
}

}  // namespace vexlens::sqlite
