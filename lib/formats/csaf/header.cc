#include "lib/formats/csaf/header.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/formats/dates.h"
#include "vexlens/digest.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::formats {
namespace {

constexpr std::size_t kLongestVersion = 32;  // in a report

absl::Status CheckVersion(json::Value version, Draft& draft) {
  constexpr const char* kLocation = "/document/csaf_version";
  if (!version.exists()) return draft.Reject(absl::StatusCode::kInvalidArgument, kLocation, "is missing");
  if (!version.is_string()) return draft.Reject(absl::StatusCode::kInvalidArgument, kLocation, "must be a string");
  if (version.text().size() <= kLongestVersion) draft.report.format_version = std::string(version.text());
  if (version.text() == "2.0" || version.text() == "2.1") return absl::OkStatus();
  return draft.Reject(absl::StatusCode::kUnimplemented, kLocation,
                      absl::StrCat("CSAF ", Quoted(version.text()), " is not known, only 2.0 and 2.1"));
}

Instant ReadRequiredDate(json::Value tracking, const Place& place, const char* name, Findings& findings) {
  if (!tracking[name].exists()) findings.Warn(place, "", "has no ", name);
  return ReadDate(tracking[name], place, name, findings);
}

// Red Hat marks deleted documents by a status of its own.
void ReadStatus(json::Value tracking, const Place& place, Findings& findings) {
  constexpr std::string_view kStatuses[] = {"draft", "interim", "final", "deleted"};
  const std::string_view status = findings.RequiredText(tracking, place, "status");
  if (status == "deleted") findings.draft().document.withdrawn = true;
  if (status == "draft") findings.Warn(Place(place, "status"), "", "a draft, which is for review");
  if (status.empty() || std::ranges::find(kStatuses, status) != std::end(kStatuses)) return;
  findings.Warn(Place(place, "status"), "", Quoted(status), " is no tracking status");
}

void ReadTracking(json::Value document, const Place& place, Findings& findings, Header& header) {
  Draft& draft = findings.draft();
  const json::Value tracking = findings.Object(document, place, "tracking");
  const Place here(place, "tracking");
  const std::string_view id = findings.RequiredText(tracking, here, "id");
  const std::string_view version = findings.RequiredText(tracking, here, "version");
  if (!id.empty()) {
    draft.document.id = draft.Intern(id);
    draft.document.version = draft.Intern(version);
  }
  absl::StrAppend(&header.name, "/", id.empty() ? DigestText(draft.document.digest) : std::string(id));
  header.issued_at = ReadRequiredDate(tracking, here, "initial_release_date", findings);
  const Instant current = ReadRequiredDate(tracking, here, "current_release_date", findings);
  draft.document.updated_at = current.dated() ? current : header.issued_at;
  ReadStatus(tracking, here, findings);
}

// A superseded document is not withdrawn: its facts have moved to another document, and its earlier statements are
// replaced by this newer version.
void ReadCategory(json::Value document, const Place& place, Findings& findings, Header& header) {
  const std::string_view category = findings.RequiredText(document, place, "category");
  if (category == "csaf_withdrawn") {
    findings.draft().document.withdrawn = true;
    header.without_content = true;
  } else if (category == "csaf_superseded") {
    header.without_content = true;
    findings.Warn(Place(place, "category"), "", "this document is superseded by another one, which it refers to");
  }
}

}  // namespace

absl::Status ReadHeader(Findings& findings, Header& header) {
  Draft& draft = findings.draft();
  const Place root;
  const Place place(root, "document");
  const json::Value document = findings.Object(draft.root, root, "document");
  VEXLENS_RETURN_IF_ERROR(CheckVersion(document["csaf_version"], draft));
  const json::Value publisher = findings.Object(document, place, "publisher");
  const std::string_view issuer = findings.RequiredText(publisher, Place(place, "publisher"), "namespace");
  header.name = std::string(issuer.empty() ? "unknown" : issuer);
  draft.document.issuer = draft.Intern(header.name);
  ReadTracking(document, place, findings, header);
  ReadCategory(document, place, findings, header);
  return absl::OkStatus();
}

}  // namespace vexlens::formats
