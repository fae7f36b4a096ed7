#include "lib/sqlite/workspace_schema.h"

#include <array>

namespace vexlens::sqlite {
namespace {

// A script that was released is never changed again, not even its comments: workspaces keep its checksum.

// Instants are microseconds, digests 32 bytes, enumerations their numbers in the headers.
constexpr const char* kFirst = R"sql(
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

CREATE TABLE alias(
  one INTEGER NOT NULL, other INTEGER NOT NULL, issuer INTEGER NOT NULL,
  PRIMARY KEY(one, other, issuer)) STRICT, WITHOUT ROWID;
CREATE TABLE statements(
  vulnerability INTEGER NOT NULL, document INTEGER NOT NULL,
  outline BLOB NOT NULL,  -- of the pack: see outline.h
  pack BLOB NOT NULL, PRIMARY KEY(vulnerability, document)) STRICT, WITHOUT ROWID;
CREATE TABLE bom_reference(
  tenant INTEGER NOT NULL, link TEXT NOT NULL, document INTEGER NOT NULL, subjects BLOB NOT NULL,
  PRIMARY KEY(tenant, link, document)) STRICT, WITHOUT ROWID;
CREATE TABLE link_user(
  tenant INTEGER NOT NULL, link TEXT NOT NULL, vulnerability INTEGER NOT NULL,
  PRIMARY KEY(tenant, link, vulnerability)) STRICT, WITHOUT ROWID;
CREATE TABLE conflict(
  tenant INTEGER NOT NULL, advisory INTEGER NOT NULL, hash INTEGER NOT NULL, id BLOB NOT NULL,
  since INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY(tenant, advisory, hash, id)) STRICT, WITHOUT ROWID;
)sql";

// Answers know by which rules they were formed, and a BOM is a document like any other. Before, it was a row without a
// format and without a sighting.
constexpr const char* kRulesAndBoms = R"sql(
INSERT INTO meta(name, value) VALUES('rules', 0);  -- by which the stored answers were formed
ALTER TABLE revision ADD COLUMN rules INTEGER NOT NULL DEFAULT 0;  -- 0: from before they were numbered
ALTER TABLE document ADD COLUMN latest_at INTEGER;  -- derived: the latest date of it and of what it says
ALTER TABLE document ADD COLUMN checksum BLOB;  -- derived: KnownDocument::Checksum
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason)
  SELECT id, 1, recorded_at, 0, 1, '', '', '' FROM document WHERE id NOT IN (SELECT document FROM sighting);
-- Documents that were recorded here for an operator: by whom, and why.
CREATE TABLE decision(
  document INTEGER NOT NULL, recorded_at INTEGER NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY(document, recorded_at)) STRICT, WITHOUT ROWID;

-- What follows from the documents is derived again.
DROP TABLE alias;
DROP TABLE bom_reference;
CREATE TABLE alias(
  one INTEGER NOT NULL, other INTEGER NOT NULL, issuer INTEGER NOT NULL,
  says INTEGER NOT NULL,  -- see alias.h
  PRIMARY KEY(one, other, issuer)) STRICT, WITHOUT ROWID;
CREATE TABLE bom_element(
  tenant INTEGER NOT NULL, link TEXT NOT NULL, document INTEGER NOT NULL, subjects BLOB NOT NULL,
  PRIMARY KEY(tenant, link, document, subjects)) STRICT, WITHOUT ROWID;
CREATE INDEX bom_element_document ON bom_element(document);
)sql";

// When conflicts came into the queue and left it, and how far each tenant's history was told to a timeline. What waits
// now was opened by the last revision of its record, at the latest.
constexpr const char* kOutbox = R"sql(
CREATE TABLE conflict_step(
  sequence INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, advisory INTEGER NOT NULL, hash INTEGER NOT NULL,
  id BLOB NOT NULL, since INTEGER NOT NULL, reason TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  step INTEGER NOT NULL) STRICT;  -- of one that was waived, `waiver` has the rest
CREATE INDEX conflict_step_record ON conflict_step(advisory, hash);
INSERT INTO conflict_step(tenant, advisory, hash, id, since, reason, recorded_at, step)
  SELECT * FROM (
    SELECT c.tenant, c.advisory, c.hash, c.id, c.since, c.reason, v.recorded_at AS at, 0 AS step
      FROM conflict c JOIN record r ON r.advisory = c.advisory AND r.hash = c.hash
      JOIN revision v ON v.sequence = r.latest
    UNION ALL
    SELECT c.tenant, c.advisory, c.hash, c.id, c.since, c.reason, w.recorded_at, 2
      FROM waiver w JOIN conflict c ON c.tenant = w.tenant AND c.id = w.conflict)
  ORDER BY at, step, id;
CREATE TABLE relayed(
  tenant INTEGER PRIMARY KEY, trust INTEGER NOT NULL, revision INTEGER NOT NULL, conflict INTEGER NOT NULL,
  refused INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL) STRICT;
ALTER TABLE trust ADD COLUMN replaced TEXT;  -- of the first directory: the one that it replaced, the starter directory
)sql";

constexpr std::array<Migration, 3> kMigrations = {{
    {1, "first", kFirst},
    {2, "rules_and_boms", kRulesAndBoms},
    {3, "outbox", kOutbox},
}};

}  // namespace

const Schema& WorkspaceSchema() {
  static constexpr Schema kSchema = {0x5645584C, "workspace", kMigrations};  // "VEXL"
  return kSchema;
}

}  // namespace vexlens::sqlite
