// The document that keeps a manifest.
#ifndef VEXLENS_DRIVERS_MONGO_PROVENANCE_DOCUMENT_H_
#define VEXLENS_DRIVERS_MONGO_PROVENANCE_DOCUMENT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/mongo/mongoc.h"
#include "vexlens/pack_run.h"

namespace vexlens::mongo {

inline constexpr char kPackRunProvenance[] = "pack_run_provenance";

// kMaxDocumentBytes is what a server takes.
inline constexpr std::size_t kMaxDocumentBytes = 16'777'216;

// Adds the `_id` of a run: the run itself, so that no second document can be about it, even where nobody made the
// indexes.
void AddId(const PackRunKey& run, Document& document);

// Makes the document of a manifest: its canonical bytes, and beside them what queries ask for (docs/pack-runs.md). The
// same manifest is the same document. Errors: RESOURCE_EXHAUSTED if it is larger than kMaxDocumentBytes.
absl::Status WriteProvenance(const PackRunManifest& manifest, const PackRunText& text, Document& document);

// Reads a document that is kept for a run. Errors: DATA_LOSS if it is not the document of a manifest of that run, to
// the last byte.
absl::StatusOr<PackRunManifest> ReadProvenance(const PackRunKey& run, const bson_t* kept, const PackRunLimits& limits);

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_PROVENANCE_DOCUMENT_H_
