// Ingestion: what engines and workspaces share when documents come in.
#ifndef VEXLENS_CAPI_INGESTION_H_
#define VEXLENS_CAPI_INGESTION_H_

#include <cstddef>

#include "capi/arguments.h"
#include "vexlens.h"
#include "vexlens/ingested.h"

namespace vexlens::capi {

// ProgressOf is the caller's question whether to go on; null when there is none.
Progress ProgressOf(const vexlens_ingest_options* options, std::size_t count, Arguments& in);

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_INGESTION_H_
