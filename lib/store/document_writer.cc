#include "lib/store/document_writer.h"

#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/store/alias.h"
#include "lib/store/binary.h"
#include "lib/store/envelopes.h"
#include "lib/store/outline.h"
#include "lib/store/rows_of.h"
#include "lib/store/statement_pack.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
absl::StatusOr<std::string> RawBytes(Database& database, const Digest& digest) {
  Rows row = database.Select("SELECT bytes FROM raw WHERE digest = ?", digest);
  std::string bytes;
  if (row.Next()) bytes = row.Bytes(0);
  if (!row.status().ok()) {
    return absl::Status(row.status().code(),
                        absl::StrCat("document ", DigestText(digest), ": ", row.status().message()));
  }
  const Digest found = Sha256(bytes);
  if (found == digest) return bytes;
  return absl::DataLossError(
      absl::StrCat("document ", DigestText(digest), " is damaged: its bytes have the digest ", DigestText(found)));
}

absl::Status WithdrawDocument(Connection& connection, std::int64_t document, Instant recorded_at) {
  connection.Forget(document);
  return connection.database().Run(
      "INSERT INTO sighting SELECT document, max(number) + 1, ?, 1, signature, key_id, signer, reason FROM sighting"
      " WHERE document = ?",
      recorded_at, document);
}

absl::Status DocumentWriter::Add(Prepared& prepared, const Audit* decision) {
  Ingested& ingested = prepared.ingested;
  const Report& report = ingested.report;
  if (prepared.evidence.documents().empty()) return absl::OkStatus();
  Database& database = connection_.database();
  VEXLENS_RETURN_IF_ERROR(
      KeepRaw(report.digest, report.document.has_value() ? *report.document : prepared.incoming.bytes));
  VEXLENS_ASSIGN_OR_RETURN(
      std::int64_t row,
      database.Number(0, "SELECT id FROM document WHERE tenant = ? AND digest = ?", tenant_id_, report.digest));
  if (row == 0) {
    VEXLENS_RETURN_IF_ERROR(database.Run("INSERT INTO document(tenant, digest, recorded_at) VALUES(?, ?, ?)",
                                         tenant_id_, report.digest, recorded_at_));
    row = database.last_id();
    ingested.added = true;
  }
  VEXLENS_RETURN_IF_ERROR(decision == nullptr ? WriteSightings(row, prepared)
                                              : WriteDecision(row, ingested.added, *decision));
  return ingested.added ? WriteDerived(row, prepared.evidence) : Restore(row, prepared.evidence);
}

absl::StatusOr<Report> DocumentWriter::Derive(std::int64_t document, std::string_view bytes) {
  VEXLENS_ASSIGN_OR_RETURN(const std::span<const DsseVerifier> keys, connection_.SigningKeys());
  ReadOptions options;
  options.tenant = tenant_;
  options.keys = keys;
  Evidence evidence;
  Report report = ReadDocument(bytes, options, evidence);
  VEXLENS_RETURN_IF_ERROR(WriteDerived(document, evidence));
  return report;
}

absl::Status DocumentWriter::Restore(std::int64_t row, const Evidence& evidence) {
  const absl::StatusOr<std::int64_t> derived =
      connection_.database().Number(0, "SELECT format IS NOT NULL FROM document WHERE id = ?", row);
  if (!derived.ok() || *derived != 0) return derived.status();
  return WriteDerived(row, evidence);
}

absl::Status DocumentWriter::WriteDerived(std::int64_t row, const Evidence& evidence) {
  if (evidence.documents().empty()) return absl::OkStatus();
  absl::Status status = WriteBomElements(row, evidence);
  if (!status.ok()) return status;
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t issuer, IssuerId(evidence.Text(evidence.documents()[0].issuer)));
  VEXLENS_ASSIGN_OR_RETURN(const std::string vulnerabilities, WriteStatements(row, issuer, evidence));
  if (status = WriteDocument(row, issuer, vulnerabilities, evidence); !status.ok()) return status;
  added_.push_back(row);
  return absl::OkStatus();
}

absl::Status DocumentWriter::KeepRaw(const Digest& digest, std::string_view bytes) {
  Database& database = connection_.database();
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t known, database.Number(0, "SELECT id FROM raw WHERE digest = ?", digest));
  if (known == 0) return database.Run("INSERT INTO raw(digest, bytes) VALUES(?, ?)", digest, Blob{bytes});
  const absl::StatusOr<std::string> kept = RawBytes(database, digest);
  if (kept.ok()) return absl::OkStatus();
  return database.Run("UPDATE raw SET bytes = ? WHERE id = ?", Blob{bytes}, known);
}

