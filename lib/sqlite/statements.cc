// Session: derived rows.
#include "absl/container/flat_hash_set.h"
#include "lib/sqlite/derived.h"
#include "lib/sqlite/session.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::AliasRow;
using workspace::DerivedDocument;
using workspace::ElementRow;
using workspace::LinkRow;
using workspace::PackedRows;
using workspace::StatementRow;

absl::Status Session::AppendStatements(std::span<const RowId> vulnerabilities, PackedRows& packed) {
  for (const RowId vulnerability : vulnerabilities) {
    Rows rows =
        database_.Select("SELECT document, outline, pack FROM statements WHERE vulnerability = ?", vulnerability);
    while (rows.Next()) packed.Add(vulnerability, rows.Int(0), rows.Bytes(1), rows.Bytes(2));
    if (!rows.status().ok()) return rows.status();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<AliasRow>> Session::AliasesOf(std::span<const RowId> ones) {
  std::vector<AliasRow> aliases;
  for (const RowId one : ones) {
    Rows rows = database_.Select("SELECT other, issuer, says FROM alias WHERE one = ?", one);
    while (rows.Next()) aliases.push_back({one, rows.Int(0), rows.Int(1), rows.Int(2)});
    if (!rows.status().ok()) return rows.status();
  }
  return aliases;
}

absl::StatusOr<std::vector<ElementRow>> Session::ElementsOf(RowId tenant, std::span<const std::string_view> links) {
  std::vector<ElementRow> elements;
  for (const std::string_view link : links) {
    Rows rows =
        database_.Select("SELECT subjects, document FROM bom_element WHERE tenant = ? AND link = ?", tenant, link);
    while (rows.Next()) elements.push_back({std::string(link), std::string(rows.Bytes(0)), rows.Int(1)});
    if (!rows.status().ok()) return rows.status();
  }
  return elements;
}

absl::StatusOr<std::vector<RowId>> Session::LinkedBy(std::span<const RowId> documents) {
  absl::flat_hash_set<RowId> linked;
  for (const RowId document : documents) {
    Rows rows = database_.Select(
        "SELECT DISTINCT u.vulnerability FROM bom_element b JOIN link_user u ON u.tenant = b.tenant AND u.link = b.link"
        " WHERE b.document = ?",
        document);
    while (rows.Next()) linked.insert(rows.Int(0));
    if (!rows.status().ok()) return rows.status();
  }
  return std::vector<RowId>(linked.begin(), linked.end());
}

absl::Status Session::PutFacts(const DerivedDocument& document) {
  const workspace::DocumentFacts& facts = document.facts;
  return database_.Run(
      "UPDATE document SET format = ?, issuer = ?, name = ?, version = ?, updated_at = ?, latest_at = ?, checksum = ?,"
      " vulnerabilities = ? WHERE id = ?",
      static_cast<std::int64_t>(facts.format), facts.issuer, facts.name, facts.version, facts.updated_at,
      facts.latest_at, Blob{facts.checksum}, Blob{document.vulnerabilities}, document.id);
}

absl::Status Session::PutDerived(const DerivedDocument& document) {
  VEXLENS_RETURN_IF_ERROR(PutFacts(document));
  for (const ElementRow& row : document.elements) {
    VEXLENS_RETURN_IF_ERROR(
        database_.Run("INSERT INTO bom_element(tenant, link, document, subjects) VALUES(?, ?, ?, ?)", document.tenant,
                      row.link, row.document, Blob{row.subjects}));
  }
  for (const StatementRow& row : document.statements) {
    VEXLENS_RETURN_IF_ERROR(
        database_.Run("INSERT INTO statements(vulnerability, document, outline, pack) VALUES(?, ?, ?, ?)",
                      row.vulnerability, document.id, Blob{row.outline}, Blob{row.pack}));
  }
  for (const AliasRow& row : document.aliases) {
    VEXLENS_RETURN_IF_ERROR(
        database_.Run("INSERT INTO alias(one, other, issuer, says) VALUES(?, ?, ?, ?)"
                      " ON CONFLICT DO UPDATE SET says = says | excluded.says WHERE says | excluded.says != says",
                      row.one, row.other, row.issuer, row.says));
  }
  for (const LinkRow& row : document.links) {
    VEXLENS_RETURN_IF_ERROR(
        database_.Run("INSERT OR IGNORE INTO link_user(tenant, link, vulnerability) VALUES(?, ?, ?)", document.tenant,
                      row.link, row.vulnerability));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<workspace::DerivedDigest>> Session::DigestDerived() {
  return sqlite::DigestDerived(database_);
}

absl::Status Session::DeleteDerived(bool replace) {
  return replace ? ReplaceDerived(database_) : sqlite::DeleteDerived(database_);
}

}  // namespace vexlens::sqlite
