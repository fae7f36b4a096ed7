// SqliteTimelineSchema: the tables of the embedded store.
#ifndef VEXLENS_LIB_TIMELINE_SQLITE_SCHEMA_H_
#define VEXLENS_LIB_TIMELINE_SQLITE_SCHEMA_H_

#include "lib/sqlite/migrations.h"

namespace vexlens::timeline {

const sqlite::Schema& SqliteTimelineSchema();

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_SQLITE_SCHEMA_H_
