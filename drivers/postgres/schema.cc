#include "drivers/postgres/schema.h"

#include <array>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "drivers/postgres/migrations.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {
namespace {

// Instants are timestamptz, digests 32 bytes, severities their numbers in timeline_event.h, and '' is what an event
// does not have. Texts are compared byte by byte. Nothing is updated or deleted in what follows, but what retention
// drops.
constexpr std::string_view kFirst = R"sql(
-- The leaves of the trees, with what an event's digest depends on beside its own members.
CREATE TABLE timeline.timeline_event_digests(
  tenant text COLLATE "C" NOT NULL CHECK (tenant <> ''),
  index bigint NOT NULL CHECK (index >= 0),
  event_id text COLLATE "C" NOT NULL,
  received_at timestamptz NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (tenant, index),
  UNIQUE (tenant, event_id));

CREATE TABLE timeline.timeline_events(
  tenant text COLLATE "C" NOT NULL CHECK (tenant <> ''),
  index bigint NOT NULL CHECK (index >= 0),
  received_at timestamptz NOT NULL,
  occurred_at timestamptz NOT NULL,
  event_type text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  severity bigint NOT NULL,
  subject text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  correlation_id text COLLATE "C" NOT NULL,
  trace_id text COLLATE "C" NOT NULL,
  span_id text COLLATE "C" NOT NULL,
  payload_digest bytea CHECK (length(payload_digest) = 32),
  PRIMARY KEY (tenant, index, received_at)) PARTITION BY RANGE (received_at);
CREATE INDEX timeline_events_time ON timeline.timeline_events(tenant, occurred_at, index);
CREATE INDEX timeline_events_subject ON timeline.timeline_events(tenant, subject, occurred_at, index)
  WHERE subject <> '';
CREATE INDEX timeline_events_correlation ON timeline.timeline_events(tenant, correlation_id, occurred_at, index)
  WHERE correlation_id <> '';

-- What is large and never searched, in canonical JSON.
CREATE TABLE timeline.timeline_event_details(
  tenant text COLLATE "C" NOT NULL CHECK (tenant <> ''),
  index bigint NOT NULL CHECK (index >= 0),
  received_at timestamptz NOT NULL,
  attributes text COLLATE "C" NOT NULL,
  evidence text COLLATE "C" NOT NULL,
  payload text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, index, received_at)) PARTITION BY RANGE (received_at);

-- Nodes of every eighth height.
CREATE TABLE timeline.timeline_nodes(
  tenant text COLLATE "C" NOT NULL CHECK (tenant <> ''),
  height bigint NOT NULL CHECK (height > 0 AND height % 8 = 0),
  position bigint NOT NULL CHECK (position >= 0),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (tenant, height, position));

-- What the tree was after each commit, with its right edge: MerkleEdge::digests, one after the other. The last is the
-- head. `note` is '' without a key.
CREATE TABLE timeline.timeline_checkpoints(
  tenant text COLLATE "C" NOT NULL CHECK (tenant <> ''),
  number bigint NOT NULL CHECK (number > 0),
  size bigint NOT NULL CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  edge bytea NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (tenant, number));
CREATE INDEX timeline_checkpoints_first ON timeline.timeline_checkpoints(tenant) WHERE number = 1;

-- The tenants that have a log. Only the owner may ask, and sees them all.
CREATE FUNCTION timeline.tenants() RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
  SELECT tenant FROM timeline.timeline_checkpoints WHERE number = 1 ORDER BY tenant
$body$;
REVOKE ALL ON FUNCTION timeline.tenants() FROM PUBLIC;

-- Makes the partitions for events that were received in the month of an instant, in UTC. Returns whether it did: false
-- if they were there.
CREATE FUNCTION timeline.add_month(at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  first timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
  name text;
  parent text;
  made boolean := false;
BEGIN
  IF at IS NULL OR extract(year FROM first) NOT BETWEEN 2000 AND 2199 THEN
    RAISE EXCEPTION 'no events of % are kept', at USING ERRCODE = 'datetime_field_overflow';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('vexlens timeline months', 0));
  FOREACH parent IN ARRAY ARRAY['timeline_events', 'timeline_event_details'] LOOP
    name := parent || '_' || to_char(first, 'YYYYMM');
    CONTINUE WHEN to_regclass(format('timeline.%I', name)) IS NOT NULL;
    made := true;
    -- To attach a table locks its parent less than to create a partition.
    EXECUTE format('CREATE TABLE timeline.%I (LIKE timeline.%I INCLUDING CONSTRAINTS)', name, parent);
    EXECUTE format('ALTER TABLE timeline.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE timeline.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE timeline.%I ATTACH PARTITION timeline.%I FOR VALUES FROM (%L) TO (%L)', parent, name,
                   first AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
  RETURN made;
END $body$;
REVOKE ALL ON FUNCTION timeline.add_month(timestamptz) FROM PUBLIC;

DO $body$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['timeline_event_digests', 'timeline_events', 'timeline_event_details',
                              'timeline_nodes', 'timeline_checkpoints'] LOOP
    EXECUTE format('ALTER TABLE timeline.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE timeline.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY of_tenant ON timeline.%I '
                   'USING (tenant = (SELECT current_setting(''app.current_tenant'', true))) '
                   'WITH CHECK (tenant = (SELECT current_setting(''app.current_tenant'', true)))', name);
    EXECUTE format('GRANT SELECT, INSERT ON timeline.%I TO vexlens_timeline', name);
  END LOOP;
END $body$;
CREATE POLICY of_owner ON timeline.timeline_checkpoints FOR SELECT TO CURRENT_USER USING (true);
GRANT USAGE ON SCHEMA timeline TO vexlens_timeline;
GRANT SELECT ON timeline.migrations TO vexlens_timeline;
GRANT EXECUTE ON FUNCTION timeline.add_month(timestamptz) TO vexlens_timeline;
)sql";

constexpr std::array<Migration, 1> kMigrations = {{
    {1, "first", kFirst},
}};

// Services are members of this role.
constexpr char kMakeRole[] =
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'vexlens_timeline') THEN"
    " CREATE ROLE vexlens_timeline NOLOGIN; END IF; END $$";

}  // namespace

absl::StatusOr<std::vector<std::string>> MigrateTimeline(Connection& connection) {
  const absl::Status role = connection.RunScript(kMakeRole);
  if (absl::IsPermissionDenied(role)) {
    return absl::PermissionDeniedError(
        absl::StrCat(role.message(), ": have an administrator run CREATE ROLE vexlens_timeline NOLOGIN"));
  }
  VEXLENS_RETURN_IF_ERROR(role);
  return Migrate(connection, kMigrations);
}

absl::Status CheckTimeline(Connection& connection) {
  VEXLENS_RETURN_IF_ERROR(CheckMigrated(connection, kMigrations));
  VEXLENS_ASSIGN_OR_RETURN(
      const Result above,
      connection.Run(
          "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)", {}));
  if (above.size() == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(connection.name(), ": row-level security does not bind the role ",
                                                    above.Text(0, 0),
                                                    ": use one that is a member of vexlens_timeline and no superuser"));
}

}  // namespace vexlens::postgres
