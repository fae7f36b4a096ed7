#include "cli/session.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/exit_code.h"
#include "cli/instants.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/status_macros.h"

namespace vexlens::cli {
namespace {

void SayWhatIsOdd(const Consensus& consensus, const Evidence& evidence) {
  for (const AmbiguousAlias& alias : consensus.ambiguous_aliases()) {
    std::fprintf(stderr, "warning: %s is an alias of several CVEs, so it stands alone\n",
                 Safe(alias.identifier).c_str());
  }
  for (const AmbiguousLink& link : consensus.ambiguous_links()) {
    std::fprintf(
        stderr,
        "warning: BOMs of its issuer explain %s differently: it clears nothing, and what warns of it warns of all "
        "that they say\n",
        Safe(link.link).c_str());
  }
  for (const RepeatedEdition& edition : consensus.repeated_editions()) {
    const Document& document = evidence.documents()[edition.document];
    std::fprintf(stderr, "warning: several documents are %s with versions of which none is newer; all of them count\n",
                 Safe(evidence.Text(document.id)).c_str());
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<Session>> Session::Open(const Options& options) {
  auto session = std::make_unique<Session>();
  Basis& basis = session->basis_;
  basis.tenant = options.tenant;
  basis.as_of = EndOfDay(SystemNow());  // a day's answers agree
  if (!options.as_of.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(basis.as_of, InstantOf("--as-of", options.as_of));
  }
  VEXLENS_ASSIGN_OR_RETURN(IssuerDirectory directory, ReadTrusted(options));
  basis.directory = std::make_shared<const IssuerDirectory>(std::move(directory));
  VEXLENS_ASSIGN_OR_RETURN(Policy policy, ReadPolicy(options.policy));
  basis.policy = std::make_shared<const Policy>(std::move(policy));
  VEXLENS_ASSIGN_OR_RETURN(session->inputs_, ReadInputs(options, *basis.directory, basis.as_of));
  SayWhatWasRead(session->inputs_, options.verbose);
  session->consensus_ = std::make_unique<Consensus>(Consensus::Build(session->inputs_.evidence, basis));
  return session;
}

absl::StatusOr<Source> OpenSource(const Options& options) {
  Source source;
  if (options.workspace.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Session> session, Session::Open(options));
    const Inputs& inputs = session->inputs();
    source.exit_code = inputs.any_rejected() ? kBadInput : kOk;
    for (const InputReport& input : inputs.reports) {
      if (input.report.outcome <= Outcome::kAcceptedWithWarnings) source.files.emplace(input.report.digest, input.path);
    }
    source.files.insert(inputs.evidence_file_of.begin(), inputs.evidence_file_of.end());
    source.slice = std::move(session);
  } else {
    VEXLENS_ASSIGN_OR_RETURN(const PointInTime when, PointOf(options));
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Workspace> workspace, OpenWorkspace(options, Access::kRead));
    VEXLENS_ASSIGN_OR_RETURN(source.slice, workspace->Load(options.tenant, options.vulnerability, when));
  }
  SayWhatIsOdd(source.slice->consensus(), source.slice->evidence());
  return source;
}

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "stella: %s\n", Safe(status.message()).c_str());
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return kNotFound;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kFailedPrecondition:
      return kBadInput;
    case absl::StatusCode::kPermissionDenied:
      return kNotAllowed;
    case absl::StatusCode::kDataLoss:
      return kNotVerified;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:  // something changed while it was read
      return kTransient;
    default:
      return kFailed;
  }
}

std::string JoinJson(const std::vector<std::string>& values, Output output) {
  if (output == Output::kJson)
    return values.empty() ? "[]\n" : absl::StrCat("[\n", absl::StrJoin(values, ",\n"), "\n]\n");
  return values.empty() ? "" : absl::StrCat(absl::StrJoin(values, "\n"), "\n");
}

bool Write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return true;
  std::fprintf(stderr, "stella: cannot write the answer: %s\n", std::strerror(errno));
  return false;
}

}  // namespace vexlens::cli
