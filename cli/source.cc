#include "cli/source.h"

#include <cstdio>
#include <utility>

#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/terminal.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

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

absl::StatusOr<Source> OpenSource(const Options& options) {
  Source source;
  if (options.workspace.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(Inputs inputs, ReadInputs(options));
    source.slice = inputs.engine->Build(inputs.basis);
    SayWhatWasRead(inputs, source.slice->evidence(), options.verbose);
    source.exit_code = inputs.any_rejected() ? kBadInput : kOk;
    source.files = std::move(inputs.files);
  } else {
    VEXLENS_ASSIGN_OR_RETURN(const Moment when, PointOf(options));
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Workspace> workspace, OpenWorkspace(options, Access::kRead));
    VEXLENS_ASSIGN_OR_RETURN(source.slice, workspace->Build(options.tenant, options.vulnerability, when));
  }
  SayWhatIsOdd(source.slice->consensus(), source.slice->evidence());
  return source;
}

}  // namespace vexlens::cli
