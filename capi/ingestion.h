// Ingestion: what engines and workspaces share when documents come in.
#ifndef VEXLENS_CAPI_INGESTION_H_
#define VEXLENS_CAPI_INGESTION_H_

#include <cstddef>
#include <memory>
#include <span>

#include "capi/arguments.h"
#include "capi/text.h"
#include "vexlens.h"
#include "vexlens/ingested.h"

namespace vexlens::capi {

// ProgressOf is the caller's question whether to go on; null when there is none.
Progress ProgressOf(const vexlens_ingest_options* options, std::size_t count, Arguments& in);

// ReportOf is a JSON array with one object for each document.
std::unique_ptr<vexlens_bytes> ReportOf(std::span<const Ingested> documents);

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_INGESTION_H_
