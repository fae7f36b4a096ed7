// Whose word a file is: the verdict on its signature, in words to act on.
#include <cstdio>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/instants.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/verdict.h"

namespace vexlens::cli {
namespace {

// Trusted is by what signatures are judged.
struct Trusted {
  IssuerDirectory directory;
  Instant as_of;
};

absl::StatusOr<Trusted> TrustOf(const Options& options) {
  Trusted trusted;
  trusted.as_of = EndOfDay(SystemNow());
  if (!options.as_of.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(trusted.as_of, InstantOf("--as-of", options.as_of));
  }
  absl::StatusOr<IssuerDirectory> directory;
  if (options.workspace.empty()) {
    directory = ReadTrusted(options);
  } else {
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Workspace> workspace, OpenWorkspace(options, Access::kRead));
    directory = workspace->Directory(std::nullopt);
  }
  if (!directory.ok()) return directory.status();
  trusted.directory = *std::move(directory);
  return trusted;
}

// KeysOf adds the keys that the user named to those of the directory: they only tell whether a signature holds.
absl::StatusOr<std::vector<DsseVerifier>> KeysOf(const Options& options, const IssuerDirectory& directory) {
  std::vector<DsseVerifier> keys = VerifiersOf(directory);
  for (const std::string& path : options.keys) {
    VEXLENS_ASSIGN_OR_RETURN(const std::string pem, ReadFile(path));
    const absl::StatusOr<PublicKey> key = PublicKey::FromPem(pem);
    if (!key.ok()) return absl::InvalidArgumentError(absl::StrCat(path, ": ", key.status().message()));
    for (DsseVerifier& verifier : VerifiersOf(*key)) keys.push_back(std::move(verifier));
  }
  return keys;
}

DocumentVerdict Judged(const InputFile& file, ReadOptions options, const Trusted& trusted) {
  std::variant<Loaded, Report> loaded = LoadInput(file);
  if (Report* const report = std::get_if<Report>(&loaded)) return {std::move(*report), "", {}};
  const Incoming& incoming = std::get<Loaded>(loaded).incoming;
  options.detached = incoming.signature;
  return JudgeDocument(incoming.bytes, options, trusted.directory, trusted.as_of);
}

std::string TypeOf(const Report& report) { return report.envelope.has_value() ? report.envelope->payload_type : ""; }

// SignersOf are the keys under which the signature holds, whoever they belong to.
std::vector<std::string> SignersOf(const Report& report) {
  return report.envelope.has_value() ? report.envelope->signers : std::vector<std::string>();
}

bool HasDocument(const Report& report) { return report.outcome <= Outcome::kAcceptedWithWarnings; }

std::string VerdictText(const std::string& path, const DocumentVerdict& judged) {
  const Report& report = judged.report;
  if (!HasDocument(report)) {
    return absl::StrCat(Safe(path), ": ", OutcomeName(report.outcome), ": ", Safe(report.status.message()), "\n");
  }
  const SignatureVerdict& verdict = judged.verdict;
  std::string text =
      absl::StrCat(Safe(path), ": ", SignatureStateName(verdict.state), "\n", "  issuer   ", Safe(judged.issuer), "\n");
  if (report.envelope.has_value()) absl::StrAppend(&text, "  payload  ", Safe(TypeOf(report)), "\n");
  if (!verdict.signer.empty()) {
    absl::StrAppend(&text, "  key      ", Safe(verdict.key_id), " of ", Safe(verdict.signer), "\n");
  }
  for (const std::string& signer : SignersOf(report)) absl::StrAppend(&text, "  holds    under ", signer, "\n");
  if (!verdict.reason.empty()) absl::StrAppend(&text, "  reason   ", Safe(verdict.reason), "\n");
  return text;
}

}  // namespace

int RunVerify(const Options& options) {
  const absl::StatusOr<Trusted> trusted = TrustOf(options);
  if (!trusted.ok()) return Fail(trusted.status());
  const absl::StatusOr<std::vector<DsseVerifier>> keys = KeysOf(options, trusted->directory);
  if (!keys.ok()) return Fail(keys.status());
  ReadOptions read_options;
  read_options.tenant = options.tenant;
  read_options.padding = PaddedFile::kPadding;
  read_options.keys = *keys;
  std::vector<InputReport> unlisted;
  std::string text;
  std::vector<std::string> objects;
  bool verified = true;
  for (const InputFile& file : ListInputs(options.inputs, unlisted)) {
    const DocumentVerdict judged = Judged(file, read_options, *trusted);
    verified &= HasDocument(judged.report) && judged.verdict.state == SignatureState::kVerified;
    text += VerdictText(file.path, judged);
    objects.push_back(judged.Json(file.path));
  }
  for (const InputReport& report : unlisted) {
    std::fputs(InputText(report.path, "", report.report, false).c_str(), stderr);
  }
  const bool table = options.form() == Output::kTable;
  if (!Write(table ? text : JoinJson(objects, options.form()))) return kFailed;
  if (!unlisted.empty()) return kBadInput;
  return verified ? kOk : kNotVerified;
}

}  // namespace vexlens::cli
