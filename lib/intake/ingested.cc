#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "vexlens/intake.h"
#include "vexlens/support/json_text.h"

namespace vexlens {
namespace {

std::string_view KindName(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::kIgnored:
      return "ignored";
    case Finding::Kind::kRefused:
      return "refused";
    case Finding::Kind::kWarning:
      return "warning";
  }
  return "";
}

std::string FindingJson(const Finding& finding) {
  return JsonObject()
      .Add("code", finding.code)
      .Add("kind", KindName(finding.kind))
      .Add("location", finding.location)
      .Add("message", finding.message)
      .Text();
}

std::string ErrorJson(const absl::Status& status) {
  if (status.ok()) return "null";
  return JsonObject()
      .AddJson("code", absl::StrCat(static_cast<int>(status.code())))
      .Add("message", status.message())
      .Text();
}

}  // namespace

std::string Ingested::Json() const {
  const bool taken = report.outcome <= Outcome::kAcceptedWithWarnings;
  std::vector<std::string> findings;
  for (const Finding& finding : report.findings) findings.push_back(FindingJson(finding));
  return JsonObject()
      .AddJson("added", added ? "true" : "false")
      .Add("digest", taken ? DigestText(report.digest) : "")
      .AddJson("error", ErrorJson(report.status))
      .AddJson("findings", JsonArray(findings))
      .Add("format", report.format.has_value() ? FormatName(*report.format) : "")
      .Add("formatVersion", report.format_version)
      .AddJson("ignored", absl::StrCat(report.ignored))
      .Add("outcome", OutcomeName(report.outcome))
      .AddJson("refused", absl::StrCat(report.refused))
      .AddJson("statements", absl::StrCat(report.statements))
      .AddJson("warnings", absl::StrCat(report.warnings))
      .Text();
}

std::string SignatureFailures::Text() const {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    parts.push_back(absl::StrCat(counts_[i], " by ", SignatureStageName(static_cast<SignatureStage>(i))));
  }
  return parts.empty() ? "" : absl::StrCat("not verified: ", absl::StrJoin(parts, ", "), "\n");
}

}  // namespace vexlens
