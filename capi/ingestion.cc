#include "capi/ingestion.h"

#include <string>
#include <vector>

#include "vexlens/json_text.h"

namespace vexlens::capi {

Progress ProgressOf(const vexlens_ingest_options* options, std::size_t count, Arguments& in) {
  const auto given = in.Options(options, "options");
  in.Zero(given.reserved, "options.reserved");
  if (given.progress == nullptr) return nullptr;
  return [given, count](std::size_t done) { return given.progress(done, count, given.user_data) == 0; };
}

std::unique_ptr<vexlens_bytes> ReportOf(std::span<const Ingested> documents) {
  std::vector<std::string> objects;
  objects.reserve(documents.size());
  for (const Ingested& document : documents) objects.push_back(document.Json());
  return std::unique_ptr<vexlens_bytes>(NewBytes(JsonArray(objects)));
}

}  // namespace vexlens::capi
