// OpenVEX 0.2.0 and 0.0.1. Feeds mix the shapes of both, so both are read in either version.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/formats/budget.h"
#include "lib/formats/draft.h"
#include "lib/formats/findings.h"
#include "lib/formats/openvex/dates.h"
#include "lib/formats/openvex/members.h"
#include "lib/formats/openvex/statement.h"
#include "lib/formats/place.h"

namespace vexlens::formats {
namespace {

constexpr std::string_view kNamespace = "https://openvex.dev/ns";

enum DocumentMember : std::size_t {
  kContext,
  kId,
  kAuthor,
  kTimestamp,
  kVersion,
  kStatements,
  kLastUpdated,
  kRole,
  kTooling,
  kDocumentMembers,
};
constexpr std::array<std::string_view, kDocumentMembers> kDocumentNames = {
    "@context", "@id", "author", "timestamp", "version", "statements", "last_updated", "role", "tooling",
};
constexpr DocumentMember kRequired[] = {kId, kAuthor, kTimestamp, kVersion};
constexpr DocumentMember kUnreadTexts[] = {kRole, kTooling};

// Returns the context of OpenVEX; JSON-LD allows a list of contexts.
std::string_view ContextText(json::Value context) {
  for (const json::Value entry : context.elements()) {
    if (entry.text().starts_with(kNamespace)) return entry.text();
  }
  return context.text();
}

// Returns the version that a context names; "" for one that is not known. Before 0.2.0 a context had none.
std::string_view FormatVersion(std::string_view context) {
  context.remove_prefix(std::min(kNamespace.size(), context.size()));
  if (context.empty() || context == "/v0.0.1") return "0.0.1";
  return context == "/v0.2.0" ? "0.2.0" : "";
}

TextId ReadVersion(json::Value version, bool legacy, const Place& root, Findings& findings) {
  const Place place(root, "version");
  const std::optional<std::int64_t> number = version.integer();
  if (!version.exists()) return 0;
  if (!number.has_value() && !version.is_string()) {
    findings.Warn(place, "", "must be a number");
    return 0;
  }
  if (number.has_value() == legacy) {
    findings.Warn(place, "", legacy ? "a number, where OpenVEX 0.0.1 has a string" : "must be a number");
  }
  if (number.has_value() && *number < 1) findings.Warn(place, "", "must be at least 1");
  return findings.draft().Intern(number.has_value() ? absl::StrCat(*number) : version.text());
}

}  // namespace

bool IsOpenVex(json::Value root) { return ContextText(root["@context"]).starts_with(kNamespace); }

bool NeedsSubjects(json::Value predicate) {
  for (const json::Value statement : predicate["statements"].elements()) {
    if (statement.is_object() && (!statement["products"].exists() || statement["products"].is_array()) &&
        statement["products"].count() == 0) {
      return true;
    }
  }
  return false;
}

absl::Status ReadOpenVex(Draft& draft) {
  const std::string_view version = FormatVersion(ContextText(draft.root["@context"]));
  if (version.empty()) {
    return draft.Reject(
        absl::StatusCode::kUnimplemented, "/@context",
        absl::StrCat(Quoted(ContextText(draft.root["@context"])), " is no version of OpenVEX that vexlens reads"));
  }
  draft.report.format_version = std::string(version);
  OpenVexStatements::Header header;
  header.legacy = version == "0.0.1";

  Findings findings(draft);
  const Place root(draft.base);
  const auto members = PickMembers(draft.root, kDocumentNames, root, findings);
  for (const DocumentMember member : kRequired) {
    if (!members[member].exists()) findings.Warn(root, "", "has no ", kDocumentNames[member]);
  }
  for (const DocumentMember member : kUnreadTexts) TextOrWarn(members[member], root, kDocumentNames[member], findings);

  OpenVexDates dates(findings);
  header.issued_at = dates.Read(members[kTimestamp], root, "timestamp");
  header.updated_at = dates.Read(members[kLastUpdated], root, "last_updated");
  if (!header.updated_at.dated()) header.updated_at = header.issued_at;
  const std::string_view author = TextOrWarn(members[kAuthor], root, "author", findings);
  draft.document.issuer = draft.Intern(author.empty() ? "unknown" : author);
  draft.document.id = draft.Intern(TextOrWarn(members[kId], root, "@id", findings));
  draft.document.version = ReadVersion(members[kVersion], header.legacy, root, findings);
  draft.document.updated_at = header.updated_at;
  Budget budget;
  OpenVexStatements(header, budget, findings).Read(members[kStatements]);
  if (!budget.spent()) return absl::OkStatus();
  return draft.Reject(
      absl::StatusCode::kResourceExhausted, "/statements",
      absl::StrCat("subcomponents in subcomponents have places of more than ", Budget::kMaxBytes, " bytes"));
}

}  // namespace vexlens::formats
