// `stella vex attest`: a consensus for scanners.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/chosen_keys.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/record_row.h"
#include "cli/signing_key.h"
#include "cli/source.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/unlisted.h"
#include "cli/workspaces.h"
#include "vexlens/attestation.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

// Attestation begins with the first slice: all have the instant of that one.
class Attestation {
 public:
  explicit Attestation(const Options& options) : options_(options) {}

  // AddChosen adds the records of the tenant's that `options` name.
  absl::Status AddChosen(const Options& options, const Slice& slice) {
    absl::Status added;
    const Consensus& consensus = slice.consensus();
    const absl::Status status = ForEachChosenKey(options, consensus, [&](std::size_t key) {
      if (consensus.KeyOf(key).tenant == options.tenant) added = Add(consensus.Explain(key), slice);
      return added.ok();
    });
    return status.ok() ? added : status;
  }

  // AddOne adds the record of a key that is named in full, whether a statement names it or not.
  absl::Status AddOne(const Slice& slice) {
    const absl::StatusOr<Record> record =
        slice.consensus().Get(options_.tenant, options_.vulnerability, options_.product, options_.component);
    return record.ok() ? Add(*record, slice) : record.status();
  }

  absl::StatusOr<std::string> Write() const {
    if (!attestation_.has_value()) return absl::InvalidArgumentError("no records to attest");
    SayWhatIsLost();
    return attestation_->Write();
  }

 private:
  absl::Status Add(const Record& record, const Slice& slice) {
    if (!attestation_.has_value()) {
      VEXLENS_ASSIGN_OR_RETURN(attestation_, VexAttestation::Create(options_.author, slice.basis().as_of));
    }
    return attestation_->Add(record, slice.consensus(), slice.evidence());
  }

  void SayWhatIsLost() const {
    const std::vector<AttestationLoss> losses = attestation_->Losses();
    std::string text = absl::StrCat("attested: ", Counted(attestation_->statements(), "statement"),
                                    "; not said: ", Counted(losses.size(), "thing"), "\n");
    for (const AttestationLoss& loss : losses) {
      absl::StrAppend(&text, "not said: ", Safe(loss.key), loss.key.empty() ? "" : ": ", loss.words, "\n");
    }
    std::fputs(text.c_str(), stderr);
  }

  const Options& options_;
  std::optional<VexAttestation> attestation_;
};

// AddStored adds the records of the whole workspace, one vulnerability after the other: the evidence of all need not
// fit into memory.
absl::Status AddStored(const Options& options, Attestation& attestation) {
  VEXLENS_ASSIGN_OR_RETURN(const KeyFilter filter, KeyFilter::Of(options));
  VEXLENS_ASSIGN_OR_RETURN(const Moment when, PointOf(options));
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Workspace> workspace, OpenWorkspace(options, Access::kRead));
  std::vector<std::string> vulnerabilities;
  const absl::Status listed = workspace->ForEachRecord(options.tenant, when, [&](std::string_view record) {
    const RecordRow row = ReadRecordRow(record);
    const bool known = !vulnerabilities.empty() && vulnerabilities.back() == row.advisory;
    if (!known && filter.Keeps(row.product, row.component)) vulnerabilities.push_back(row.advisory);
    return true;
  });
  if (!listed.ok()) return listed;
  if (vulnerabilities.empty() && filter.any()) return NoSuchKey();
  Options one = options;
  for (const std::string& vulnerability : vulnerabilities) {
    one.vulnerability = vulnerability;
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Slice> slice, workspace->Build(options.tenant, vulnerability, when));
    VEXLENS_RETURN_IF_ERROR(attestation.AddChosen(one, *slice));
  }
  return absl::OkStatus();
}

// AddAll adds what the options ask for; the result is the exit code of an answer to that.
absl::StatusOr<int> AddAll(const Options& options, Attestation& attestation) {
  absl::Status status;
  int exit_code = kOk;
  if (!options.workspace.empty() && options.vulnerability.empty()) {
    status = AddStored(options, attestation);
  } else {
    VEXLENS_ASSIGN_OR_RETURN(const Source source, OpenSource(options));
    SayWhoIsUnlisted(source.slice->consensus(), options);
    const bool in_full = !options.vulnerability.empty() && !options.product.empty();
    status = in_full ? attestation.AddOne(*source.slice) : attestation.AddChosen(options, *source.slice);
    exit_code = source.exit_code;
  }
  if (!status.ok()) return status;
  return exit_code;
}

}  // namespace

int RunAttest(const Options& options) {
  if (options.output == Output::kTable) return Fail(NoTable());
  const absl::StatusOr<SigningKey> key = SigningKey::Of(options);
  if (!key.ok()) return Fail(key.status());
  Attestation attestation(options);
  const absl::StatusOr<int> exit_code = AddAll(options, attestation);
  if (!exit_code.ok()) return Fail(exit_code.status());
  return WriteAttestation(attestation.Write(), *key, *exit_code);
}

}  // namespace vexlens::cli
