// WorkspaceSchema: the steps in which the tables of a workspace developed.
#ifndef VEXLENS_LIB_SQLITE_WORKSPACE_SCHEMA_H_
#define VEXLENS_LIB_SQLITE_WORKSPACE_SCHEMA_H_

#include "lib/sqlite/migrations.h"

namespace vexlens::sqlite {

const Schema& WorkspaceSchema();

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_WORKSPACE_SCHEMA_H_
