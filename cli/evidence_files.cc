#include "cli/evidence_files.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cli/files.h"
#include "vexlens/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::uint32_t kLeftOut = UINT32_MAX;

// Copying adds chosen documents of one evidence, with all that they say, to another.
class Copying {
 public:
  Copying(const Evidence& from, Evidence& to) : from_(from), to_(to), documents_(from.documents().size(), kLeftOut) {}

  void Choose(std::uint32_t index, Document document) {
    for (TextId* text : {&document.tenant, &document.issuer, &document.id, &document.version, &document.key_id,
                         &document.signer, &document.signature_reason}) {
      *text = TextOf(*text);
    }
    documents_[index] = to_.AddDocument(document).first;
  }

  void Finish() {
    for (Statement statement : from_.statements()) {
      statement.document = documents_[statement.document];
      if (statement.document == kLeftOut) continue;
      for (TextId* text :
           {&statement.vulnerability, &statement.relationship, &statement.justification, &statement.justification_raw,
            &statement.impact, &statement.action, &statement.location.pattern}) {
        *text = TextOf(*text);
      }
      statement.aliases = AliasesOf(statement.aliases);
      statement.product = SubjectOf(statement.product);
      statement.component = SubjectOf(statement.component);
      statement.through = ThroughOf(statement.through);
      to_.AddStatement(statement);
    }
    for (Evidence::BomElement element : from_.bom_elements()) {
      element.document = documents_[element.document];
      if (element.document == kLeftOut) continue;
      element.link = TextOf(element.link);
      element.product = SubjectOf(element.product);
      element.component = SubjectOf(element.component);
      element.through = ThroughOf(element.through);
      to_.AddBomElement(element);
    }
  }

 private:
  TextId TextOf(TextId text) { return to_.texts().Intern(from_.Text(text)); }

  SubjectId SubjectOf(SubjectId subject) {
    if (subject == 0) return 0;
    const Evidence::SubjectEntry& entry = from_.subjects()[subject];
    return to_.InternSubject(from_.Text(entry.identifier), from_.Text(entry.range));
  }

  std::uint32_t AliasesOf(std::uint32_t list) {
    std::vector<TextId> aliases;
    for (const TextId alias : from_.Aliases(list)) aliases.push_back(TextOf(alias));
    return to_.InternAliases(std::move(aliases));
  }

  std::uint32_t ThroughOf(std::uint32_t list) {
    std::vector<SubjectId> through;
    for (const SubjectId subject : from_.Through(list)) through.push_back(SubjectOf(subject));
    return to_.InternThrough(through);
  }

  const Evidence& from_;
  Evidence& to_;
  std::vector<std::uint32_t> documents_;  // their indexes in `to_`
};

// Known are documents by tenant and digest.
using Known = std::set<std::pair<std::string, Digest>>;

Known DocumentsOf(const Evidence& evidence) {
  Known known;
  for (const Document& document : evidence.documents()) {
    known.emplace(evidence.Text(document.tenant), document.digest);
  }
  return known;
}

// Taking takes the documents of one evidence file after the other.
class Taking {
 public:
  Taking(const Options& options, Inputs& inputs) : options_(options), inputs_(inputs) {
    if (!options.believe_evidence) read_themselves_ = DocumentsOf(inputs.evidence);
  }

  void Take(const std::string& path, const Evidence& told) {
    Evidence taken;
    Copying copying(told, taken);
    Report report;
    report.outcome = Outcome::kRejected;
    for (std::uint32_t i = 0; i < told.documents().size(); ++i) {
      const Document document = Believed(told.documents()[i], told);
      if (read_themselves_.contains({std::string(told.Text(document.tenant)), document.digest})) continue;
      if (options_.require_signature && document.signature != SignatureState::kVerified) {
        Refuse(i, document, told, report);
        continue;
      }
      inputs_.evidence_file_of.emplace(document.digest, path);
      copying.Choose(i, document);
    }
    copying.Finish();
    inputs_.evidence.Merge(taken);
    if (report.refused == 0) return;
    report.status = absl::UnauthenticatedError(
        absl::StrCat(report.refused, " of ", told.documents().size(), " documents not verified"));
    report.refused = 0;  // that counts statements
    inputs_.reports.push_back({path, std::move(report)});
  }

 private:
  // Believed is the document without what a file may not say of it.
  Document Believed(Document document, const Evidence& told) {
    if (options_.believe_evidence) return document;
    const bool is_signed = document.signature != SignatureState::kMissing || !told.Text(document.key_id).empty() ||
                           !told.Text(document.signer).empty() || !told.Text(document.signature_reason).empty();
    inputs_.set_aside.signatures += is_signed;
    inputs_.set_aside.withdrawals += document.withdrawn;
    document.signature = SignatureState::kMissing;
    document.key_id = document.signer = document.signature_reason = 0;
    document.withdrawn = false;
    return document;
  }

  void Refuse(std::uint32_t index, const Document& document, const Evidence& told, Report& report) {
    SignatureVerdict verdict;
    verdict.state = document.signature;
    verdict.reason = document.signature == SignatureState::kMissing ? "there is no signature around it"
                                                                    : told.Text(document.signature_reason);
    inputs_.failures.Add(document.signature == SignatureState::kMissing ? SignatureStage::kEnvelope
                                                                        : SignatureStage::kSignature);
    report.Add(Finding::Kind::kRefused, absl::StrCat("/documents/", index),
               absl::StrCat(told.Text(document.id), ": ", NotVerified(verdict).message()));
  }

  const Options& options_;
  Inputs& inputs_;
  Known read_themselves_;  // whose own bytes say what they are
};

}  // namespace

absl::Status AddEvidenceFiles(const Options& options, Inputs& inputs) {
  if (options.evidence.empty()) return absl::OkStatus();
  Taking taking(options, inputs);
  for (const std::string& path : options.evidence) {
    VEXLENS_ASSIGN_OR_RETURN(const std::string json, ReadFile(path));
    ReadOptions read_options;
    read_options.max_bytes = SIZE_MAX;  // our own form, of any number of documents
    Evidence told;
    if (absl::Status status = ReadEvidence(json, read_options, told); !status.ok()) {
      return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
    }
    taking.Take(path, told);
  }
  return absl::OkStatus();
}

}  // namespace vexlens::cli
