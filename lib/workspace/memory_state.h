// MemoryStore::State: every table of a workspace.
#ifndef VEXLENS_LIB_WORKSPACE_MEMORY_STATE_H_
#define VEXLENS_LIB_WORKSPACE_MEMORY_STATE_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lib/workspace/memory_store.h"
#include "lib/workspace/rows.h"

namespace vexlens::workspace {

// State is all tables. Rows with ids are in vectors, row i + 1 at index i.
struct MemoryStore::State {
  struct Name {
    RowId tenant = 0;
    std::string name;
    RowId advisory = 0;  // of a vulnerability
  };
  struct Names {
    std::vector<Name> rows;
    std::map<std::pair<RowId, std::string>, RowId> by_name;
  };
  struct StoredDocument {
    RowId tenant = 0;
    Digest digest;
    Instant recorded_at;
    std::optional<DocumentFacts> facts;
    std::string vulnerabilities;
    std::vector<Sighting> sightings;
    std::map<Digest, EnvelopeRow> envelopes;
    Audit decision;  // the last one
  };
  using RecordKey = std::tuple<RowId, std::string, std::string>;  // advisory, product, component
  struct StoredRevision {
    RecordKey record;
    RowId tenant = 0;
    std::uint32_t revision = 0;
    std::uint64_t previous = 0;
    RevisionShared shared;
    NewRevision outcome;
  };

  struct StoredStep {
    RecordKey record;
    RowId tenant = 0;
    ConflictEdit edit;
    Instant recorded_at;
    std::optional<Waiver> waiver;
  };

  Settings settings;
  std::array<Names, 3> names;  // by NameKind
  std::map<Digest, std::string> raw;
  std::vector<StoredDocument> documents;
  std::map<std::pair<std::string, SignatureScheme>, std::string> signing_keys;  // PEM
  std::vector<TrustRow> trust;
  std::vector<std::pair<RowId, Waiver>> waivers;  // with their tenants
  std::map<RecordKey, RecordRow> records;
  std::vector<StoredRevision> revisions;
  std::vector<StoredStep> steps;  // the log of conflicts
  std::map<RowId, Relayed> relayed;

  // Derived.
  std::map<std::tuple<RowId, RowId, RowId>, std::int64_t> aliases;            // one, other, issuer
  std::map<std::pair<RowId, RowId>, StatementRow> statements;                 // vulnerability, document
  std::set<std::tuple<RowId, std::string, RowId, std::string>> elements;      // tenant, link, document, subjects
  std::set<std::tuple<RowId, std::string, RowId>> links;                      // tenant, link, vulnerability
  std::map<RecordKey, std::pair<RowId, std::vector<NewConflict>>> conflicts;  // tenant
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_MEMORY_STATE_H_
