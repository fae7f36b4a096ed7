#include "capi/ingestion.h"

namespace vexlens::capi {

Progress ProgressOf(const vexlens_ingest_options* options, std::size_t count, Arguments& in) {
  const auto given = in.Options(options, "options");
  in.Zero(given.reserved, "options.reserved");
  if (given.progress == nullptr) return nullptr;
  return [given, count](std::size_t done) { return given.progress(done, count, given.user_data) == 0; };
}

}  // namespace vexlens::capi
