BEGIN;
PRAGMA application_id = 1447385164;
PRAGMA user_version = 1;
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tenant(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE raw(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT;
CREATE TABLE document(
  id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, digest BLOB NOT NULL, recorded_at INTEGER NOT NULL,
  -- from here on derived, and NULL where the document is only a BOM that others link to
  format INTEGER, issuer INTEGER, name TEXT, version TEXT, updated_at INTEGER, vulnerabilities BLOB,
  UNIQUE(tenant, digest)) STRICT;
CREATE INDEX document_edition ON document(tenant, name) WHERE format > 0;
CREATE INDEX document_issuer ON document(issuer);
CREATE TABLE sighting(
  document INTEGER NOT NULL, number INTEGER NOT NULL, recorded_at INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
  signature INTEGER NOT NULL, key_id TEXT NOT NULL, signer TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE envelope(
  document INTEGER NOT NULL, digest BLOB NOT NULL, recorded_at INTEGER NOT NULL,
  facts BLOB,  -- derived: see envelope_pack.h
  PRIMARY KEY(document, digest)) STRICT, WITHOUT ROWID;
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
CREATE TABLE issuer(id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(tenant, name)) STRICT;
CREATE TABLE vulnerability(
  id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, name TEXT NOT NULL,
  advisory INTEGER,  -- derived: the vulnerability that its class is called by; NULL: none has asked yet
  UNIQUE(tenant, name)) STRICT;
CREATE INDEX vulnerability_advisory ON vulnerability(advisory);
CREATE TABLE record(
  advisory INTEGER NOT NULL,
  hash INTEGER NOT NULL,  -- of product and component; the next free number where another has it
  product TEXT NOT NULL, component TEXT NOT NULL, revision INTEGER NOT NULL,
  latest INTEGER NOT NULL,  -- row of `revision`
  fingerprint BLOB NOT NULL,
  queued INTEGER NOT NULL,  -- how many rows of `conflict` it has
  PRIMARY KEY(advisory, hash)) STRICT, WITHOUT ROWID;
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
INSERT INTO meta(name, value) VALUES('as_of', 1798675200000000);
INSERT INTO meta(name, value) VALUES('heard', 0);
INSERT INTO meta(name, value) VALUES('recorded_at', 1795997262027863);
INSERT INTO tenant(id, name) VALUES(1, 'default');
INSERT INTO tenant(id, name) VALUES(2, 'acme');
INSERT INTO raw(id, digest, bytes) VALUES(1, x'a79b47d56853ff990dbf2e614c51c0a2cfb0db388c5094c36ea4e9c72b56870c', CAST('{
  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "serialNumber": "urn:uuid:6b1d0c5e-0f4a-4a8e-9a53-5d2f4f0c9b11",
  "version": 1,
  "metadata": {
    "timestamp": "2026-04-30T16:20:00Z",
    "supplier": { "name": "Fernhollow Product Security", "url": ["https://fernhollow.example.com/security"] },
    "component": {
      "type": "application",
      "bom-ref": "server",
      "group": "org.example.lanternfish",
      "name": "lanternfish-server",
      "version": "4.2.0",
      "purl": "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0"
    }
  },
  "components": [
    {
      "type": "library",
      "bom-ref": "log4j-core",
      "group": "org.apache.logging.log4j",
      "name": "log4j-core",
      "version": "2.14.1",
      "purl": "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"
    }
  ],
  "vulnerabilities": [
    {
      "id": "CVE-2021-44228",
      "source": { "name": "NVD", "url": "https://nvd.nist.gov/vuln/detail/CVE-2021-44228" },
      "analysis": { "state": "not_affected", "lastUpdated": "2026-04-30T16:00:00Z" },
      "affects": [{ "ref": "log4j-core" }]
    }
  ]
}
' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(2, x'413de6117b78eff7c09b13a50cf5970e1303c80f22e6c03e249116076ea3f9d4', CAST('{
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://lanternfish.example.org/vex/2026",
  "author": "Lanternfish Project <security@lanternfish.example.org>",
  "role": "upstream project",
  "timestamp": "2026-03-20T10:00:00Z",
  "version": 1,
  "statements": [
    {
      "vulnerability": { "name": "CVE-2021-44228" },
      "products": [
        {
          "@id": "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0",
          "subcomponents": [{ "@id": "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" }]
        }
      ],
      "status": "not_affected",
      "justification": "vulnerable_code_not_in_execute_path",
      "impact_statement": "The server logs constant patterns only; message lookups are switched off in its logging set-up."
    },
    {
      "vulnerability": { "name": "CVE-2023-44487" },
      "products": [{ "@id": "pkg:golang/lanternfish.example.org/edge@v1.8.0" }],
      "status": "under_investigation",
      "status_notes": "We measure what a flood of reset streams costs the edge proxy."
    }
  ]
}
' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(3, x'a0fac4b397fc12e1d0cced2694808b342a5b3ce2f7828a0860524fa228fca6d9', CAST('{
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://lanternfish.example.org/vex/2026",
  "author": "Lanternfish Project <security@lanternfish.example.org>",
  "role": "upstream project",
  "timestamp": "2026-04-14T09:30:00Z",
  "version": 2,
  "statements": [
    {
      "vulnerability": { "name": "CVE-2023-44487" },
      "products": [{ "@id": "pkg:golang/lanternfish.example.org/edge@v1.8.0" }],
      "status": "affected",
      "action_statement": "Update to edge v1.8.1, or limit the streams of a connection to 100."
    },
    {
      "vulnerability": { "name": "CVE-2023-44487" },
      "products": [{ "@id": "pkg:golang/lanternfish.example.org/edge@v1.8.1" }],
      "status": "fixed",
      "status_notes": "v1.8.1 closes a connection that resets too many streams."
    }
  ]
}
' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(4, x'808daf48d34a8890d52ccf14cd22b4c7c131879899c72132aa12cd2d7f46b28a', CAST('{
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://quillback.example.net/findings/2026-05",
  "author": "Quillback Security Lab",
  "role": "independent researchers",
  "timestamp": "2026-05-12T14:00:00Z",
  "version": 1,
  "statements": [
    {
      "vulnerability": { "name": "GHSA-jfh8-c2jp-5v3q", "aliases": ["CVE-2021-44228"] },
      "products": [
        {
          "@id": "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0",
          "subcomponents": [{ "@id": "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" }]
        }
      ],
      "status": "affected",
      "status_notes": "The audit plug-in logs a request header through a layout of its own, which expands lookups.",
      "action_statement": "Remove the audit plug-in, or replace log4j-core by 2.17.1 or later."
    },
    {
      "vulnerability": { "name": "CVE-2024-3094" },
      "timestamp": "2026-05-04T08:00:00Z",
      "products": [
        {
          "identifiers": { "cpe23": "cpe:2.3:o:tarnfell:tarnfell_linux:12:*:*:*:*:*:*:*" },
          "subcomponents": [{ "@id": "pkg:deb/tarnfell/xz-utils@5.4.1-1?arch=amd64" }]
        }
      ],
      "status": "not_affected",
      "justification": "vulnerable_code_not_present",
      "status_notes": "We rebuilt the package from its source and found neither the test files nor the changed macro."
    }
  ]
}
' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(5, x'b2811c98a1dcae229d85ada72fe5ec49cae5de0ea8ef15d7fdfa23a2be622762', CAST('{
  "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "serialNumber": "urn:uuid:d3b6f6a0-7c52-4c0e-8f0b-2f8a3c1e77d4",
  "version": 1,
  "metadata": {
    "timestamp": "2026-05-20T03:00:00Z",
    "authors": [{ "name": "sweep-bot", "email": "sweep-bot@example.net" }]
  },
  "vulnerabilities": [
    {
      "id": "GHSA-jfh8-c2jp-5v3q",
      "analysis": { "state": "exploitable" },
      "affects": [{ "ref": "pkg:maven/org.example.lanternfish/lanternfish-server" }]
    },
    {
      "id": "CVE-2023-44487",
      "analysis": { "state": "exploitable" },
      "affects": [{ "ref": "pkg:golang/lanternfish.example.org/edge" }]
    }
  ]
}
' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(6, x'9468b0ef3195b3eab802b0428b7176caea85d51db926646a7bbc67211b33b291', CAST('{
  "document": {
    "category": "csaf_vex",
    "csaf_version": "2.0",
    "title": "xz-utils in Tarnfell Linux: CVE-2024-3094",
    "publisher": {
      "category": "vendor",
      "name": "Tarnfell Linux Security Team",
      "namespace": "https://security.tarnfell.example.com"
    },
    "tracking": {
      "id": "TARN-2026-0011",
      "status": "final",
      "version": "2",
      "initial_release_date": "2026-02-10T12:00:00Z",
      "current_release_date": "2026-04-02T12:00:00Z",
      "revision_history": [
        { "number": "1", "date": "2026-02-10T12:00:00Z", "summary": "Both releases examined." },
        { "number": "2", "date": "2026-04-02T12:00:00Z", "summary": "Fixed package for release 13." }
      ]
    }
  },
  "product_tree": {
    "branches": [
      {
        "category": "vendor",
        "name": "Tarnfell",
        "branches": [
          { "category": "product_version", "name": "Tarnfell Linux 12", "product": {
            "product_id": "T12", "name": "Tarnfell Linux 12",
            "product_identification_helper": { "cpe": "cpe:2.3:o:tarnfell:tarnfell_linux:12:*:*:*:*:*:*:*" } } },
          { "category": "product_version", "name": "Tarnfell Linux 13", "product": {
            "product_id": "T13", "name": "Tarnfell Linux 13",
            "product_identification_helper": { "cpe": "cpe:2.3:o:tarnfell:tarnfell_linux:13:*:*:*:*:*:*:*" } } },
          { "category": "product_version", "name": "xz-utils 5.4.1-1", "product": {
            "product_id": "xz-5.4.1", "name": "xz-utils 5.4.1-1 for amd64",
            "product_identification_helper": { "purl": "pkg:deb/tarnfell/xz-utils@5.4.1-1?arch=amd64" } } },
          { "category": "product_version", "name": "xz-utils 5.6.1-1", "product": {
            "product_id": "xz-5.6.1", "name": "xz-utils 5.6.1-1 for amd64",
            "product_identification_helper": { "purl": "pkg:deb/tarnfell/xz-utils@5.6.1-1?arch=amd64" } } },
          { "category": "product_version", "name": "xz-utils 5.6.2-1", "product": {
            "product_id": "xz-5.6.2", "name": "xz-utils 5.6.2-1 for amd64",
            "product_identification_helper": { "purl": "pkg:deb/tarnfell/xz-utils@5.6.2-1?arch=amd64" } } }
        ]
      }
    ],
    "relationships": [
      { "category": "default_component_of", "product_reference": "xz-5.4.1", "relates_to_product_reference": "T12",
        "full_product_name": { "product_id": "T12:xz-5.4.1", "name": "xz-utils 5.4.1-1 in Tarnfell Linux 12" } },
      { "category": "default_component_of", "product_reference": "xz-5.6.1", "relates_to_product_reference": "T13",
        "full_product_name": { "product_id": "T13:xz-5.6.1", "name": "xz-utils 5.6.1-1 in Tarnfell Linux 13" } },
      { "category": "default_component_of", "product_reference": "xz-5.6.2", "relates_to_product_reference": "T13",
        "full_product_name": { "product_id": "T13:xz-5.6.2", "name": "xz-utils 5.6.2-1 in Tarnfell Linux 13" } }
    ]
  },
  "vulnerabilities": [
    {
      "cve": "CVE-2024-3094",
      "notes": [{ "category": "summary", "text": "Malicious code in the release archives of xz 5.6.0 and 5.6.1." }],
      "product_status": {
        "known_not_affected": ["T12:xz-5.4.1"],
        "known_affected": ["T13:xz-5.6.1"],
        "fixed": ["T13:xz-5.6.2"]
      },
      "flags": [{ "label": "vulnerable_code_not_present", "product_ids": ["T12:xz-5.4.1"] }],
      "remediations": [
        { "category": "vendor_fix", "details": "Update to xz-utils 5.6.2-1.", "product_ids": ["T13:xz-5.6.1"] }
      ]
    }
  ]
}
' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(7, x'fae9e9c28cca76f88825f43a31ec195eb9f772e65cef95906da86be5b69c148e', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://quillback.example/CVE-2026-1003/2026-05-07","author":"Quillback Security Lab","timestamp":"2026-05-07T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2026-1003"},"products":[{"@id":"pkg:npm/kite@2.0.0"}],"status":"under_investigation"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(8, x'534c01c9a48f4229acec1bbbb9dc66f097ae8ee51facf756435c3165a193e3cf', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://quillback.example/CVE-2026-1003/2026-05-08","author":"Quillback Security Lab","timestamp":"2026-05-08T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2026-1003"},"products":[{"@id":"pkg:npm/kite@2.0.0"}],"status":"affected","action_statement":"update"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(9, x'abcd72dafb25c2c9526f17e5b772b5b69116f51152d1e48863f1c72d72251703', CAST('{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:0d7b6a15-93c4-4f0e-8f55-7c2f60a1c9d2","version":1,"metadata":{"timestamp":"2026-04-02T00:00:00Z","supplier":{"name":"Fernhollow Product Security"}},"vulnerabilities":[{"id":"CVE-2023-45853","analysis":{"state":"not_affected","justification":"code_not_present","detail":"minizip is not built"},"affects":[{"ref":"urn:cdx:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1#zlib"}]}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(10, x'fc895ec7d50643d51c40c1909817b2a79b351b554fc604a6322d3834d29ae181', CAST('{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81","version":1,"metadata":{"timestamp":"2026-04-01T00:00:00Z","supplier":{"name":"Fernhollow Product Security"},"component":{"type":"application","bom-ref":"server","name":"lantern-server","purl":"pkg:generic/fernhollow/lantern-server@7.1"}},"components":[{"type":"library","bom-ref":"zlib","name":"zlib","purl":"pkg:generic/zlib@1.3"},{"type":"library","bom-ref":"curl","name":"curl","purl":"pkg:generic/curl@8.5.0"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(11, x'41fbe987651427bd6f8ec6f4cc544ed6fbde55df6c36951dd42fb181eff61c16', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://harbour.example/CVE-2024-3094/2026-05-02","author":"Harbour Light","timestamp":"2026-05-02T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-3094"},"products":[{"@id":"pkg:deb/tarnfell/xz-utils@5.6.1-1"}],"status":"not_affected","justification":"vulnerable_code_not_present"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(12, x'333967f8389f516331d89578648b99fd430a82c24c540188d8dffb4c583ba204', CAST('{"payload":"eyJAY29udGV4dCI6Imh0dHBzOi8vb3BlbnZleC5kZXYvbnMvdjAuMi4wIiwiQGlkIjoiaHR0cHM6Ly9oYXJib3VyLmV4YW1wbGUvQ1ZFLTIwMjQtMzA5NC8yMDI2LTA1LTAyIiwiYXV0aG9yIjoiSGFyYm91ciBMaWdodCIsInRpbWVzdGFtcCI6IjIwMjYtMDUtMDJUMDA6MDA6MDBaIiwidmVyc2lvbiI6MSwic3RhdGVtZW50cyI6W3sidnVsbmVyYWJpbGl0eSI6eyJuYW1lIjoiQ1ZFLTIwMjQtMzA5NCJ9LCJwcm9kdWN0cyI6W3siQGlkIjoicGtnOmRlYi90YXJuZmVsbC94ei11dGlsc0A1LjYuMS0xIn1dLCJzdGF0dXMiOiJub3RfYWZmZWN0ZWQiLCJqdXN0aWZpY2F0aW9uIjoidnVsbmVyYWJsZV9jb2RlX25vdF9wcmVzZW50In1dfQ==","payloadType":"application/vnd.openvex+json","signatures":[{"keyid":"harbour-2026","sig":"+v0BV+47uTY8pcVNtxHXHSWAFG2P4qAAyrStiPRMvLFZYagbb4eBddovNXzzrxNf8XXeSnZIbd8f3toi094VCw=="}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(13, x'06cc9784df6254a0401a0a9a76277f620a2edf67003573609c458fae27538d34', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://harbour.example/CVE-2024-3094/2026-05-03","author":"Harbour Light","timestamp":"2026-05-03T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-3094"},"products":[{"@id":"pkg:deb/tarnfell/xz-utils@5.6.0-1"}],"status":"affected","action_statement":"downgrade"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(14, x'757c94335c788f5f370459d049bbf019495dfe526879033ebc1d40b68fbded2f', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://sweep-bot.example/GHSA-2222-3333-4444/2026-05-06","author":"sweep-bot","timestamp":"2026-05-06T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"GHSA-2222-3333-4444","aliases":["CVE-2026-1002"]},"products":[{"@id":"pkg:npm/kite@1.0.0"}],"status":"affected","action_statement":"update"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(15, x'0a234f7fd08050b3c262dddddfddf6ed49fa2851359e2196b93b80b460eb9763', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://quillback.example/CVE-2026-1001/2026-05-05","author":"Quillback Security Lab","timestamp":"2026-05-05T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2026-1001","aliases":["CVE-2026-1002","GHSA-2222-3333-4444"]},"products":[{"@id":"pkg:npm/kite@1.0.0"}],"status":"affected","action_statement":"update"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(16, x'969241117c6c3560fc5b4ceed7fb67b646d59ba4968a0577552b9eeee58ac4bb', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://fernhollow.example/GHSA-5555-6666-7777/2026-05-10","author":"Fernhollow Product Security","timestamp":"2026-05-10T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"GHSA-5555-6666-7777"},"products":[{"@id":"pkg:npm/kite@3.0.0"}],"status":"affected","action_statement":"update"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(17, x'0053bf45df59e9cdb5581002d7b2605e08f4a350337c03d625b5540250249c6b', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://quillback.example/CVE-2026-1005/2026-05-11","author":"Quillback Security Lab","timestamp":"2026-05-11T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2026-1005","aliases":["GHSA-5555-6666-7777"]},"products":[{"@id":"pkg:npm/kite@3.0.0"}],"status":"affected","action_statement":"update"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(18, x'111e8c9a16035dcdb8258cc0d8562eaef706e0c24c68a23184dfde2f4607116d', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://quillback.example/CVE-2024-3094/2026-05-04","author":"Quillback Security Lab","timestamp":"2026-05-04T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-3094"},"products":[{"@id":"pkg:generic/xz@5.6.1"}],"status":"affected","action_statement":"remove it"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(19, x'4715fe433c992de61a433942b223251a6ffe2afe920292e2ebfc2e6165583c61', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://quillback.example/CVE-2026-1004/2026-05-09","author":"Quillback Security Lab","timestamp":"2026-05-09T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2026-1004"},"products":[{"@id":"pkg:npm/kite@2.0.0"}],"status":"affected","action_statement":"update"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(20, x'c557e683fcbc82688880f47404c8a380e16661b4a48bf1f179693a919abad543', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://fernhollow.example/CVE-2026-1004/2026-05-09","author":"Fernhollow Product Security","timestamp":"2026-05-09T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2026-1004"},"products":[{"@id":"pkg:npm/kite@2.0.0"}],"status":"not_affected","justification":"component_not_present"}]}' AS BLOB));
INSERT INTO raw(id, digest, bytes) VALUES(21, x'c752a62c92ce29d390f86d26dd8a6a09cb2cf83c324d0047c673474e0c5af1a9', CAST('{"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:vexlens:decision:97fb4b6a49cd:1795997262021044","author":"blue-team","statements":[{"impact_statement":"the module is not loaded","products":[{"@id":"pkg:npm/kite@2.0.0"}],"status":"not_affected","status_notes":"looked at the image","vulnerability":{"name":"CVE-2026-1004"}}],"timestamp":"2026-11-30T00:07:42.021044Z","tooling":"stella","version":1}' AS BLOB));
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(1, 1, x'a79b47d56853ff990dbf2e614c51c0a2cfb0db388c5094c36ea4e9c72b56870c', 1795997261798141, 2, 1, 'urn:uuid:6b1d0c5e-0f4a-4a8e-9a53-5d2f4f0c9b11', '1', 1777566000000000, x'01');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(2, 1, x'413de6117b78eff7c09b13a50cf5970e1303c80f22e6c03e249116076ea3f9d4', 1795997261798141, 0, 2, 'https://lanternfish.example.org/vex/2026', '1', 1774000800000000, x'0102');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(3, 1, x'a0fac4b397fc12e1d0cced2694808b342a5b3ce2f7828a0860524fa228fca6d9', 1795997261798141, 0, 2, 'https://lanternfish.example.org/vex/2026', '2', 1776159000000000, x'02');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(4, 1, x'808daf48d34a8890d52ccf14cd22b4c7c131879899c72132aa12cd2d7f46b28a', 1795997261798141, 0, 3, 'https://quillback.example.net/findings/2026-05', '1', 1778594400000000, x'0304');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(5, 1, x'b2811c98a1dcae229d85ada72fe5ec49cae5de0ea8ef15d7fdfa23a2be622762', 1795997261798141, 2, 4, 'urn:uuid:d3b6f6a0-7c52-4c0e-8f0b-2f8a3c1e77d4', '1', 1779246000000000, x'0302');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(6, 1, x'9468b0ef3195b3eab802b0428b7176caea85d51db926646a7bbc67211b33b291', 1795997261798141, 1, 5, 'TARN-2026-0011', '2', 1775131200000000, x'04');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(7, 2, x'413de6117b78eff7c09b13a50cf5970e1303c80f22e6c03e249116076ea3f9d4', 1795997261815221, 0, 6, 'https://lanternfish.example.org/vex/2026', '1', 1774000800000000, x'0506');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(8, 2, x'fae9e9c28cca76f88825f43a31ec195eb9f772e65cef95906da86be5b69c148e', 1795997261815221, 0, 7, 'https://quillback.example/CVE-2026-1003/2026-05-07', '1', 1778112000000000, x'07');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(9, 2, x'534c01c9a48f4229acec1bbbb9dc66f097ae8ee51facf756435c3165a193e3cf', 1795997261815221, 0, 7, 'https://quillback.example/CVE-2026-1003/2026-05-08', '1', 1778198400000000, x'07');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(10, 1, x'abcd72dafb25c2c9526f17e5b772b5b69116f51152d1e48863f1c72d72251703', 1795997261859742, 2, 1, 'urn:uuid:0d7b6a15-93c4-4f0e-8f55-7c2f60a1c9d2', '1', 1775088000000000, x'08');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(11, 1, x'fc895ec7d50643d51c40c1909817b2a79b351b554fc604a6322d3834d29ae181', 1795997261885187, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(12, 1, x'41fbe987651427bd6f8ec6f4cc544ed6fbde55df6c36951dd42fb181eff61c16', 1795997261898898, 0, 8, 'https://harbour.example/CVE-2024-3094/2026-05-02', '1', 1777680000000000, x'04');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(13, 1, x'06cc9784df6254a0401a0a9a76277f620a2edf67003573609c458fae27538d34', 1795997261898898, 0, 8, 'https://harbour.example/CVE-2024-3094/2026-05-03', '1', 1777766400000000, x'04');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(14, 1, x'757c94335c788f5f370459d049bbf019495dfe526879033ebc1d40b68fbded2f', 1795997261908542, 0, 4, 'https://sweep-bot.example/GHSA-2222-3333-4444/2026-05-06', '1', 1778025600000000, CAST('	' AS BLOB));
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(15, 1, x'0a234f7fd08050b3c262dddddfddf6ed49fa2851359e2196b93b80b460eb9763', 1795997261908542, 0, 3, 'https://quillback.example/CVE-2026-1001/2026-05-05', '1', 1777939200000000, x'0b');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(16, 1, x'fae9e9c28cca76f88825f43a31ec195eb9f772e65cef95906da86be5b69c148e', 1795997261914424, 0, 3, 'https://quillback.example/CVE-2026-1003/2026-05-07', '1', 1778112000000000, x'0c');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(17, 1, x'534c01c9a48f4229acec1bbbb9dc66f097ae8ee51facf756435c3165a193e3cf', 1795997261920217, 0, 3, 'https://quillback.example/CVE-2026-1003/2026-05-08', '1', 1778198400000000, x'0c');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(18, 1, x'969241117c6c3560fc5b4ceed7fb67b646d59ba4968a0577552b9eeee58ac4bb', 1795997261934627, 0, 1, 'https://fernhollow.example/GHSA-5555-6666-7777/2026-05-10', '1', 1778371200000000, x'0d');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(19, 1, x'0053bf45df59e9cdb5581002d7b2605e08f4a350337c03d625b5540250249c6b', 1795997261944912, 0, 3, 'https://quillback.example/CVE-2026-1005/2026-05-11', '1', 1778457600000000, x'0e');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(20, 1, x'111e8c9a16035dcdb8258cc0d8562eaef706e0c24c68a23184dfde2f4607116d', 1795997261950853, 0, 3, 'https://quillback.example/CVE-2024-3094/2026-05-04', '1', 1777852800000000, x'04');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(21, 1, x'4715fe433c992de61a433942b223251a6ffe2afe920292e2ebfc2e6165583c61', 1795997261968295, 0, 3, 'https://quillback.example/CVE-2026-1004/2026-05-09', '1', 1778284800000000, x'0f');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(22, 1, x'c557e683fcbc82688880f47404c8a380e16661b4a48bf1f179693a919abad543', 1795997261968295, 0, 1, 'https://fernhollow.example/CVE-2026-1004/2026-05-09', '1', 1778284800000000, x'0f');
INSERT INTO document(id, tenant, digest, recorded_at, format, issuer, name, version, updated_at, vulnerabilities) VALUES(23, 1, x'c752a62c92ce29d390f86d26dd8a6a09cb2cf83c324d0047c673474e0c5af1a9', 1795997262021190, 0, 9, 'urn:vexlens:decision:97fb4b6a49cd:1795997262021044', '1', 1795997262021044, x'0f');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(1, 1, 1795997261798141, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(2, 1, 1795997261798141, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(3, 1, 1795997261798141, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(4, 1, 1795997261798141, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(5, 1, 1795997261798141, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(6, 1, 1795997261798141, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(7, 1, 1795997261815221, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(8, 1, 1795997261815221, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(9, 1, 1795997261815221, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(10, 1, 1795997261859742, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(12, 1, 1795997261898898, 0, 0, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(13, 1, 1795997261898898, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(14, 1, 1795997261908542, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(15, 1, 1795997261908542, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(16, 1, 1795997261914424, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(17, 1, 1795997261920217, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(18, 1, 1795997261934627, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(19, 1, 1795997261944912, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(20, 1, 1795997261950853, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(20, 2, 1795997261962213, 1, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(21, 1, 1795997261968295, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(22, 1, 1795997261968295, 0, 1, '', '', '');
INSERT INTO sighting(document, number, recorded_at, withdrawn, signature, key_id, signer, reason) VALUES(23, 1, 1795997262021190, 0, 1, '', '', '');
INSERT INTO envelope(document, digest, recorded_at, facts) VALUES(12, x'333967f8389f516331d89578648b99fd430a82c24c540188d8dffb4c583ba204', 1795997261898898, x'1c6170706c69636174696f6e2f766e642e6f70656e7665782b6a736f6e00010c686172626f75722d323032360140633765303030346436363365356163396631663661306132376337336235633465373965333162366333333534306432396161356137643761366630313132648ea3b6af');
INSERT INTO signing_key(key_id, scheme, pem) VALUES('c7e0004d663e5ac9f1f6a0a27c73b5c4e79e31b6c33540d29aa5a7d7a6f0112d', 0, '-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAkXt5VOamDU6IpXMpwzIANTk6h6Aymr/d8/T+Jibbu+Q=
-----END PUBLIC KEY-----
');
INSERT INTO trust(revision, recorded_at, subject, json, digest, actor, reason) VALUES(1, 1795997261828199, 'issuers', '{"issuers":[{"aliases":[],"id":"fernhollow","keys":[],"names":["Fernhollow Product Security"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"authority":["pkg:maven/org.example.lanternfish/*","pkg:golang/lanternfish.example.org/*"],"id":"lanternfish","keys":[],"names":["Lanternfish Project <security@lanternfish.example.org>"],"operator":false,"revoked":false,"tier":"authoritative"},{"aliases":[],"id":"quillback","keys":[],"names":["Quillback Security Lab"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"authority":["pkg:deb/tarnfell/*","cpe:2.3:o:tarnfell:*"],"id":"tarnfell","keys":[],"names":["https://security.tarnfell.example.com"],"operator":false,"revoked":false,"tier":"trusted"}],"tenants":{}}', x'8addef2685bbbedb1a6dfb92963d4be3943114ad81dda0748b2b9522fb27852c', 'ann', 'the issuers that we know');
INSERT INTO trust(revision, recorded_at, subject, json, digest, actor, reason) VALUES(2, 1795997261839428, 'issuers', '{"issuers":[{"aliases":[],"id":"fernhollow","keys":[],"names":["Fernhollow Product Security"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"id":"harbour","keys":[{"algorithm":"ed25519","keyId":"harbour-2026","notAfter":"2027-01-01T00:00:00Z","notBefore":"2026-01-01T00:00:00Z","publicKey":"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAkXt5VOamDU6IpXMpwzIANTk6h6Aymr/d8/T+Jibbu+Q=\n-----END PUBLIC KEY-----\n"}],"names":["Harbour Light"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"authority":["pkg:maven/org.example.lanternfish/*","pkg:golang/lanternfish.example.org/*"],"id":"lanternfish","keys":[],"names":["Lanternfish Project <security@lanternfish.example.org>"],"operator":false,"revoked":false,"tier":"authoritative"},{"aliases":[],"id":"quillback","keys":[],"names":["Quillback Security Lab"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"authority":["pkg:deb/tarnfell/*","cpe:2.3:o:tarnfell:*"],"id":"tarnfell","keys":[],"names":["https://security.tarnfell.example.com"],"operator":false,"revoked":false,"tier":"trusted"}],"tenants":{}}', x'a33fc043b4a86cdedae8586b7f919205cfc76186e630567c9f6d1480191659ce', 'ann', 'they sign');
INSERT INTO trust(revision, recorded_at, subject, json, digest, actor, reason) VALUES(3, 1795997261852083, 'issuers', '{"issuers":[{"aliases":[],"id":"fernhollow","keys":[],"names":["Fernhollow Product Security"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"id":"harbour","keys":[{"algorithm":"ed25519","keyId":"harbour-2026","notAfter":"2027-01-01T00:00:00Z","notBefore":"2026-01-01T00:00:00Z","publicKey":"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAkXt5VOamDU6IpXMpwzIANTk6h6Aymr/d8/T+Jibbu+Q=\n-----END PUBLIC KEY-----\n"}],"names":["Harbour Light"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"authority":["pkg:maven/org.example.lanternfish/*","pkg:golang/lanternfish.example.org/*"],"id":"lanternfish","keys":[],"names":["Lanternfish Project <security@lanternfish.example.org>"],"operator":false,"revoked":false,"tier":"authoritative"},{"aliases":[],"id":"quillback","keys":[],"names":["Quillback Security Lab"],"operator":false,"revoked":false,"tier":"trusted"},{"aliases":[],"authority":["pkg:deb/tarnfell/*","cpe:2.3:o:tarnfell:*"],"id":"tarnfell","keys":[],"names":["https://security.tarnfell.example.com"],"operator":false,"revoked":false,"tier":"trusted"}],"tenants":{"default":{"issuers":[{"aliases":[],"id":"blue-team","keys":[],"names":[],"operator":true,"revoked":false,"tier":"trusted"}]}}}', x'5e4280e2c1a43ab2b3f251ec4f40484903e3dc8c9689dfd5c914433775c4bc5d', 'ann', 'who decides here');
INSERT INTO trust(revision, recorded_at, subject, json, digest, actor, reason) VALUES(4, 1795997261979037, 'policy/acme', '{"aliasJoinTier":"known","conflictThreshold":0.3,"freshness":{"floor":0.3,"halfLifeDays":90},"justification":{"component_not_present":1,"impact":0.9,"inline_mitigations_already_exist":1,"none":0.8,"vulnerable_code_cannot_be_controlled_by_adversary":1,"vulnerable_code_not_in_execute_path":1,"vulnerable_code_not_present":1},"keysBind":true,"minimumConfidence":0.02,"minimumQuorum":2,"minimumWeight":0.1,"mode":"weighted_vote","requireJustificationForNotAffected":false,"requireSignatureFor":[],"scope":[1,1,0.9,0.7,0.5],"signature":{"failed":0,"missing":0.7,"unverifiable":0.7,"verified":1},"tiers":{"authoritative":1,"known":0.5,"trusted":0.8,"unknown":0.3,"untrusted":0.1},"unknownIssuerFactor":1}', x'ffcd733059ad9bfa19d6d51ba66989b6e3783a1ee04ef2a51f8680779c8f1797', 'ann', 'two must agree');
INSERT INTO waiver(tenant, conflict, recorded_at, expires_at, actor, reason) VALUES(1, x'cb120f9f21c90c28ac21c05c6c3c6057532d4d8c9bb0c8e908aaa94b7a37532a', 1795997262000978, 1893456000000000, 'ann', 'until the vendor answers');
INSERT INTO issuer(id, tenant, name) VALUES(1, 1, 'Fernhollow Product Security');
INSERT INTO issuer(id, tenant, name) VALUES(2, 1, 'Lanternfish Project <security@lanternfish.example.org>');
INSERT INTO issuer(id, tenant, name) VALUES(3, 1, 'Quillback Security Lab');
INSERT INTO issuer(id, tenant, name) VALUES(4, 1, 'sweep-bot');
INSERT INTO issuer(id, tenant, name) VALUES(5, 1, 'https://security.tarnfell.example.com');
INSERT INTO issuer(id, tenant, name) VALUES(6, 2, 'Lanternfish Project <security@lanternfish.example.org>');
INSERT INTO issuer(id, tenant, name) VALUES(7, 2, 'Quillback Security Lab');
INSERT INTO issuer(id, tenant, name) VALUES(8, 1, 'Harbour Light');
INSERT INTO issuer(id, tenant, name) VALUES(9, 1, 'blue-team');
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(1, 1, 'CVE-2021-44228', 1);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(2, 1, 'CVE-2023-44487', 2);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(3, 1, 'GHSA-jfh8-c2jp-5v3q', 1);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(4, 1, 'CVE-2024-3094', 4);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(5, 2, 'CVE-2021-44228', 5);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(6, 2, 'CVE-2023-44487', 6);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(7, 2, 'CVE-2026-1003', 7);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(8, 1, 'CVE-2023-45853', 8);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(9, 1, 'GHSA-2222-3333-4444', 9);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(10, 1, 'CVE-2026-1002', 10);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(11, 1, 'CVE-2026-1001', 11);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(12, 1, 'CVE-2026-1003', 12);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(13, 1, 'GHSA-5555-6666-7777', 14);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(14, 1, 'CVE-2026-1005', 14);
INSERT INTO vulnerability(id, tenant, name, advisory) VALUES(15, 1, 'CVE-2026-1004', 15);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(1, 2994300190287022237, 'pkg:maven/org.example.lanternfish/lanternfish-server', '', 1, 13, x'a4b476e831f797bb06ec7fb5ca371564', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(1, 3242972652852563373, 'pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0', 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1', 2, 14, x'154562795259fa5466c7fd42802662d6', 2);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(2, 315540245931084282, 'pkg:golang/lanternfish.example.org/edge@v1.8.0', '', 2, 15, x'f152da80abc20d12ed6b5a7e4e3b8bcc', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(2, 4273869030619281478, 'pkg:golang/lanternfish.example.org/edge', '', 1, 2, x'156bffbe8e839b97f088c55a14b7431d', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(2, 4372882138924727543, 'pkg:golang/lanternfish.example.org/edge@v1.8.1', '', 2, 16, x'fca41b89ba5e42f661510f24e13863d1', 1);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(3, 2994300190287022237, 'pkg:maven/org.example.lanternfish/lanternfish-server', '', 2, 18, x'', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(3, 3242972652852563373, 'pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0', 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1', 2, 19, x'', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(4, 56907469920902301, 'pkg:deb/tarnfell/xz-utils@5.6.1-1', '', 1, 25, x'9ce47ff382c798c151884f025cdfaeb5', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(4, 1070266988418213487, 'cpe:2.3:o:tarnfell:tarnfell_linux:13:*:*:*:*:*:*:*', 'pkg:deb/tarnfell/xz-utils@5.6.2-1?arch=amd64', 1, 7, x'1d95964a9c8c878a1825813f372774f7', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(4, 1725027281319234847, 'pkg:generic/xz@5.6.1', '', 2, 34, x'91eb93d1d22fcaa0f504a52c0cd8595e', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(4, 3326556150255674624, 'pkg:deb/tarnfell/xz-utils@5.6.0-1', '', 1, 24, x'cb47376ea06ced69f82fe963ff43e801', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(4, 3791108892857837970, 'cpe:2.3:o:tarnfell:tarnfell_linux:12:*:*:*:*:*:*:*', 'pkg:deb/tarnfell/xz-utils@5.4.1-1?arch=amd64', 2, 17, x'57ae61839fb14001e8a4fb568a211570', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(4, 4498346844432887230, 'cpe:2.3:o:tarnfell:tarnfell_linux:13:*:*:*:*:*:*:*', 'pkg:deb/tarnfell/xz-utils@5.6.1-1?arch=amd64', 2, 23, x'a44b310a59461906f0206780f8c035dd', 1);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(5, 3242972652852563373, 'pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0', 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1', 2, 36, x'b1aa057ec0e019ee09f4859fa3694c91', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(6, 315540245931084282, 'pkg:golang/lanternfish.example.org/edge@v1.8.0', '', 2, 37, x'38f524c174d655c00c56e355dea9407a', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(7, 2648029826549168769, 'pkg:npm/kite@2.0.0', '', 2, 38, x'd8b1c95ba840d18f19ab1736a1f2c663', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(8, 2580481527288810293, 'pkg:generic/fernhollow/lantern-server@7.1', 'pkg:generic/zlib@1.3', 1, 21, x'afb770ff7664e1b8951d8f834a8a829b', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(8, 4067438708821887644, 'cdx:urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1#zlib', '', 2, 22, x'', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(9, 2087013598925834818, 'pkg:npm/kite@1.0.0', '', 1, 27, x'd48e25fc959d48c84de0dda76dd2e44e', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(11, 2087013598925834818, 'pkg:npm/kite@1.0.0', '', 1, 26, x'd5e4bfb5bb130f1fafbdfbd2ed966394', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(12, 2648029826549168769, 'pkg:npm/kite@2.0.0', '', 2, 29, x'7e38de1903416290a0cfccc8b69fe4de', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(13, 1845894025249885747, 'pkg:npm/kite@3.0.0', '', 2, 32, x'', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(14, 1845894025249885747, 'pkg:npm/kite@3.0.0', '', 1, 31, x'17d4d139b846743f6b56d92d0078043c', 0);
INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued) VALUES(15, 2648029826549168769, 'pkg:npm/kite@2.0.0', '', 2, 39, x'7bfd3a1cefc40b0cf52a48fa63b91d79', 0);
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(1, 1, 3242972652852563373, 1, 0, 1795997261798141, 0, 1796083199999999, 2, 2, NULL, x'138e0bfc79b16e86ac381610d8cae97dbbf49cf4f985232ec9f297ec05fd4329');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(2, 2, 4273869030619281478, 1, 0, 1795997261798141, 0, 1796083199999999, 0, 0, NULL, x'291796ba369638e365b6f818f63aed9a2060ebf5a58111c1082ac98f17a76a10');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(3, 2, 315540245931084282, 1, 0, 1795997261798141, 0, 1796083199999999, 0, 0, NULL, x'd8afddaf9cfddcb15e77edc87a925b15255ea94a3fd664975de06a3897c7fef8');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(4, 2, 4372882138924727543, 1, 0, 1795997261798141, 0, 1796083199999999, 4, 0, NULL, x'bcfff49ff7fefbc6047d3daeb88430bfe3fb426363043fb3a59f1b40806cd2c1');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(5, 4, 3791108892857837970, 1, 0, 1795997261798141, 0, 1796083199999999, 2, 2, NULL, x'56f4eefc3ede331f0179899a35ecdd3c28aa5929b507137c2b4c227ba66ead44');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(6, 4, 4498346844432887230, 1, 0, 1795997261798141, 0, 1796083199999999, 0, 0, NULL, x'ee4daa94ed221585f1c451e5d24b26779ea96c6fa35d1dc635045cd93e31f597');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(7, 4, 1070266988418213487, 1, 0, 1795997261798141, 0, 1796083199999999, 3, 3, NULL, x'740219eb311225180ac19a96c607edc43cfe4526c17ebf8eabbbbc0be3ab1796');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(8, 3, 2994300190287022237, 1, 0, 1795997261798141, 0, 1796083199999999, 0, 0, NULL, x'3bed08f7f561e05e3bc6ba25c3f198e6768c5b986a56262f812bad24a69cb587');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(9, 3, 3242972652852563373, 1, 0, 1795997261798141, 0, 1796083199999999, 0, 0, NULL, x'fea2f51ea68e0c87e431dde2058e914467949517d2a20872f81b050fbb6fdea1');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(10, 5, 3242972652852563373, 1, 0, 1795997261815221, 0, 1796083199999999, 2, 2, NULL, x'db0a63cd59ec3d7fd01f795cf1749779044f1957ae6ee341e754f3e3aef952d7');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(11, 6, 315540245931084282, 1, 0, 1795997261815221, 0, 1796083199999999, 1, 1, NULL, x'1a28cf0c36b9e792a7a5eca1087011af6154c2a5c40ab6efc75f2e6dde8fab12');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(12, 7, 2648029826549168769, 1, 0, 1795997261815221, 0, 1796083199999999, 0, 0, NULL, x'360a8cd0bc6418a8faf72656000f8a1d4c75a71153cb2baf8bdac549b11a1366');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(13, 1, 2994300190287022237, 1, 0, 1795997261828199, 1, 1796083199999999, 0, 0, NULL, x'368824f51432ce92a2a722ebe57321fd583ae498033f551f8d38fea422e0ee26');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(14, 1, 3242972652852563373, 2, 1, 1795997261828199, 1, 1796083199999999, 4, 0, NULL, x'008ef7a4027e8a6806cce45cc9ae8a9cabbb578386fdc304bff549d04baeea0c');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(15, 2, 315540245931084282, 2, 3, 1795997261828199, 1, 1796083199999999, 0, 0, NULL, x'e870243dbd6bab0b17c7c9a67760cf1e91b77a7c9692a4b027ef2526172d06d9');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(16, 2, 4372882138924727543, 2, 4, 1795997261828199, 1, 1796083199999999, 3, 3, NULL, x'f4ff0b1f62efcb81b245466df272fda63295260a3fc766327c03d64346fc48a6');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(17, 4, 3791108892857837970, 2, 5, 1795997261828199, 1, 1796083199999999, 2, 2, NULL, x'f6aa47739a35607a4ed8524101b625bf35437f294c1c54cbdd8c11ebc67c5294');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(18, 3, 2994300190287022237, 2, 8, 1795997261828199, 1, 1796083199999999, NULL, NULL, 1, NULL);
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(19, 3, 3242972652852563373, 2, 9, 1795997261828199, 1, 1796083199999999, NULL, NULL, 1, NULL);
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(20, 8, 4067438708821887644, 1, 0, 1795997261859742, 0, 1796083199999999, 2, 2, NULL, x'039d599e8a72e03e1bacaa122907b2f4ffbaf1e25b59481aacbd8bf64670a13f');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(21, 8, 2580481527288810293, 1, 0, 1795997261885187, 0, 1796083199999999, 2, 2, NULL, x'4a80299b8aa24e982a6766dba982aae16670ccf8bd060ff00887846b6d829c42');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(22, 8, 4067438708821887644, 2, 20, 1795997261885187, 0, 1796083199999999, NULL, NULL, NULL, NULL);
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(23, 4, 4498346844432887230, 2, 6, 1795997261898898, 0, 1796083199999999, 4, 0, NULL, x'7f5fe728db9d519538d3ee04f44cef13a07e4d38937c3693665511cc5f335371');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(24, 4, 3326556150255674624, 1, 0, 1795997261898898, 0, 1796083199999999, 0, 0, NULL, x'eaaaa531b4ee9f12b688d51e6520bc090d64b98f13858e0a27f593e18e9697f0');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(25, 4, 56907469920902301, 1, 0, 1795997261898898, 0, 1796083199999999, 2, 2, NULL, x'eca4321a10d3a1196747315b9288526956e0e7e9d39fe2c6070105faef9c53a3');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(26, 11, 2087013598925834818, 1, 0, 1795997261908542, 0, 1796083199999999, 0, 0, NULL, x'fd412a139017bf0ca1a61d7f00e7db498e5efe7f3382c095f5f6efdd28966349');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(27, 9, 2087013598925834818, 1, 0, 1795997261908542, 0, 1796083199999999, 0, 0, NULL, x'0f36b3b49ce946da2e6f3e37de71c6f4b8d4c4536703d8a30878fce73fe31ebb');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(28, 12, 2648029826549168769, 1, 0, 1795997261914424, 0, 1796083199999999, 1, 1, NULL, x'ea7116650527bddd41bf3af8cb69f65002031e279b9f29baee2993874ad41393');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(29, 12, 2648029826549168769, 2, 28, 1795997261920217, 0, 1796083199999999, 0, 0, NULL, x'6445f84ada760bff2536b3e241309c022d2a8370a0b8d1dcd6f92bd714e91510');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(30, 13, 1845894025249885747, 1, 0, 1795997261934627, 0, 1796083199999999, 0, 0, NULL, x'052f1edee42e0a0eef1a5a724a9fa69c78f42999c6a0825d609c4595a459e47f');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(31, 14, 1845894025249885747, 1, 0, 1795997261944912, 0, 1796083199999999, 0, 0, NULL, x'7f681d538502e6573e4ad9261473cc0348b41e66b885bc10c1cf4ff9eb36ef8d');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(32, 13, 1845894025249885747, 2, 30, 1795997261944912, 0, 1796083199999999, NULL, NULL, 14, NULL);
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(33, 4, 1725027281319234847, 1, 0, 1795997261950853, 0, 1796083199999999, 0, 0, NULL, x'1be9aa38cb55370a312b918e844bb43aaadee7f9970f5881e903377993e40b1c');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(34, 4, 1725027281319234847, 2, 33, 1795997261962213, 0, 1796083199999999, 5, 1, NULL, x'5e95e8b69075c7dabf27dfe3de7f87efb24202c2ddd0e27ebeacb3cc68fa2a65');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(35, 15, 2648029826549168769, 1, 0, 1795997261968295, 0, 1796083199999999, 4, 0, NULL, x'ac0f44c413d41a6c362110cfaed1f4b811bc54ee75fa7e9282e60856de0b36b7');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(36, 5, 3242972652852563373, 2, 10, 1795997261979037, 2, 1796083199999999, 5, 1, NULL, x'58636eded7e8cdb02cbd2de6dfe168aea434a8ac940b3ced2c2767471d81a380');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(37, 6, 315540245931084282, 2, 11, 1795997261979037, 2, 1796083199999999, 5, 1, NULL, x'a8b8221a2b066991c430e73ad41f51accb9adec77459712f222d8d6961365013');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(38, 7, 2648029826549168769, 2, 12, 1795997261979037, 2, 1796083199999999, 5, 1, NULL, x'962de40098f67ac9f7afdd90e9dc5f144881d08296a22eba3e32c895f4830b56');
INSERT INTO revision(sequence, advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, renamed_to, digest) VALUES(39, 15, 2648029826549168769, 2, 35, 1795997262021190, 0, 1796083199999999, 2, 2, NULL, x'362f41e4232e2f2ecf825422e04d214c909c65f4f6f53785dcfcb09f658b5a32');
INSERT INTO alias(one, other, issuer) VALUES(1, 3, 3);
INSERT INTO alias(one, other, issuer) VALUES(3, 1, 3);
INSERT INTO alias(one, other, issuer) VALUES(9, 10, 4);
INSERT INTO alias(one, other, issuer) VALUES(10, 9, 4);
INSERT INTO alias(one, other, issuer) VALUES(13, 14, 3);
INSERT INTO alias(one, other, issuer) VALUES(14, 13, 3);
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(1, 1, x'00b8fb2d36ffbf30da', x'033a706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d73657276657240342e322e3034706b673a6d6176656e2f6f72672e6170616368652e6c6f6767696e672e6c6f67346a2f6c6f67346a2d636f726540322e31342e311c2f76756c6e65726162696c69746965732f012f616666656374732f01018180c1e7f1aba80681b0f5dffaaba806020100020000000000000301010100178a6772');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(1, 2, x'00b8fb2d36ffbf30da', x'053a706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d73657276657240342e322e3034706b673a6d6176656e2f6f72672e6170616368652e6c6f6767696e672e6c6f67346a2f6c6f67346a2d636f726540322e31342e312376756c6e657261626c655f636f64655f6e6f745f696e5f657865637574655f706174685f54686520736572766572206c6f677320636f6e7374616e74207061747465726e73206f6e6c793b206d657373616765206c6f6f6b75707320617265207377697463686564206f666620696e20697473206c6f6767696e67207365742d75702e282f73746174656d656e74732f012f70726f64756374732f012f737562636f6d706f6e656e74732f010181a09ff8b7dca60681a09ff8b7dca60602010002000003030400050101010053dd3525');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(2, 2, x'007ad521b2', x'022e706b673a676f6c616e672f6c616e7465726e666973682e6578616d706c652e6f72672f656467654076312e382e30182f73746174656d656e74732f012f70726f64756374732f010181a09ff8b7dca60681a09ff8b7dca6060101000000000000000202010100c3757965');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(2, 3, x'007ad521b2', x'042e706b673a676f6c616e672f6c616e7465726e666973682e6578616d706c652e6f72672f656467654076312e382e304355706461746520746f20656467652076312e382e312c206f72206c696d6974207468652073747265616d73206f66206120636f6e6e656374696f6e20746f203130302e182f73746174656d656e74732f012f70726f64756374732f012e706b673a676f6c616e672f6c616e7465726e666973682e6578616d706c652e6f72672f656467654076312e382e310281d893e487daa70681d893e487daa706000100000000000002030101010081d893e487daa70681d893e487daa70603040000000000000003020101004e74f6e8');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(2, 5, x'007ad521b2', x'0227706b673a676f6c616e672f6c616e7465726e666973682e6578616d706c652e6f72672f656467651c2f76756c6e65726162696c69746965732f012f616666656374732f010181b0e2dcdf8da90681b0e2dcdf8da9060001000000000000000202010100fa48192f');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(3, 4, x'01b8fb2d36ffbf30da', x'053a706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d73657276657240342e322e3034706b673a6d6176656e2f6f72672e6170616368652e6c6f6767696e672e6c6f67346a2f6c6f67346a2d636f726540322e31342e314352656d6f76652074686520617564697420706c75672d696e2c206f72207265706c616365206c6f67346a2d636f726520627920322e31372e31206f72206c617465722e282f73746174656d656e74732f012f70726f64756374732f012f737562636f6d706f6e656e74732f010e4356452d323032312d34343232380181e0caf6e8e7a80681e0caf6e8e7a80600010002000000000003040101010105276ccf5f');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(3, 5, x'00b8fb2d36', x'0234706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d7365727665721c2f76756c6e65726162696c69746965732f012f616666656374732f010181b0e2dcdf8da90681b0e2dcdf8da90600010000000000000002010101005764291a');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(4, 4, x'002c3b1d68b650cd8f', x'04326370653a322e333a6f3a7461726e66656c6c3a7461726e66656c6c5f6c696e75783a31323a2a3a2a3a2a3a2a3a2a3a2a3a2a2c706b673a6465622f7461726e66656c6c2f787a2d7574696c7340352e342e312d313f617263683d616d6436341b76756c6e657261626c655f636f64655f6e6f745f70726573656e74282f73746174656d656e74732f012f70726f64756374732f012f737562636f6d706f6e656e74732f01018180c493aabea8068180c493aabea8060201000200000303000004020101003b0decb6');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(4, 6, x'002c3b1d68b650cd8f', x'0b326370653a322e333a6f3a7461726e66656c6c3a7461726e66656c6c5f6c696e75783a31323a2a3a2a3a2a3a2a3a2a3a2a3a2a2c706b673a6465622f7461726e66656c6c2f787a2d7574696c7340352e342e312d313f617263683d616d6436341464656661756c745f636f6d706f6e656e745f6f661b76756c6e657261626c655f636f64655f6e6f745f70726573656e74362f76756c6e65726162696c69746965732f012f70726f647563745f7374617475732f6b6e6f776e5f6e6f745f61666665637465642f01326370653a322e333a6f3a7461726e66656c6c3a7461726e66656c6c5f6c696e75783a31333a2a3a2a3a2a3a2a3a2a3a2a3a2a2c706b673a6465622f7461726e66656c6c2f787a2d7574696c7340352e362e312d313f617263683d616d6436341b55706461746520746f20787a2d7574696c7320352e362e322d312e322f76756c6e65726162696c69746965732f012f70726f647563745f7374617475732f6b6e6f776e5f61666665637465642f012c706b673a6465622f7461726e66656c6c2f787a2d7574696c7340352e362e322d313f617263683d616d643634292f76756c6e65726162696c69746965732f012f70726f647563745f7374617475732f66697865642f010381c0d8899e9ea70681c097ebdf9da50602010002000304040000050101000081c0d8899e9ea70681c097ebdf9da50600060007000300000008090101000081c0d8899e9ea70681c097ebdf9da5060306000a0003000000000b01010000b55d6b18');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(4, 12, x'00b650cd8f', x'0321706b673a6465622f7461726e66656c6c2f787a2d7574696c7340352e362e312d311b76756c6e657261626c655f636f64655f6e6f745f70726573656e74182f73746174656d656e74732f012f70726f64756374732f01018180e58eccb2a8068180e58eccb2a80602010000000202000003010101005b3c71d9');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(4, 13, x'00b650cd8f', x'0321706b673a6465622f7461726e66656c6c2f787a2d7574696c7340352e362e302d3109646f776e6772616465182f73746174656d656e74732f012f70726f64756374732f01018180a0eccfb7a8068180a0eccfb7a8060001000000000000020301010100840c95a9');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(4, 20, x'009181641e', x'0314706b673a67656e657269632f787a40352e362e310972656d6f7665206974182f73746174656d656e74732f012f70726f64756374732f01018180dbc9d3bca8068180dbc9d3bca80600010000000000000203010101001f96ed6f');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(5, 7, x'00b8fb2d36ffbf30da', x'053a706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d73657276657240342e322e3034706b673a6d6176656e2f6f72672e6170616368652e6c6f6767696e672e6c6f67346a2f6c6f67346a2d636f726540322e31342e312376756c6e657261626c655f636f64655f6e6f745f696e5f657865637574655f706174685f54686520736572766572206c6f677320636f6e7374616e74207061747465726e73206f6e6c793b206d657373616765206c6f6f6b75707320617265207377697463686564206f666620696e20697473206c6f6767696e67207365742d75702e282f73746174656d656e74732f012f70726f64756374732f012f737562636f6d706f6e656e74732f010181a09ff8b7dca60681a09ff8b7dca60602010002000003030400050101010053dd3525');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(6, 7, x'007ad521b2', x'022e706b673a676f6c616e672f6c616e7465726e666973682e6578616d706c652e6f72672f656467654076312e382e30182f73746174656d656e74732f012f70726f64756374732f010181a09ff8b7dca60681a09ff8b7dca6060101000000000000000202010100c3757965');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(7, 8, x'00d03d20db', x'0212706b673a6e706d2f6b69746540322e302e30182f73746174656d656e74732f012f70726f64756374732f010181808ce2decba80681808ce2decba80601010000000000000002010101002cba4fbb');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(7, 9, x'00d03d20db', x'0312706b673a6e706d2f6b69746540322e302e3006757064617465182f73746174656d656e74732f012f70726f64756374732f01018180c7bfe2d0a8068180c7bfe2d0a80600010000000000000203010101004241adb7');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(8, 10, x'0271d67fe0', x'05386364783a75726e3a757569643a36663163326133342d306237652d346435392d396136332d3266316530633564376238312f31237a6c69621b76756c6e657261626c655f636f64655f6e6f745f70726573656e7410636f64655f6e6f745f70726573656e74146d696e697a6970206973206e6f74206275696c741c2f76756c6e65726162696c69746965732f012f616666656374732f01018180fb9adc9ba7068180fb9adc9ba7060201000000020304000501010100c1b42399');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(9, 14, x'01d03d20db', x'0412706b673a6e706d2f6b69746540312e302e3006757064617465182f73746174656d656e74732f012f70726f64756374732f010d4356452d323032362d31303032018180d184dbc6a8068180d184dbc6a806000100000000000002030101010104aa8d7490');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(11, 15, x'01d03d20db', x'0512706b673a6e706d2f6b69746540312e302e3006757064617465182f73746174656d656e74732f012f70726f64756374732f010d4356452d323032362d3130303213474853412d323232322d333333332d3434343401818096a7d7c1a806818096a7d7c1a80600010000000000000203010101020405b93398e5');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(12, 16, x'00d03d20db', x'0212706b673a6e706d2f6b69746540322e302e30182f73746174656d656e74732f012f70726f64756374732f010181808ce2decba80681808ce2decba80601010000000000000002010101002cba4fbb');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(12, 17, x'00d03d20db', x'0312706b673a6e706d2f6b69746540322e302e3006757064617465182f73746174656d656e74732f012f70726f64756374732f01018180c7bfe2d0a8068180c7bfe2d0a80600010000000000000203010101004241adb7');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(13, 18, x'00d03d20db', x'0312706b673a6e706d2f6b69746540332e302e3006757064617465182f73746174656d656e74732f012f70726f64756374732f01018180bdfae9daa8068180bdfae9daa80600010000000000000203010101005ffe9198');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(14, 19, x'01d03d20db', x'0412706b673a6e706d2f6b69746540332e302e3006757064617465182f73746174656d656e74732f012f70726f64756374732f0113474853412d353535352d363636362d37373737018180f8d7eddfa8068180f8d7eddfa806000100000000000002030101010104872ad436');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(15, 21, x'00d03d20db', x'0312706b673a6e706d2f6b69746540322e302e3006757064617465182f73746174656d656e74732f012f70726f64756374732f01018180829de6d5a8068180829de6d5a8060001000000000000020301010100f7069416');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(15, 22, x'00d03d20db', x'0312706b673a6e706d2f6b69746540322e302e3015636f6d706f6e656e745f6e6f745f70726573656e74182f73746174656d656e74732f012f70726f64756374732f01018180829de6d5a8068180829de6d5a8060201000000020200000301010100df4f6d76');
INSERT INTO statements(vulnerability, document, outline, pack) VALUES(15, 23, x'00d03d20db', x'0312706b673a6e706d2f6b69746540322e302e3018746865206d6f64756c65206973206e6f74206c6f61646564182f73746174656d656e74732f012f70726f64756374732f0101e98690ade6dcb006e98690ade6dcb0060201000000000002000301010100c283c499');
INSERT INTO bom_reference(tenant, link, document, subjects) VALUES(1, 'cdx:urn:uuid:6b1d0c5e-0f4a-4a8e-9a53-5d2f4f0c9b11/1', 1, x'3a706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d73657276657240342e322e30000000');
INSERT INTO bom_reference(tenant, link, document, subjects) VALUES(1, 'cdx:urn:uuid:6b1d0c5e-0f4a-4a8e-9a53-5d2f4f0c9b11/1#log4j-core', 1, x'3a706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d73657276657240342e322e300034706b673a6d6176656e2f6f72672e6170616368652e6c6f6767696e672e6c6f67346a2f6c6f67346a2d636f726540322e31342e3100');
INSERT INTO bom_reference(tenant, link, document, subjects) VALUES(1, 'cdx:urn:uuid:6b1d0c5e-0f4a-4a8e-9a53-5d2f4f0c9b11/1#server', 1, x'3a706b673a6d6176656e2f6f72672e6578616d706c652e6c616e7465726e666973682f6c616e7465726e666973682d73657276657240342e322e30000000');
INSERT INTO bom_reference(tenant, link, document, subjects) VALUES(1, 'cdx:urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1', 11, x'29706b673a67656e657269632f6665726e686f6c6c6f772f6c616e7465726e2d73657276657240372e31000000');
INSERT INTO bom_reference(tenant, link, document, subjects) VALUES(1, 'cdx:urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1#curl', 11, x'29706b673a67656e657269632f6665726e686f6c6c6f772f6c616e7465726e2d73657276657240372e310016706b673a67656e657269632f6375726c40382e352e3000');
INSERT INTO bom_reference(tenant, link, document, subjects) VALUES(1, 'cdx:urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1#server', 11, x'29706b673a67656e657269632f6665726e686f6c6c6f772f6c616e7465726e2d73657276657240372e31000000');
INSERT INTO bom_reference(tenant, link, document, subjects) VALUES(1, 'cdx:urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1#zlib', 11, x'29706b673a67656e657269632f6665726e686f6c6c6f772f6c616e7465726e2d73657276657240372e310014706b673a67656e657269632f7a6c696240312e3300');
INSERT INTO link_user(tenant, link, vulnerability) VALUES(1, 'cdx:urn:uuid:6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81/1#zlib', 8);
INSERT INTO conflict(tenant, advisory, hash, id, since, reason) VALUES(1, 1, 3242972652852563373, x'1c5c8f5befbe0d7ca106b03f8b777c8e196d93425655765a8c32bd87502f6fb9', 1778594400000000, 'status_disagreement');
INSERT INTO conflict(tenant, advisory, hash, id, since, reason) VALUES(1, 1, 3242972652852563373, x'6d391541e130d2a95b5df2fc1483911d675597623eb5ffe7b2255be50a28d3f1', 1779246000000000, 'scope_mismatch');
INSERT INTO conflict(tenant, advisory, hash, id, since, reason) VALUES(1, 2, 4372882138924727543, x'9a962b972afc910c0f002ee775a91f6c07d15cda4a2fbeb814cb81f9d8d78406', 1779246000000000, 'scope_mismatch');
INSERT INTO conflict(tenant, advisory, hash, id, since, reason) VALUES(1, 4, 4498346844432887230, x'cb120f9f21c90c28ac21c05c6c3c6057532d4d8c9bb0c8e908aaa94b7a37532a', 1777680000000000, 'scope_mismatch');
COMMIT;
