// Ingestion: arguments that engines and workspaces share.
#ifndef VEXLENS_CAPI_INGESTION_H_
#define VEXLENS_CAPI_INGESTION_H_

#include <cstddef>
#include <vector>

#include "capi/arguments.h"
#include "vexlens.h"
#include "vexlens/intake.h"

namespace vexlens::capi {

// Ingestion is what a caller passed to be ingested. Its documents are views.
struct Ingestion {
  std::vector<Incoming> documents;
  IngestOptions options;
};

Ingestion IngestionOf(const vexlens_str* documents, std::size_t count, const vexlens_ingest_options* options,
                      Arguments& in);

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_INGESTION_H_
