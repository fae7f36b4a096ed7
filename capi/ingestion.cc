#include "capi/ingestion.h"

#include <algorithm>
#include <string_view>

namespace vexlens::capi {

Ingestion IngestionOf(const vexlens_str* documents, std::size_t count, const vexlens_ingest_options* options,
                      Arguments& in) {
  Ingestion ingestion;
  for (const std::string_view document : in.Texts(documents, count, "documents")) {
    ingestion.documents.emplace_back(document);
  }
  const auto given = in.Options(options, "options");
  in.Zero(given.reserved, "options.reserved");
  in.AtMostOne(given.require_verified, "options.require_verified");
  const std::vector<std::string_view> signatures =
      in.Texts(given.signatures, given.signature_count, "options.signatures");
  ingestion.options.trace.correlation_id = in.Text(given.correlation_id, "options.correlation_id");
  ingestion.options.trace.traceparent = in.Text(given.traceparent, "options.traceparent");
  if (!in.ok()) return ingestion;
  if (!signatures.empty() && signatures.size() != count) {
    in.Fail(absl::StatusCode::kInvalidArgument, "options.signatures", "one for each document, or none");
    return ingestion;
  }
  for (std::size_t i = 0; i < signatures.size(); ++i) ingestion.documents[i].signature = signatures[i];
  ingestion.options.admission.require_verified = given.require_verified != 0;
  ingestion.options.threads = std::max(given.threads, std::uint32_t{1});
  if (given.progress != nullptr) {
    ingestion.options.progress = [given, count](std::size_t done) {
      return given.progress(done, count, given.user_data) == 0;
    };
  }
  return ingestion;
}

}  // namespace vexlens::capi
