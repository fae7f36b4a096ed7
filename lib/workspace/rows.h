// Rows: what a workspace keeps, as its rules and its stores speak of it.
#ifndef VEXLENS_LIB_WORKSPACE_ROWS_H_
#define VEXLENS_LIB_WORKSPACE_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// RowId is the number of a row, given by the store: ascending from 1 within its kind. 0 is no row.
using RowId = std::int64_t;

// Settings are of the whole store.
struct Settings {
  Instant as_of;            // of all stored records; undated in a store that was never written
  Instant recorded_at;      // of the last change
  std::uint64_t heard = 0;  // the last revision that an observer has heard of
  std::uint32_t rules = 0;  // kRules by which the records were formed

  friend bool operator==(const Settings&, const Settings&) = default;
};

// NameKind says what names are of. Those of tenants belong to no tenant.
enum class NameKind : std::uint8_t { kTenant, kIssuer, kVulnerability };

struct NamedRow {
  RowId id = 0;
  std::string name;
};

struct VulnerabilityRow {
  RowId id = 0;
  std::string name;
  RowId advisory = 0;  // derived: the vulnerability that its class is called by; 0: not known yet
};

// Sighting is one way in which a document was seen; they add up.
struct Sighting {
  Instant recorded_at;
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;  // kFailed stands for what came with envelopes
  std::string key_id;
  std::string signer;
  std::string reason;
};

// EnvelopeRow is a signed form in which a document came; its bytes are kept like a document's.
struct EnvelopeRow {
  Digest digest;
  Instant recorded_at;
  std::optional<std::string> facts;  // derived: PackEnvelope
};

// DocumentFacts are what follows from a document's bytes, apart from its statements.
struct DocumentFacts {
  Format format{};
  RowId issuer = 0;
  std::string name;
  std::string version;
  Instant updated_at;
  Instant latest_at;
  std::string checksum;  // KnownDocument::Checksum
};

struct DocumentRow {
  RowId id = 0;
  RowId tenant = 0;
  Digest digest;
  Instant recorded_at;
  std::optional<DocumentFacts> facts;  // absent where they are still to be derived, or could not be
  std::vector<Sighting> sightings;     // in order of arrival
  std::vector<EnvelopeRow> envelopes;  // in order of their digests
  std::vector<RowId> editions;         // others of its name, if its format replaces documents as a whole
};

// DocumentsOf picks documents; what is zero or false picks by nothing.
struct DocumentsOf {
  RowId tenant = 0;
  RowId issuer = 0;
  bool enveloped = false;
};

// HeldDocument is a document as it is listed.
struct HeldDocument {
  RowId id = 0;
  RowId tenant = 0;
  Digest digest;
  Instant recorded_at;
};

// Seen is what is noted when a document comes: how, and who recorded it here for an operator.
struct Seen {
  RowId document = 0;
  std::vector<Sighting> sightings;
  std::vector<EnvelopeRow> envelopes;  // one of a digest that the document has replaces its facts
  std::optional<Audit> decision;
  Instant recorded_at;  // of the decision
};

// AliasRow is what statements of an issuer say of two vulnerabilities: see alias.h.
struct AliasRow {
  RowId one = 0;
  RowId other = 0;
  RowId issuer = 0;
  std::int64_t says = 0;
};

// StatementRow is what a document says about a vulnerability.
struct StatementRow {
  RowId vulnerability = 0;
  std::string outline;  // WriteOutline
  std::string pack;     // PackStatements
};

// ElementRow is what an element of a BOM stands for.
struct ElementRow {
  std::string link;
  std::string subjects;  // PackElement
  RowId document = 0;
};

// LinkRow says that something is said of a vulnerability where a link stands.
struct LinkRow {
  std::string link;
  RowId vulnerability = 0;
};

// DerivedDocument is all that follows from a document's bytes.
struct DerivedDocument {
  RowId id = 0;
  RowId tenant = 0;
  DocumentFacts facts;
  std::string vulnerabilities;  // the rows that its statements are about, each by AppendNumber
  std::vector<StatementRow> statements;
  std::vector<AliasRow> aliases;
  std::vector<ElementRow> elements;
  std::vector<LinkRow> links;
};