absl::Status DocumentWriter::WriteDocument(std::int64_t row, std::int64_t issuer, std::string_view vulnerabilities,
                                           const Evidence& evidence) {
  const Document& document = evidence.documents()[0];
  KnownDocument known;
  known.format = document.format;
  known.updated_at = document.updated_at;
  known.latest_at = document.latest_at;
  known.issuer = evidence.Text(document.issuer);
  known.name = evidence.Text(document.id);
  known.version = evidence.Text(document.version);
  const std::string checksum = known.Checksum();
  VEXLENS_RETURN_IF_ERROR(connection_.database().Run(
      "UPDATE document SET format = ?, issuer = ?, name = ?, version = ?, updated_at = ?, latest_at = ?, checksum = ?,"
      " vulnerabilities = ? WHERE id = ?",
      static_cast<std::int64_t>(known.format), issuer, known.name, known.version, known.updated_at, known.latest_at,
      Blob{checksum}, Blob{vulnerabilities}, row));
  connection_.Forget(row);
  Rows editions = connection_.database().Select("SELECT id FROM document WHERE tenant = ? AND name = ? AND format > 0",
                                                tenant_id_, known.name);
  while (editions.Next()) connection_.Forget(editions.Int(0));
  return editions.status();
}

absl::Status DocumentWriter::WriteSightings(std::int64_t row, const Prepared& prepared) {
  const auto& [incoming, ingested, evidence] = prepared;
  const std::optional<Envelope>& around = ingested.report.envelope;
  const std::optional<Envelope>& beside = ingested.report.detached;
  VEXLENS_RETURN_IF_ERROR(around.has_value() ? WriteSigned(row, ingested.added, *around, incoming.bytes)
                                             : WriteBare(row, ingested.added));
  return beside.has_value() ? WriteSigned(row, ingested.added, *beside, incoming.signature) : absl::OkStatus();
}

absl::Status DocumentWriter::WriteBare(std::int64_t row, bool added) {
  if (!added) {
    const absl::StatusOr<std::int64_t> known =
        connection_.database().Number(0, "SELECT 1 FROM sighting WHERE document = ? AND signature > 0 LIMIT 1", row);
    if (!known.ok() || *known != 0) return known.status();
    Resigned(row);
  }
  return InsertSighting(row, SignatureState::kMissing, "");
}

absl::Status DocumentWriter::WriteSigned(std::int64_t row, bool added, const Envelope& envelope,
                                         std::string_view bytes) {
  VEXLENS_RETURN_IF_ERROR(KeepRaw(envelope.digest, bytes));
  VEXLENS_ASSIGN_OR_RETURN(const Noted noted, AddEnvelope(connection_.database(), row, envelope, recorded_at_));
  if (noted == Noted::kKnown) return absl::OkStatus();
  if (!added) Resigned(row);
  return noted == Noted::kRestored ? absl::OkStatus() : InsertSighting(row, SignatureState::kFailed, "");
}

absl::Status DocumentWriter::WriteDecision(std::int64_t row, bool added, const Audit& decision) {
  VEXLENS_RETURN_IF_ERROR(InsertSighting(row, SignatureState::kVerified, kRecordedHere));
  if (!added) Resigned(row);
  return connection_.database().Run("INSERT INTO decision(document, recorded_at, actor, reason) VALUES(?, ?, ?, ?)",
                                    row, recorded_at_, decision.actor, decision.reason);
}

absl::Status DocumentWriter::InsertSighting(std::int64_t row, SignatureState state, std::string_view reason) {
  return connection_.database().Run(
      "INSERT INTO sighting SELECT ?1, coalesce(max(number), 0) + 1, ?2, 0, ?3, '', '', ?4 FROM sighting"
      " WHERE document = ?1",
      row, recorded_at_, static_cast<std::int64_t>(state), reason);
}

void DocumentWriter::Resigned(std::int64_t row) {
  connection_.Forget(row);
  resigned_.push_back(row);
}

// WriteStatements puts what is said about one vulnerability into one row, and lists the vulnerabilities.
absl::StatusOr<std::string> DocumentWriter::WriteStatements(std::int64_t row, std::int64_t issuer,
                                                            const Evidence& evidence) {
  std::map<TextId, std::vector<std::uint32_t>> about;  // in order of the first word about each
  for (std::uint32_t i = 0; i < evidence.statements().size(); ++i) {
    about[evidence.statements()[i].vulnerability].push_back(i);
  }
  std::string vulnerabilities;
  for (const auto& [name, statements] : about) {
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t vulnerability, VulnerabilityId(evidence.Text(name)));
    AppendNumber(static_cast<std::uint64_t>(vulnerability), vulnerabilities);
    const std::string pack = PackStatements(evidence, statements);
    const std::string outline = WriteOutline(evidence, statements);
    absl::Status status =
        connection_.database().Run("INSERT INTO statements(vulnerability, document, outline, pack) VALUES(?, ?, ?, ?)",
                                   vulnerability, row, Blob{outline}, Blob{pack});
    for (std::size_t i = 0; status.ok() && i < statements.size(); ++i) {
      const Statement& statement = evidence.statements()[statements[i]];
      const bool repeats = i > 0 && evidence.statements()[statements[i - 1]].aliases == statement.aliases;
      if (!repeats) status = WriteAliases(issuer, vulnerability, statement, evidence);
      if (status.ok()) status = WriteLink(vulnerability, statement, evidence);
    }
    if (!status.ok()) return status;
  }
  return vulnerabilities;
}

