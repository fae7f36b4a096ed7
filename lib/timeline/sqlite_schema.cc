#include "lib/timeline/sqlite_schema.h"

#include <array>

namespace vexlens::timeline {
namespace {

// A script that was released is never changed again, not even its comments: timelines keep its checksum.

// Instants are microseconds, digests 32 bytes, severities their numbers in timeline_event.h, and "" is what an event
// does not have.
constexpr const char* kFirst = R"sql(
-- How far the tree of each tenant has grown, and its right edge: MerkleEdge::digests, one after the other.
CREATE TABLE tenant(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, commits INTEGER NOT NULL,
  edge BLOB NOT NULL) STRICT;
-- The leaves of the trees, with what an event's digest depends on beside its own members. The id of a leaf and of its
-- event is tenant * 2^40 + index.
CREATE TABLE leaf(
  id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, event_id TEXT NOT NULL, received_at INTEGER NOT NULL,
  digest BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX leaf_event ON leaf(tenant, event_id);
CREATE TABLE event(
  id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, occurred_at INTEGER NOT NULL, event_type TEXT NOT NULL,
  source TEXT NOT NULL, severity INTEGER NOT NULL, subject TEXT NOT NULL, actor TEXT NOT NULL,
  correlation_id TEXT NOT NULL, trace_id TEXT NOT NULL, span_id TEXT NOT NULL, attributes TEXT NOT NULL,
  evidence TEXT NOT NULL, payload TEXT NOT NULL, payload_digest BLOB) STRICT;
CREATE INDEX event_time ON event(tenant, occurred_at);
CREATE INDEX event_subject ON event(tenant, subject, occurred_at) WHERE subject <> '';
CREATE INDEX event_correlation ON event(tenant, correlation_id, occurred_at) WHERE correlation_id <> '';
-- Nodes of every eighth height.
CREATE TABLE node(
  tenant INTEGER NOT NULL, height INTEGER NOT NULL, position INTEGER NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY(tenant, height, position)) STRICT, WITHOUT ROWID;
-- What the tree was after each commit; `note` is "" without a key.
CREATE TABLE checkpoint(
  tenant INTEGER NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY(tenant, number)) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array<sqlite::Migration, 1> kMigrations = {{
    {1, "first", kFirst},
}};

}  // namespace

const sqlite::Schema& SqliteTimelineSchema() {
  static constexpr sqlite::Schema kSchema = {0x5645584D, "timeline", kMigrations};
  return kSchema;
}

}  // namespace vexlens::timeline
