// The reader of CSAF 2.0 and 2.1: header, product tree, then one vulnerability after the other.
#include <algorithm>
#include <string_view>

#include "absl/status/status.h"
#include "lib/formats/budget.h"
#include "lib/formats/csaf/header.h"
#include "lib/formats/csaf/identifiers.h"
#include "lib/formats/csaf/product_groups.h"
#include "lib/formats/csaf/product_tree.h"
#include "lib/formats/csaf/remarks.h"
#include "lib/formats/csaf/statuses.h"
#include "lib/formats/csaf/vulnerability.h"
#include "lib/formats/draft.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::formats {
namespace {

// Returns the number of status entries of a document, which is room enough for the statements of most.
std::size_t CountEntries(json::Value vulnerabilities) {
  std::size_t count = 0;
  for (const json::Value vulnerability : vulnerabilities.elements()) {
    for (const auto list : vulnerability["product_status"].members()) count += list.value.count();
  }
  return count;
}

absl::Status OutOfBudget(const Place& place, Draft& draft) {
  return draft.Reject(absl::StatusCode::kResourceExhausted, place.Text(),
                      "product groups or texts multiply beyond the limit");
}

// Reading is the state of reading one document.
struct Reading {
  Reading(Findings& told, const Header& header)
      : findings(told),
        identifiers(header.name, told, budget),
        tree(identifiers, told, budget),
        groups(tree, told),
        remarks(tree, groups, told, budget),
        statuses(StatusLists(told.draft().report.format_version), tree, remarks, told) {
    common.issued_at = header.issued_at;
    common.updated_at = told.draft().document.updated_at;
  }

  absl::Status ReadTree(json::Value root, const Place& place) {
    const json::Value value = findings.Object(root, place, "product_tree");
    const Place here(place, "product_tree");
    tree.Read(value, here);
    groups.Read(value, here);
    return budget.spent() ? OutOfBudget(here, findings.draft()) : absl::OkStatus();
  }

  void ReadVulnerability(json::Value vulnerability, const Place& place, std::uint32_t index) {
    const VulnerabilityName name = ReadVulnerabilityName(vulnerability, place, findings);
    common.vulnerability = name.identifier;
    common.aliases = name.aliases;
    const json::Value product_status = findings.Object(vulnerability, place, "product_status");
    remarks.Read(vulnerability, place, Statuses::WantedRemarks(product_status));
    statuses.Read(product_status, Place(place, "product_status"), index, common);
  }

  absl::Status ReadVulnerabilities(json::Value list, const Place& place) {
    Draft& draft = findings.draft();
    draft.statements.reserve(std::min(CountEntries(list), draft.options.max_statements + 1));
    std::uint32_t index = 0;
    for (const json::Value vulnerability : list.elements()) {
      const Place here(place, index);
      if (findings.IsObject(vulnerability, here)) ReadVulnerability(vulnerability, here, index);
      if (budget.spent()) return OutOfBudget(here, draft);
      if (draft.Full()) break;
      ++index;
    }
    return absl::OkStatus();
  }

  Findings& findings;
  Budget budget;
  Identifiers identifiers;
  ProductTree tree;
  ProductGroups groups;
  Remarks remarks;
  Statuses statuses;
  Statement common;
};

}  // namespace

// A CSAF document has a csaf_version; one that lacks it still has tracking and publisher.
bool IsCsaf(json::Value root) {
  const json::Value document = root["document"];
  return document["csaf_version"].exists() || (document["tracking"].is_object() && document["publisher"].is_object());
}

absl::Status ReadCsaf(Draft& draft) {
  Findings findings(draft);
  Header header;
  VEXLENS_RETURN_IF_ERROR(ReadHeader(findings, header));
  const Place root;
  for (const char* part : {"product_tree", "vulnerabilities"}) {
    if (header.without_content || draft.root[part].exists()) continue;
    findings.Warn(root, "", "has no ", part, " and so makes no statement");
  }
  Reading reading(findings, header);
  VEXLENS_RETURN_IF_ERROR(reading.ReadTree(draft.root, root));
  return reading.ReadVulnerabilities(findings.Array(draft.root, root, "vulnerabilities"),
                                     Place(root, "vulnerabilities"));
}

}  // namespace vexlens::formats