// WriteAliases notes under which names a statement is heard, and what it ties: nothing when it names two CVEs.
absl::Status DocumentWriter::WriteAliases(std::int64_t issuer, std::int64_t vulnerability, const Statement& statement,
                                          const Evidence& evidence) {
  const auto aliases = evidence.Aliases(statement.aliases);
  std::size_t cves = IsCve(evidence.Text(statement.vulnerability)) ? 1 : 0;
  for (const TextId alias : aliases) cves += alias != statement.vulnerability && IsCve(evidence.Text(alias)) ? 1 : 0;
  for (const TextId alias : aliases) {
    if (alias == statement.vulnerability) continue;
    const std::string_view name = evidence.Text(alias);
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t other, VulnerabilityId(name));
    const std::int64_t tie = cves > 1 || IsVendorAdvisory(name) ? 0 : kTies;
    absl::Status status = WriteAlias(vulnerability, other, issuer, tie | kNames);
    if (status.ok()) status = WriteAlias(other, vulnerability, issuer, tie | kNamed);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteAlias(std::int64_t one, std::int64_t other, std::int64_t issuer, std::int64_t says) {
  return connection_.database().Run(
      "INSERT INTO alias(one, other, issuer, says) VALUES(?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET says = says | excluded.says WHERE says | excluded.says != says",
      one, other, issuer, says);
}

absl::Status DocumentWriter::WriteLink(std::int64_t vulnerability, const Statement& statement,
                                       const Evidence& evidence) {
  const std::string_view product = evidence.Text(evidence.subjects()[statement.product].identifier);
  if (statement.component != 0 || !absl::StartsWith(product, "cdx:")) return absl::OkStatus();
  return connection_.database().Run("INSERT OR IGNORE INTO link_user(tenant, link, vulnerability) VALUES(?, ?, ?)",
                                    tenant_id_, product, vulnerability);
}

absl::Status DocumentWriter::WriteBomElements(std::int64_t row, const Evidence& evidence) {
  for (const Evidence::BomElement& element : evidence.bom_elements()) {
    const std::string subjects = PackElement(evidence, element);
    VEXLENS_RETURN_IF_ERROR(
        connection_.database().Run("INSERT INTO bom_element(tenant, link, document, subjects) VALUES(?, ?, ?, ?)",
                                   tenant_id_, evidence.Text(element.link), row, Blob{subjects}));
  }
  return absl::OkStatus();
}

absl::StatusOr<Change> DocumentWriter::TakeChange() {
  Change change;
  for (const std::int64_t row : added_) {
    VEXLENS_RETURN_IF_ERROR(change.AddDocument(connection_, row));
  }
  for (const std::int64_t row : resigned_) {
    VEXLENS_RETURN_IF_ERROR(change.AddReheard(connection_, row));
  }
  return change;
}

absl::StatusOr<std::int64_t> DocumentWriter::VulnerabilityId(std::string_view name) {
  const auto known = vulnerabilities_.find(name);
  if (known != vulnerabilities_.end()) return known->second;
  Database& database = connection_.database();
  VEXLENS_ASSIGN_OR_RETURN(std::int64_t id, FindVulnerability(database, tenant_id_, name));
  if (id == 0) {
    VEXLENS_RETURN_IF_ERROR(database.Run("INSERT INTO vulnerability(tenant, name) VALUES(?, ?)", tenant_id_, name));
    id = database.last_id();
  }
  vulnerabilities_.emplace(name, id);
  return id;
}

absl::StatusOr<std::int64_t> DocumentWriter::IssuerId(std::string_view name) {
  Database& database = connection_.database();
  const absl::StatusOr<std::int64_t> id =
      database.Number(0, "SELECT id FROM issuer WHERE tenant = ? AND name = ?", tenant_id_, name);
  if (!id.ok() || *id != 0) return id;
  VEXLENS_RETURN_IF_ERROR(database.Run("INSERT INTO issuer(tenant, name) VALUES(?, ?)", tenant_id_, name));
  return database.last_id();
}

}  // namespace vexlens::store
