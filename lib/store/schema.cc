#include "lib/store/schema.h"

#include "absl/strings/str_cat.h"

namespace vexlens::store {
namespace {

constexpr std::int64_t kApplication = 0x5645584C;  // "VEXL"
constexpr std::int64_t kVersion = 1;

// Instants are microseconds, digests 32 bytes, enumerations their numbers in the headers.
constexpr const char* kTables = R"sql(
-- What was given to the workspace: the source of truth.
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tenant(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE raw(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
CREATE TABLE document(
  id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, digest BLOB NOT NULL, recorded_at INTEGER NOT NULL,
  -- from here on derived, and NULL where the document is only a BOM that others link to
  format INTEGER, issuer INTEGER, name TEXT, version TEXT, updated_at INTEGER, vulnerabilities BLOB,
  UNIQUE(tenant, digest)) STRICT;
CREATE INDEX document_edition ON document(tenant, name) WHERE format > 0;  -- OpenVEX replaces no documents
CREATE INDEX document_issuer ON document(issuer);
-- Every withdrawal and signature that was seen of a document: they add up as Evidence::AddDocument says. A failed one
-- stands for what came in an envelope.
CREATE TABLE sighting(
  document INTEGER NOT NULL, number INTEGER NOT NULL, recorded_at INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
  signature INTEGER NOT NULL, key_id TEXT NOT NULL, signer TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY(document, number)) STRICT, WITHOUT ROWID;
-- The envelopes in which documents came; their bytes stand in `raw`.
CREATE TABLE envelope(
  document INTEGER NOT NULL, digest BLOB NOT NULL, recorded_at INTEGER NOT NULL,
  facts BLOB,  -- derived: see envelope_pack.h
  PRIMARY KEY(document, digest)) STRICT, WITHOUT ROWID;
-- Every key that the directory ever had, and how it signs.
CREATE TABLE signing_key(
  key_id TEXT NOT NULL, scheme INTEGER NOT NULL, pem TEXT NOT NULL,
  PRIMARY KEY(key_id, scheme)) STRICT, WITHOUT ROWID;
CREATE TABLE trust(
  revision INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, subject TEXT NOT NULL, json TEXT, digest BLOB NOT NULL,
  actor TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE INDEX trust_subject ON trust(subject, recorded_at);
CREATE TABLE waiver(
  tenant INTEGER NOT NULL, conflict BLOB NOT NULL, recorded_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  actor TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(tenant, conflict, recorded_at)) STRICT, WITHOUT ROWID;

-- Numbers of names.
CREATE TABLE issuer(id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(tenant, name)) STRICT;
CREATE TABLE vulnerability(
  id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, name TEXT NOT NULL,
  advisory INTEGER,  -- derived: the vulnerability that its class is called by; NULL: none has asked yet
  UNIQUE(tenant, name)) STRICT;
CREATE INDEX vulnerability_advisory ON vulnerability(advisory);

-- What was answered last of each key. Rows of one advisory stand together: a change touches several.
CREATE TABLE record(
  advisory INTEGER NOT NULL,
  hash INTEGER NOT NULL,  -- of product and component; the next free number where another has it
  product TEXT NOT NULL, component TEXT NOT NULL, revision INTEGER NOT NULL,
  latest INTEGER NOT NULL,  -- row of `revision`
  fingerprint BLOB NOT NULL,
  queued INTEGER NOT NULL,  -- how many rows of `conflict` it has
  PRIMARY KEY(advisory, hash)) STRICT, WITHOUT ROWID;

-- What was answered: the history, which is also the queue of events. It only grows at its end, without any index, so
-- that a revision costs no page of its own: `previous` is the record's row before, 0 for the first.
CREATE TABLE revision(
  sequence INTEGER PRIMARY KEY, advisory INTEGER NOT NULL, hash INTEGER NOT NULL, revision INTEGER NOT NULL,
  previous INTEGER NOT NULL, recorded_at INTEGER NOT NULL, cause INTEGER NOT NULL, as_of INTEGER NOT NULL,
  state INTEGER, status INTEGER, renamed_to INTEGER, digest BLOB) STRICT;
)sql";

// What follows from the documents, and nothing else.
constexpr const char* kDerivedTables = R"sql(
CREATE TABLE alias(
  one INTEGER NOT NULL, other INTEGER NOT NULL, issuer INTEGER NOT NULL,
  PRIMARY KEY(one, other, issuer)) STRICT, WITHOUT ROWID;
CREATE TABLE statements(
  vulnerability INTEGER NOT NULL, document INTEGER NOT NULL,
  outline BLOB NOT NULL,  -- of the pack: see outline.h
  pack BLOB NOT NULL, PRIMARY KEY(vulnerability, document)) STRICT, WITHOUT ROWID;
CREATE TABLE bom_element(
  tenant INTEGER NOT NULL, link TEXT NOT NULL, document INTEGER NOT NULL, subjects BLOB NOT NULL,
  PRIMARY KEY(tenant, link, document, subjects)) STRICT, WITHOUT ROWID;
CREATE TABLE link_user(
  tenant INTEGER NOT NULL, link TEXT NOT NULL, vulnerability INTEGER NOT NULL,
  PRIMARY KEY(tenant, link, vulnerability)) STRICT, WITHOUT ROWID;
CREATE TABLE conflict(
  tenant INTEGER NOT NULL, advisory INTEGER NOT NULL, hash INTEGER NOT NULL, id BLOB NOT NULL,
  since INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(tenant, advisory, hash, id)) STRICT, WITHOUT ROWID;
)sql";

absl::Status ResetDerived(Database& database) {
  return database.RunScript(
      "UPDATE record SET queued = 0; UPDATE vulnerability SET advisory = NULL;"
      "UPDATE envelope SET facts = NULL;"
      "UPDATE document SET format = NULL, issuer = NULL, name = NULL, version = NULL, updated_at = NULL,"
      " vulnerabilities = NULL");
}

}  // namespace

absl::Status ConfigureWriter(Database& database, std::size_t cache_bytes) {
  if (absl::Status status = database.TurnLogOn(); !status.ok()) return status;
  // The log may grow to 128 MiB before it is brought into place: so that few changes wait for that.
  return database.RunScript(
      absl::StrCat("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32768;"
                   "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -",
                   cache_bytes / 1024)
          .c_str());
}

absl::Status PrepareSchema(Database& database, bool create) {
  absl::StatusOr<std::int64_t> application = database.Number(0, "PRAGMA application_id");
  if (!application.ok()) return application.status();
  absl::StatusOr<std::int64_t> version = database.Number(0, "PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*application == kApplication && *version == kVersion) return absl::OkStatus();
  if (*application == kApplication && *version > kVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("the workspace has version ", *version, ", this program knows ", kVersion, ": use a newer one"));
  }
  absl::StatusOr<std::int64_t> tables = database.Number(0, "SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return tables.status();
  if (*application != 0 || *tables != 0 || !create) {
    return absl::FailedPreconditionError("the file is no workspace of vexlens");
  }
  if (absl::Status status = database.RunScript(kTables); !status.ok()) return status;
  if (absl::Status status = database.RunScript(kDerivedTables); !status.ok()) return status;
  return database.RunScript(
      absl::StrCat("PRAGMA application_id = ", kApplication, "; PRAGMA user_version = ", kVersion).c_str());
}

absl::Status DeleteDerived(Database& database) {
  absl::Status status = database.RunScript(
      "DELETE FROM alias; DELETE FROM statements; DELETE FROM bom_element; DELETE FROM link_user;"
      "DELETE FROM conflict");
  return status.ok() ? ResetDerived(database) : status;
}

absl::Status ReplaceDerived(Database& database) {
  absl::Status status = database.EditSchema(
      "DELETE FROM sqlite_schema"
      " WHERE tbl_name IN ('alias', 'statements', 'bom_element', 'link_user', 'conflict')");
  if (status.ok()) status = database.RunScript(kDerivedTables);
  return status.ok() ? ResetDerived(database) : status;
}

}  // namespace vexlens::store
