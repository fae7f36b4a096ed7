// Reads one SBOM: validates it, finds its format, has that read it, and takes it whole or not at all.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "lib/json/diagnose.h"
#include "lib/json/document.h"
#include "lib/sbom/draft.h"
#include "vexlens/sbom.h"

namespace vexlens {
namespace {

struct FormatEntry {
  std::string_view name;
  bool (*recognises)(json::Value document);
  absl::StatusOr<std::uint32_t> (*read)(json::Value document, sbom::Draft& draft, SbomReport& report);
};

bool IsCycloneDx(json::Value document) { return document["bomFormat"].text() == "CycloneDX"; }

bool IsSpdx(json::Value document) { return document["spdxVersion"].exists(); }

constexpr FormatEntry kFormats[] = {
    {"cyclonedx", IsCycloneDx, sbom::ReadCycloneDx},
    {"spdx", IsSpdx, sbom::ReadSpdx},
};

const FormatEntry* Detect(json::Value document) {
  for (const FormatEntry& entry : kFormats) {
    if (document.is_object() && entry.recognises(document)) return &entry;
  }
  return nullptr;
}

// Returns UNIMPLEMENTED for SBOMs in other encodings, by their beginning.
absl::Status CheckSpelling(std::string_view bytes) {
  const std::string_view text = absl::StripLeadingAsciiWhitespace(bytes.substr(0, 1024));
  if (text.starts_with('<')) return absl::UnimplementedError("XML; SBOMs are read in JSON only");
  if (text.starts_with("SPDXVersion:")) {
    return absl::UnimplementedError("SPDX in tag-value form; SBOMs are read in JSON only");
  }
  return absl::OkStatus();
}

absl::Status NoSbom(json::Value document) {
  // SPDX 3 is JSON-LD, whose context names the version.
  if (document["@context"].text().starts_with("https://spdx.org/rdf/3")) {
    return absl::UnimplementedError("/@context: SPDX 3 is not read");
  }
  return absl::InvalidArgumentError("neither CycloneDX nor SPDX");
}

SbomReport Rejected(SbomReport report, absl::Status status, std::optional<std::size_t> byte_offset) {
  report.status = std::move(status);
  report.byte_offset = byte_offset;
  return report;
}

}  // namespace

SbomReport ReadSbom(std::string_view bytes, const SbomOptions& options, Sbom& sbom) {
  thread_local json::Parser parser;  // reuses its memory from text to text
  SbomReport report;
  if (absl::Status status = CheckSpelling(bytes); !status.ok()) return Rejected(std::move(report), status, 0);
  json::Value document;
  if (auto failure = parser.Parse(bytes, {options.max_bytes, options.max_depth}, options.padding, document)) {
    return Rejected(std::move(report), std::move(failure->status), failure->byte_offset);
  }
  const FormatEntry* entry = Detect(document);
  if (entry == nullptr) return Rejected(std::move(report), NoSbom(document), std::nullopt);
  report.format = std::string(entry->name);
  sbom::Draft draft(bytes, options, report);
  const absl::StatusOr<std::uint32_t> root = entry->read(document, draft, report);
  const absl::Status status = root.ok() ? std::move(draft).Finish(*root, sbom) : root.status();
  if (status.ok()) return report;
  const std::optional<std::size_t> offset = json::OffsetOf(bytes, report.location);
  return Rejected(std::move(report), status, offset);
}

}  // namespace vexlens
