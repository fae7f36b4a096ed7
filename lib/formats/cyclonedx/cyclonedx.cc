// CycloneDX 1.4 to 1.7 in JSON: VEX inside a BOM or on its own.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/formats/budget.h"
#include "lib/formats/cyclonedx/elements.h"
#include "lib/formats/cyclonedx/links.h"
#include "lib/formats/cyclonedx/vulnerability.h"
#include "lib/formats/dates.h"
#include "lib/formats/draft.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"

namespace vexlens::formats {
namespace {

constexpr std::string_view kVersions[] = {"1.4", "1.5", "1.6", "1.7"};

std::string_view IssuerOf(json::Value metadata, Findings& findings) {
  const Place place("/metadata");
  for (const std::string_view role : {"supplier", "manufacturer", "manufacture"}) {
    const std::string_view name = findings.Text(findings.Object(metadata, place, role), Place(place, role), "name");
    if (!name.empty()) return name;
  }
  for (const json::Value author : findings.Array(metadata, place, "authors").elements()) {
    if (!author["name"].text().empty()) return author["name"].text();
  }
  return "unknown";
}

absl::Status OutOfBudget(Draft& draft, std::string_view location) {
  return draft.Reject(absl::StatusCode::kResourceExhausted, location,
                      absl::StrCat("long names come to more than ", Budget::kMaxBytes, " bytes"));
}

}  // namespace

bool IsCycloneDx(json::Value root) { return root["bomFormat"].text() == "CycloneDX"; }

absl::Status ReadCycloneDx(Draft& draft) {
  const std::string_view format_version = draft.root["specVersion"].text();
  if (std::find(std::begin(kVersions), std::end(kVersions), format_version) == std::end(kVersions)) {
    return draft.Reject(absl::StatusCode::kUnimplemented, draft.root["specVersion"].exists() ? "/specVersion" : "",
                        absl::StrCat(Quoted(format_version), " is no version of CycloneDX that vexlens reads"));
  }
  draft.report.format_version = std::string(format_version);

  Findings findings(draft);
  const Place root;
  const json::Value metadata = findings.Object(draft.root, root, "metadata");
  const Instant timestamp = ReadDate(metadata["timestamp"], Place("/metadata"), "timestamp", findings);
  const auto [serial, version] = ReadBomNumbers(draft.root, findings);
  draft.document.issuer = draft.Intern(IssuerOf(metadata, findings));
  draft.document.id = draft.Intern(serial);
  draft.document.version = draft.Intern(version);
  draft.document.updated_at = timestamp;

  const std::string bom = serial.empty() ? DigestText(draft.report.digest) : std::string(serial);
  Budget budget;
  CycloneDxElements elements(BomKey(bom, version), budget, findings);
  elements.Read(draft.root, metadata);
  if (!serial.empty()) elements.AddBomElements();
  const json::Value vulnerabilities = draft.root["vulnerabilities"];
  if (budget.spent()) return OutOfBudget(draft, "/components");
  if (!vulnerabilities.exists() && !serial.empty()) return absl::OkStatus();  // others may link to it
  if (!vulnerabilities.exists()) {
    draft.report.outcome = Outcome::kSkipped;
    draft.report.status = absl::InvalidArgumentError(
        "a BOM without vulnerabilities, and without a serial number by which others could link to it");
    return absl::OkStatus();
  }
  CycloneDxVulnerabilities(elements, timestamp, budget, findings).Read(vulnerabilities);
  return budget.spent() ? OutOfBudget(draft, "/vulnerabilities") : absl::OkStatus();
}

}  // namespace vexlens::formats
