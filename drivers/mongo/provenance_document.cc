#include "drivers/mongo/provenance_document.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::mongo {
namespace {

constexpr std::string_view kCanonical = "canonical";

// Dates have milliseconds. What is before 1970 rounds down, too.
void AddInstant(std::string_view name, Instant instant, Document& document) {
  constexpr std::int64_t kMicros = 1'000;
  if (!instant.dated()) {
    document.AddNull(name);
    return;
  }
  const std::int64_t rest = instant.micros % kMicros;
  document.AddDate(name, (instant.micros - (rest < 0 ? rest + kMicros : rest)) / kMicros);
}

// Returns how large a document is with `bytes` under kCanonical: a type, the name, a length, a subtype, the bytes.
std::size_t SizeWith(std::string_view bytes, const Document& document) {
  return document.size() + 1 + (kCanonical.size() + 1) + 4 + 1 + bytes.size();
}

absl::Status Damaged(const PackRunKey& run, std::string_view what) {
  return absl::DataLossError(absl::StrCat(run.run_id, ": ", what));
}

// Returns the canonical bytes of a document, "" if it has none.
std::string_view CanonicalOf(const bson_t* document) {
  bson_iter_t at;
  if (!bson_iter_init_find(&at, document, kCanonical.data()) || !BSON_ITER_HOLDS_BINARY(&at)) return "";
  bson_subtype_t subtype = BSON_SUBTYPE_BINARY;
  std::uint32_t size = 0;
  const std::uint8_t* bytes = nullptr;
  bson_iter_binary(&at, &subtype, &size, &bytes);
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

void AddId(const PackRunKey& run, Document& document) {
  Document id;
  id.Add("tenant", run.tenant).Add("runId", run.run_id);
  document.Add("_id", id);
}

absl::Status WriteProvenance(const PackRunManifest& manifest, const PackRunText& text, Document& document) {
  AddId(manifest.run, document);
  document.Add("schema", kPackRunSchema).Add("tenant", manifest.run.tenant).Add("runId", manifest.run.run_id);
  document.Add("status", PackRunStatusName(manifest.status)).Add("planHash", DigestText(manifest.plan_hash));
  AddInstant("requestedAt", manifest.requested_at, document);
  AddInstant("startedAt", manifest.started_at, document);
  AddInstant("finishedAt", manifest.finished_at, document);
  document.Add("builder", manifest.builder);
  document.Add("artifactCount", static_cast<std::int64_t>(manifest.artifacts.size()));
  document.Add("manifestDigest", DigestText(text.manifest_digest));
  const std::size_t size = SizeWith(text.json, document);
  if (!document.whole() || size > kMaxDocumentBytes) {
    return absl::ResourceExhaustedError(absl::StrCat(manifest.run.run_id, ": the manifest makes a document of ", size,
                                                     " bytes, and MongoDB takes ", kMaxDocumentBytes));
  }
  document.AddBytes(kCanonical, text.json);
  return absl::OkStatus();
}

absl::StatusOr<PackRunManifest> ReadProvenance(const PackRunKey& run, const bson_t* kept, const PackRunLimits& limits) {
  const absl::StatusOr<PackRunManifest> manifest = ParsePackRun(CanonicalOf(kept), limits);
  if (absl::IsResourceExhausted(manifest.status())) return manifest.status();
  if (!manifest.ok()) return Damaged(run, manifest.status().message());
  if (manifest->run != run) return Damaged(run, "the manifest of another run");
  VEXLENS_ASSIGN_OR_RETURN(const PackRunText text, WritePackRun(*manifest, limits));
  Document written;
  VEXLENS_RETURN_IF_ERROR(WriteProvenance(*manifest, text, written));
  if (!bson_equal(written.get(), kept)) return Damaged(run, "what is kept beside the manifest is not what it says");
  return manifest;
}

}  // namespace vexlens::mongo