// PackedRows are rows of statements as they are read: many, so their bytes stand behind one another in `bytes`.
struct PackedRows {
  struct Row {
    RowId vulnerability = 0;
    RowId document = 0;
    std::size_t outline = 0;  // begins here, and ends at `pack`
    std::size_t pack = 0;
    std::size_t end = 0;
  };

  std::string bytes;
  std::vector<Row> rows;

  void Add(RowId vulnerability, RowId document, std::string_view outline, std::string_view pack) {
    const std::size_t begin = bytes.size();
    bytes += outline;
    bytes += pack;
    rows.push_back({vulnerability, document, begin, begin + outline.size(), bytes.size()});
  }
  std::string_view OutlineOf(const Row& row) const {
    return std::string_view(bytes).substr(row.outline, row.pack - row.outline);
  }
  std::string_view PackOf(const Row& row) const { return std::string_view(bytes).substr(row.pack, row.end - row.pack); }
};

// SigningKeyRow is a key that the directory has or had, and how it signs.
struct SigningKeyRow {
  std::string key_id;
  SignatureScheme scheme = SignatureScheme::kEd25519;
  std::string pem;
};

// Subjects of TrustRevision: the directory and the global policy; a tenant's own is "policy/<tenant>".
inline constexpr std::string_view kDirectorySubject = "issuers";
inline constexpr std::string_view kPolicySubject = "policy";

// TrustRow is one audited change of the directory or of a policy. Absent JSON: the subject has none any more.
struct TrustRow {
  TrustRevision change;
  std::optional<std::string> json;
};

// RecordPlace is the literal key of a record. The texts belong to somebody else.
struct RecordPlace {
  RowId advisory = 0;
  std::string_view product;
  std::string_view component;
};

// RecordRow is what was answered last. `revision` 0: never anything; an empty fingerprint: its key is gone.
struct RecordRow {
  std::int64_t slot = 0;  // where the store keeps it, or would; handed back to PutRecords
  std::uint32_t revision = 0;
  std::uint64_t latest = 0;  // sequence of that revision
  std::string fingerprint;
  std::int64_t queued = 0;  // how many conflicts it has in the queue
};

// LiveRecord is one whose key is there, with that key.
struct LiveRecord {
  RowId advisory = 0;
  std::string product;
  std::string component;
  RecordRow row;
};

// NewRevision is what a revision says. Without state and status the record's key is gone.
struct NewRevision {
  std::optional<State> state;
  std::optional<VexStatus> status;
  std::optional<Digest> digest;
  RowId renamed_to = 0;  // the vulnerability that the record's goes by now
};

// NewConflict is one that waits for somebody.
struct NewConflict {
  Digest id;
  Instant since;
  std::string reason;
};

// RecordEdit brings one record up to date. Its conflicts replace those that it had.
struct RecordEdit {
  RowId advisory = 0;
  std::string product;
  std::string component;
  RecordRow before;
  std::string fingerprint;
  std::optional<NewRevision> revision;  // absent: it came out as it was
  std::vector<NewConflict> conflicts;
};

// RevisionShared is what all revisions of one change have in common.
struct RevisionShared {
  RowId tenant = 0;
  Instant recorded_at;
  Instant as_of;
  Trigger trigger = Trigger::kIngestionDelta;
  std::uint32_t rules = 0;
};

// RevisionRow is a revision as it is read.
struct RevisionRow {
  Revision revision;  // without state, status and directory_digest
  std::optional<State> state;
  std::optional<VexStatus> status;
  std::optional<Digest> directory;  // of the last directory that was recorded by then; absent: none was
};

// DerivedDigest is a digest over all derived rows of one kind, in an order that does not depend on what was written
// first. Absent where they cannot be read any more.
struct DerivedDigest {
  std::string_view kind;  // "statements" for one; static
  std::optional<Digest> digest;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ROWS_H_
