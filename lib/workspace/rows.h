// Rows: what a workspace keeps, in the terms that its rules share with its stores.
#ifndef VEXLENS_LIB_WORKSPACE_ROWS_H_
#define VEXLENS_LIB_WORKSPACE_ROWS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/outbox.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// RowId is the number of a row, assigned by the store: ascending from 1 within its kind. 0 is no row.
using RowId = std::int64_t;

// Settings are those of the whole store, for all tenants.
struct Settings {
  Instant as_of;            // of all stored records; undated: the store was just made
  Instant recorded_at;      // of the last change
  std::uint64_t heard = 0;  // the last revision that the listener was notified of
  std::uint32_t rules = 0;  // kRules that formed the records

  friend bool operator==(const Settings&, const Settings&) = default;
};

// NameKind is what a name is of. Names of tenants are kept under tenant 0.
enum class NameKind : std::uint8_t { kTenant, kIssuer, kVulnerability };

struct NamedRow {
  RowId id = 0;
  std::string name;
};

struct VulnerabilityRow {
  RowId id = 0;
  std::string name;
  RowId advisory = 0;  // derived: the vulnerability that names its class; 0: not known yet
};

// Sighting is one way in which a document came. All of them count (KnownDocument).
struct Sighting {
  Instant recorded_at;
  bool withdrawn = false;
  SignatureState signature = SignatureState::kMissing;  // kFailed: it came with an envelope
  std::string key_id;
  std::string signer;
  std::string reason;
};

// EnvelopeRow is a signed form in which a document came. Its bytes are kept as a document's are.
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
  std::optional<DocumentFacts> facts;  // absent: still to be derived, or could not be
  std::vector<Sighting> sightings;     // in order of arrival
  std::vector<EnvelopeRow> envelopes;  // by digest
  std::vector<RowId> editions;         // other documents of its name, if its format replaces documents as a whole
};

// DocumentsOf selects documents; a member that is 0 or false selects nothing. `issuer` goes with `enveloped` false.
struct DocumentsOf {
  RowId tenant = 0;
  RowId issuer = 0;
  bool enveloped = false;
};

// HeldDocument is a document as listed.
struct HeldDocument {
  RowId id = 0;
  RowId tenant = 0;
  Digest digest;
  Instant recorded_at;
};

// Seen is what to record when a document comes: how, and who recorded it here for an operator.
struct Seen {
  RowId document = 0;
  std::vector<Sighting> sightings;
  std::vector<EnvelopeRow> envelopes;  // of one that the document has, only the facts are replaced
  std::optional<Audit> decision;
  Instant recorded_at;  // of the decision
};

// AliasRow is what statements of one issuer say about two vulnerabilities (alias.h).
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

// LinkRow is a BOM-Link that is the product, without a component, of a statement about a vulnerability.
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

// PackedRows are rows of statements as read: all their bytes are in a few blocks, as there are many.
struct PackedRows {
  struct Row {
    RowId vulnerability = 0;
    RowId document = 0;
    std::size_t block = 0;
    std::size_t outline = 0;  // begins here in its block, and ends at `pack`
    std::size_t pack = 0;
    std::size_t end = 0;
  };

  std::vector<std::string> blocks;
  std::vector<Row> rows;

  void Add(RowId vulnerability, RowId document, std::string_view outline, std::string_view pack) {
    constexpr std::size_t kFirstBytes = std::size_t{1} << 12;
    constexpr std::size_t kMostBytes = std::size_t{1} << 18;
    const std::size_t size = outline.size() + pack.size();
    if (blocks.empty() || blocks.back().capacity() - blocks.back().size() < size) {
      const std::size_t next = blocks.empty() ? kFirstBytes : std::min(kMostBytes, 2 * blocks.back().capacity());
      blocks.emplace_back().reserve(std::max(size, next));
    }
    std::string& block = blocks.back();
    const std::size_t begin = block.size();
    block += outline;
    block += pack;
    rows.push_back({vulnerability, document, blocks.size() - 1, begin, begin + outline.size(), block.size()});
  }
  std::string_view OutlineOf(const Row& row) const {
    return std::string_view(blocks[row.block]).substr(row.outline, row.pack - row.outline);
  }
  std::string_view PackOf(const Row& row) const {
    return std::string_view(blocks[row.block]).substr(row.pack, row.end - row.pack);
  }
};

// SigningKeyRow is a key that the directory has or had, and its signature scheme.
struct SigningKeyRow {
  std::string key_id;
  SignatureScheme scheme = SignatureScheme::kEd25519;
  std::string pem;
};

// Subjects of TrustRevision: the directory and the global policy. A tenant's own policy is "policy/<tenant>".
inline constexpr std::string_view kDirectorySubject = "issuers";
inline constexpr std::string_view kPolicySubject = "policy";

// TrustRow is one audited change of the directory or of a policy. Without JSON, the policy was removed.
struct TrustRow {
  TrustRevision change;
  std::optional<std::string> json;
  std::optional<std::string> before;  // as added: of the first directory, the one that it replaced (see TrustAfter)
};

// RecordPlace is the key of a record, byte for byte. It does not own its texts.
struct RecordPlace {
  RowId advisory = 0;
  std::string_view product;
  std::string_view component;
};

// RecordRow is the last answer for a key. `revision` is 0 if there was none; `fingerprint` is "" if the key is gone.
struct RecordRow {
  std::int64_t slot = 0;  // where the store keeps it, or would: to be handed back to PutRecords
  std::uint32_t revision = 0;
  std::uint64_t latest = 0;  // sequence of that revision
  std::string fingerprint;
  std::int64_t queued = 0;  // number of its conflicts in the queue
};

// LiveRecord is a record whose key exists, with the key.
struct LiveRecord {
  RowId advisory = 0;
  std::string product;
  std::string component;
  RecordRow row;
};

// NewRevision is what a revision says: no state, status and digest if the key is gone.
struct NewRevision {
  std::optional<State> state;
  std::optional<VexStatus> status;
  std::optional<Digest> digest;
  RowId renamed_to = 0;  // if so: the vulnerability that names the record's class now, or 0
};

// NewConflict is a conflict for the queue.
struct NewConflict {
  Digest id;
  Instant since;
  std::string reason;
};

// ConflictEdit is a step of a conflict, for the log.
struct ConflictEdit {
  NewConflict conflict;
  ConflictStep step = ConflictStep::kOpened;
};

// RecordEdit brings one record up to date. Its conflicts replace those in the queue.
struct RecordEdit {
  RowId advisory = 0;
  std::string product;
  std::string component;
  RecordRow before;
  std::string fingerprint;
  std::optional<NewRevision> revision;  // absent: the record did not change
  std::vector<NewConflict> conflicts;
  std::vector<ConflictEdit> steps;  // to append to the log of conflicts
};

// RevisionShared is what all revisions of one change have in common.
struct RevisionShared {
  RowId tenant = 0;
  Instant recorded_at;
  Instant as_of;
  Trigger trigger = Trigger::kIngestionDelta;
  std::uint32_t rules = 0;
};

// RevisionRow is a revision as read.
struct RevisionRow {
  Revision revision;  // except state, status and directory_digest
  std::optional<State> state;
  std::optional<VexStatus> status;
  std::optional<Digest> directory;  // of the directory in force by then; absent: none was recorded
};

// DerivedDigest is a digest of all derived rows of one kind, whatever the order in which they were written. Absent if
// they cannot be read any more.
struct DerivedDigest {
  std::string_view kind;  // such as "statements"; static
  std::optional<Digest> digest;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_ROWS_H_
