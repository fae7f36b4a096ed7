// VexAttestation: records as an OpenVEX predicate, members in byte order.
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/identity/key_text.h"
#include "lib/json/utf8.h"
#include "lib/provenance/in_toto.h"
#include "lib/provenance/openvex_document.h"
#include "lib/provenance/openvex_product.h"
#include "vexlens/attestation.h"

namespace vexlens {

using identity::SplitKey;
using provenance::AppendOpenVexStatement;
using provenance::InTotoStatement;
using provenance::kOpenVexContext;
using provenance::OpenVexDocument;
using provenance::OpenVexStatement;
using provenance::SubjectOf;

namespace {

// Texts that OpenVEX requires, for where none was given.
constexpr std::string_view kNoAction = "No action statement provided";
constexpr std::string_view kNoImpact = "No impact statement provided";

// Reasons are the texts beside a status.
struct Reasons {
  std::string_view action;
  std::string_view impact;
  std::string_view justification;
};

// Where OpenVEX has no such label, the vote's own label is better than none.
Reasons ReasonsOf(const Statement& statement, const Evidence& evidence) {
  const TextId impact = statement.impact != 0          ? statement.impact
                        : statement.justification == 0 ? statement.justification_raw
                                                       : TextId{0};
  if (statement.status == VexStatus::kAffected) return {evidence.Text(statement.action), "", ""};
  if (statement.status == VexStatus::kNotAffected) {
    return {"", evidence.Text(impact), evidence.Text(statement.justification)};
  }
  return {};
}

// Returns the reasons of the heaviest vote for the record's status that has any.
Reasons ReasonsFor(const Record& record, const Evidence& evidence) {
  for (const RationaleEntry& entry : record.rationale) {
    if (!entry.accepted || entry.status != record.decision.status) continue;
    const Reasons reasons = ReasonsOf(evidence.statements()[entry.statement], evidence);
    if (!reasons.action.empty() || !reasons.impact.empty() || !reasons.justification.empty()) return reasons;
  }
  if (record.decision.status == VexStatus::kAffected) return {kNoAction, "", ""};
  if (record.decision.status == VexStatus::kNotAffected) return {"", kNoImpact, ""};
  return {};
}

// Returns the other identifiers of the record's vulnerability that its votes name.
std::set<std::string_view> AliasesOf(const Record& record, const Consensus& consensus, const Evidence& evidence) {
  std::set<std::string_view> aliases;
  const auto add = [&](TextId id) {
    const std::string_view text = evidence.Text(id);
    if (text != record.advisory_key && consensus.AdvisoryKey(record.tenant, text) == record.advisory_key) {
      aliases.insert(text);
    }
  };
  for (const RationaleEntry& entry : record.rationale) {
    if (!entry.accepted) continue;
    const Statement statement = evidence.statements()[entry.statement];
    add(statement.vulnerability);
    for (const TextId alias : evidence.Aliases(statement.aliases)) add(alias);
  }
  return aliases;
}

std::string StatementOf(const Record& record, const Consensus& consensus, const Evidence& evidence) {
  const Reasons reasons = ReasonsFor(record, evidence);
  OpenVexStatement statement;
  statement.vulnerability = record.advisory_key;
  statement.aliases = AliasesOf(record, consensus, evidence);
  statement.product = record.artifact_key;
  statement.component = record.component_key;
  statement.status = record.decision.status;
  statement.justification = reasons.justification;
  statement.impact = reasons.impact;
  statement.action = reasons.action;
  std::string out;
  AppendOpenVexStatement(statement, out);
  return out;
}

// Returns why a record is left out, "" if it is not.
std::string WhyUnsayable(const Record& record) {
  if (record.decision.state == State::kInconclusive) {
    return absl::StrCat("no statement: INCONCLUSIVE (", record.decision.reason, ") is no status");
  }
  if (!SplitKey(record.artifact_key).range.empty() || !SplitKey(record.component_key).range.empty()) {
    return "no statement: OpenVEX has no version ranges";
  }
  return "";
}

std::vector<std::string> LossesOf(const Record& record) {
  std::vector<std::string> losses;
  if (std::string why = WhyUnsayable(record); !why.empty()) losses.push_back(std::move(why));
  if (record.decision.state == State::kDisputed) {
    losses.push_back(absl::StrCat("that it is DISPUTED: said is ", StatusName(record.decision.status)));
  }
  if (record.decision.reason == "operator") losses.emplace_back("that an operator decided");
  if (!record.conflicts.empty()) {
    const auto reason = [](std::string* out, const Conflict& conflict) { absl::StrAppend(out, conflict.reason); };
    losses.push_back(absl::StrCat("its conflicts: ", absl::StrJoin(record.conflicts, ", ", reason)));
  }
  return losses;
}

}  // namespace

absl::StatusOr<VexAttestation> VexAttestation::Create(std::string_view author, Instant as_of) {
  if (author.empty()) return absl::InvalidArgumentError("no author: OpenVEX says who speaks");
  if (!json::IsUtf8(author)) return absl::InvalidArgumentError("the author is not UTF-8");
  if (!as_of.dated()) return absl::InvalidArgumentError("no instant: OpenVEX says when");
  return VexAttestation(author, as_of);
}

absl::Status VexAttestation::Add(const Record& record, const Consensus& consensus, const Evidence& evidence) {
  if (!tenant_.has_value()) tenant_ = record.tenant;
  if (*tenant_ != record.tenant) {
    return absl::InvalidArgumentError(
        absl::StrCat("records of the tenants ", *tenant_, " and ", record.tenant, ": an attestation is of one"));
  }
  const Key key = {std::string(record.advisory_key), record.artifact_key, record.component_key};
  statements_.erase(key);
  losses_.erase(key);
  if (WhyUnsayable(record).empty()) statements_.emplace(key, StatementOf(record, consensus, evidence));
  if (std::vector<std::string> words = LossesOf(record); !words.empty()) {
    losses_.emplace(key, RecordLosses{record.consensus_id, std::move(words)});
  }
  return absl::OkStatus();
}

std::string VexAttestation::Predicate() const {
  const auto statement = [](std::string* out, const auto& entry) { out->append(entry.second); };
  return OpenVexDocument("", author_, as_of_, absl::StrJoin(statements_, ",", statement));
}

absl::StatusOr<std::string> VexAttestation::Write() const {
  if (!tenant_.has_value()) return absl::InvalidArgumentError("no records to attest");
  if (statements_.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("nothing to attest: OpenVEX can say none of the ", losses_.size(), " records"));
  }
  std::string subjects;
  for (const std::string& product : Products()) {
    absl::StrAppend(&subjects, subjects.empty() ? "" : ",", SubjectOf(product).json);
  }
  return InTotoStatement(kOpenVexContext, Predicate(), subjects);
}

std::set<std::string> VexAttestation::Products() const {
  std::set<std::string> products;
  for (const auto& [key, statement] : statements_) products.insert(key.product);
  return products;
}

std::vector<AttestationLoss> VexAttestation::Losses() const {
  std::vector<AttestationLoss> losses;
  if (!statements_.empty()) {
    losses.push_back({std::nullopt, "", "how sure the statuses are, and why: weights, confidence, scope, rationale"});
  }
  std::size_t without_digest = 0;
  const std::set<std::string> products = Products();
  for (const std::string& product : products) without_digest += SubjectOf(product).has_digest ? 0 : 1;
  if (without_digest > 0) {
    losses.push_back({std::nullopt, "",
                      absl::StrCat("the digest, which in-toto wants, of ", without_digest, " of the ", products.size(),
                                   " subjects: their products are known by name only")});
  }
  for (const auto& [key, of_record] : losses_) {
    const std::string text =
        absl::StrCat(key.vulnerability, " ", key.product, key.component.empty() ? "" : " ", key.component);
    for (const std::string& words : of_record.words) losses.push_back({of_record.consensus_id, text, words});
  }
  return losses;
}

}  // namespace vexlens
