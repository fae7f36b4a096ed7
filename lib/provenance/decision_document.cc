#include "lib/provenance/decision_document.h"

#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/identity/key_text.h"
#include "lib/provenance/openvex_document.h"
#include "vexlens/reader.h"
#include "vexlens/support/json_text.h"

namespace vexlens::provenance {

using identity::KeyText;
using identity::SplitKey;

namespace {

void AddText(std::string_view name, std::string_view text, JsonObject& object) {
  if (!text.empty()) object.Add(name, text);
}

std::string OpenVex(const OperatorDecision& decision) {
  OpenVexStatement statement;
  statement.vulnerability = decision.key.vulnerability;
  statement.product = decision.key.product;
  statement.component = decision.key.component;
  statement.status = decision.judgement.status;
  statement.justification = decision.judgement.justification;
  statement.impact = decision.judgement.impact;
  statement.action = decision.judgement.action;
  statement.notes = decision.reason;
  std::string statements;
  AppendOpenVexStatement(statement, statements);
  return OpenVexDocument(decision.id, decision.issuer, decision.decided_at, statements);
}

std::string_view CycloneDxState(VexStatus status) {
  switch (status) {
    case VexStatus::kAffected:
      return "exploitable";
    case VexStatus::kUnderInvestigation:
      return "in_triage";
    case VexStatus::kNotAffected:
      return "not_affected";
    case VexStatus::kFixed:
      return "resolved";
  }
  return "";
}

// Returns the CycloneDX word that our reader maps to the label (docs/formats.md), "" if there is none.
std::string_view CycloneDxJustification(std::string_view label) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWords = {{
      {"component_not_present", "requires_dependency"},
      {"inline_mitigations_already_exist", "protected_by_mitigating_control"},
      {"vulnerable_code_cannot_be_controlled_by_adversary", "requires_environment"},
      {"vulnerable_code_not_in_execute_path", "code_not_reachable"},
      {"vulnerable_code_not_present", "code_not_present"},
  }};
  for (const auto& [each, word] : kWords) {
    if (each == label) return word;
  }
  return "";
}

std::string Element(std::string_view ref, std::string_view identifier) {
  JsonObject element;
  element.Add("bom-ref", ref);
  if (absl::StartsWith(identifier, "cpe:")) element.Add("cpe", identifier);
  element.Add("name", identifier);
  if (absl::StartsWith(identifier, "pkg:")) element.Add("purl", identifier);
  return element.Add("type", "application").Text();
}

std::string Vulnerability(const OperatorDecision& decision, std::string_view range) {
  const Judgement& judgement = decision.judgement;
  const std::vector<std::string_view> details = {judgement.impact, decision.reason};
  JsonObject analysis;
  analysis.Add("detail", absl::StrJoin(details.begin() + (judgement.impact.empty() ? 1 : 0), details.end(), "\n"));
  AddText("justification", CycloneDxJustification(judgement.justification), analysis);
  analysis.Add("state", CycloneDxState(judgement.status));
  const bool affected = !Clears(judgement.status);
  const std::string version =
      JsonObject().Add("range", range).Add("status", affected ? "affected" : "unaffected").Text();
  JsonObject vulnerability;
  vulnerability.AddJson(
      "affects",
      absl::StrCat("[", JsonObject().Add("ref", "it").AddJson("versions", absl::StrCat("[", version, "]")).Text(),
                   "]"));
  vulnerability.AddJson("analysis", analysis.Text());
  vulnerability.Add("id", decision.key.vulnerability);
  AddText("recommendation", judgement.action, vulnerability);
  return vulnerability.Text();
}

// Writes CycloneDX: the element that the range narrows is "it", and a product around it is the BOM's subject.
std::string CycloneDx(const OperatorDecision& decision) {
  const bool has_component = !decision.key.component.empty();
  const KeyText narrowed = SplitKey(has_component ? decision.key.component : decision.key.product);
  JsonObject metadata;
  if (has_component) metadata.AddJson("component", Element("subject", decision.key.product));
  metadata.AddJson("supplier", JsonObject().Add("name", decision.issuer).Text());
  metadata.Add("timestamp", FormatInstant(decision.decided_at));
  return JsonObject()
      .Add("bomFormat", "CycloneDX")
      .AddJson("components", absl::StrCat("[", Element("it", narrowed.identifier), "]"))
      .AddJson("metadata", metadata.Text())
      .Add("specVersion", "1.6")
      .AddJson("version", "1")
      .AddJson("vulnerabilities", absl::StrCat("[", Vulnerability(decision, narrowed.range), "]"))
      .Text();
}

// Reports whether a document says exactly what was decided, and nothing else.
bool Says(const OperatorDecision& decision, std::string_view document) {
  Evidence evidence;
  const Report report = ReadDocument(document, {}, evidence);
  if (report.outcome != Outcome::kAccepted || evidence.statements().size() != 1) return false;
  const Statement& statement = evidence.statements()[0];
  const std::string_view component = statement.component == 0 ? "" : evidence.KeyText(statement.component);
  return evidence.Text(evidence.documents().front().issuer) == decision.issuer &&
         evidence.Text(statement.vulnerability) == decision.key.vulnerability &&
         evidence.KeyText(statement.product) == decision.key.product && component == decision.key.component &&
         evidence.Text(statement.justification) == decision.judgement.justification &&
         statement.status == decision.judgement.status && statement.updated_at == decision.decided_at;
}

}  // namespace

absl::StatusOr<std::string> DecisionDocument(const OperatorDecision& decision) {
  const bool ranged = !SplitKey(decision.key.product).range.empty() || !SplitKey(decision.key.component).range.empty();
  std::string document = ranged ? CycloneDx(decision) : OpenVex(decision);
  if (Says(decision, document)) return document;
  return absl::InvalidArgumentError(absl::StrCat(
      "no ", ranged ? "CycloneDX" : "OpenVEX", " document can speak about exactly ", decision.key.vulnerability, ", ",
      decision.key.product, decision.key.component.empty() ? "" : absl::StrCat(", ", decision.key.component),
      ": decide by a document about the product's own identifier, and ingest it"));
}

}  // namespace vexlens::provenance
