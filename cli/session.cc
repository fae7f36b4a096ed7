#include "cli/session.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"

namespace vexlens::cli {
namespace {

// Now is the system's clock.
Instant Now() {
  using std::chrono::microseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<microseconds>(now).count()};
}

void SayWhatIsOdd(const Consensus& consensus, const Evidence& evidence) {
  for (const AmbiguousAlias& alias : consensus.ambiguous_aliases()) {
    std::fprintf(stderr, "warning: %s is an alias of several CVEs, so it stands alone\n",
                 Safe(alias.identifier).c_str());
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
  session->as_of_ = EndOfDay(Now());  // a day's answers agree
  if (!options.as_of.empty()) {
    absl::StatusOr<Instant> as_of = ParseInstant(options.as_of);
    if (!as_of.ok()) {
      return absl::Status(as_of.status().code(), absl::StrCat("--as-of: ", as_of.status().message()));
    }
    session->as_of_ = *as_of;
  }
  absl::StatusOr<IssuerDirectory> directory = ReadDirectory(options.issuers);
  if (!directory.ok()) return directory.status();
  session->directory_ = *std::move(directory);
  absl::StatusOr<Policy> policy = ReadPolicy(options.policy);
  if (!policy.ok()) return policy.status();
  session->policy_ = *std::move(policy);
  absl::StatusOr<Inputs> inputs = ReadInputs(options);
  if (!inputs.ok()) return inputs.status();
  session->inputs_ = *std::move(inputs);
  SayWhatWasRead(session->inputs_, options.verbose);
  session->consensus_ = std::make_unique<Consensus>(
      Consensus::Build(session->inputs_.evidence, session->directory_, session->policy_, session->as_of_));
  SayWhatIsOdd(*session->consensus_, session->inputs_.evidence);
  return session;
}

int Session::ExitCode() const { return inputs_.any_rejected() ? kBadInput : kOk; }

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "stella: %s\n", Safe(status.message()).c_str());
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return kNotFound;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kResourceExhausted:
      return kBadInput;
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
