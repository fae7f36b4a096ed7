#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/instants.h"
#include "cli/pack_runs.h"
#include "cli/signing_key.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/timelines.h"
#include "vexlens/attestation.h"
#include "vexlens/own_events.h"
#include "vexlens/pack_run_artifacts.h"
#include "vexlens/pack_run_provenance.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

absl::Status In(std::string_view option, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(option, ": ", status.message()));
}

absl::StatusOr<std::vector<PackRunArtifact>> Measure(const Options& options) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<PackRunArtifactReader> reader, OpenArtifacts(options));
  return MeasureArtifacts(*reader, RunOf(options));
}

absl::Status ReadTimes(const Options& options, PackRunManifest& manifest) {
  const std::pair<const char*, std::pair<const std::string*, Instant*>> kTimes[] = {
      {"--requested-at", {&options.requested_at, &manifest.requested_at}},
      {"--started-at", {&options.started_at, &manifest.started_at}},
      {"--finished-at", {&options.finished_at, &manifest.finished_at}}};
  for (const auto& [option, time] : kTimes) {
    if (time.first->empty()) continue;
    VEXLENS_ASSIGN_OR_RETURN(const Instant instant, InstantOf(option, *time.first));
    *time.second = instant;
  }
  return absl::OkStatus();
}

absl::Status ReadRunFiles(const Options& options, PackRunManifest& manifest) {
  const std::size_t most = PackRunLimits().max_manifest_bytes;
  if (!options.parameters.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(manifest.parameters, ReadFile(options.parameters, most));
  }
  if (!options.steps.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(const std::string text, ReadFile(options.steps, most));
    absl::StatusOr<std::vector<PackRunStep>> steps = ParsePackRunSteps(text);
    if (!steps.ok()) return In(options.steps, steps.status());
    manifest.steps = *std::move(steps);
  }
  return absl::OkStatus();
}

// Described is the manifest as the options have it, without the artifacts.
absl::StatusOr<PackRunManifest> Described(const Options& options) {
  PackRunManifest manifest;
  manifest.run = RunOf(options);
  VEXLENS_RETURN_IF_ERROR(CheckPackRunKey(manifest.run));
  const std::optional<Digest> plan = ParseDigest(options.plan_hash);
  if (!plan.has_value()) {
    return absl::InvalidArgumentError("--plan-hash: expected sha256: and 64 lower-case hex digits");
  }
  manifest.plan_hash = *plan;
  const std::optional<PackRunStatus> status = ParsePackRunStatus(options.status);
  if (!status.has_value()) {
    return absl::InvalidArgumentError(absl::StrCat("--status: \"", options.status, "\" is not one of its words"));
  }
  manifest.status = *status;
  manifest.builder = options.builder;
  VEXLENS_RETURN_IF_ERROR(ReadTimes(options, manifest));
  VEXLENS_RETURN_IF_ERROR(ReadRunFiles(options, manifest));
  return manifest;
}

absl::StatusOr<PackRunManifest> Kept(const Options& options) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<PackRunProvenanceWriter> writer, OpenManifests(options));
  absl::StatusOr<PackRunManifest> manifest = writer->Read(RunOf(options));
  if (absl::IsNotFound(manifest.status())) {
    return absl::NotFoundError(absl::StrCat("no manifest of the run ", options.run, " of ", options.tenant));
  }
  return manifest;
}

// Tells the options' timeline, if there is one, that a manifest is recorded. To tell again is harmless.
absl::Status TellTimeline(const Options& options, const std::optional<TimelineEvent>& event) {
  if (!event.has_value()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Timeline> timeline, OpenTimeline(options, Access::kCreate));
  const IngestedEvent became = timeline->ingestion().IngestEvents({*event}).front();
  return became.status.ok() ? absl::OkStatus() : In("the manifest is written; --timeline", became.status);
}

std::string ManifestTable(const PackRunManifest& manifest, const PackRunText& text) {
  Table members({"MEMBER", "VALUE"});
  const auto add = [&](std::string name, std::string_view value) { members.Add({{std::move(name)}, {Safe(value)}}); };
  add("tenant", manifest.run.tenant);
  add("runId", manifest.run.run_id);
  add("status", PackRunStatusName(manifest.status));
  add("planHash", DigestText(manifest.plan_hash));
  add("requestedAt", FormatInstant(manifest.requested_at));
  add("startedAt", FormatInstant(manifest.started_at));
  add("finishedAt", FormatInstant(manifest.finished_at));
  add("builder", manifest.builder);
  add("parameters", manifest.parameters);
  add("manifestDigest", DigestText(text.manifest_digest));
  const Terminal terminal = Terminal::OfStandardOutput();
  std::string out = members.Text(terminal);
  Table steps({"STEP", "STATUS", "STARTED", "FINISHED"});
  for (const PackRunStep& step : manifest.steps) {
    steps.Add({{Safe(step.name)},
               {std::string(PackRunStatusName(step.status))},
               {FormatInstant(step.started_at)},
               {FormatInstant(step.finished_at)}});
  }
  if (!steps.empty()) absl::StrAppend(&out, "\n", steps.Text(terminal));
  Table artifacts({"ARTIFACT", "SIZE", "DIGEST", "TYPE", "LOCATION"});
  for (const PackRunArtifact& artifact : manifest.artifacts) {
    artifacts.Add({{Safe(artifact.name)},
                   {absl::StrCat(artifact.size), Style::kPlain, true},
                   {DigestText(artifact.digest)},
                   {Safe(artifact.media_type)},
                   {Safe(artifact.location)}});
  }
  if (!artifacts.empty()) absl::StrAppend(&out, "\n", artifacts.Text(terminal));
  return out;
}

std::string MeasuredJson(const PackRunArtifact* artifact) {
  if (artifact == nullptr) return "null";
  return JsonObject().Add("digest", DigestText(artifact->digest)).AddJson("size", absl::StrCat(artifact->size)).Text();
}

std::string MeasuredText(const PackRunArtifact* artifact) {
  return artifact == nullptr ? "" : absl::StrCat(artifact->size, " bytes, ", DigestText(artifact->digest));
}

const std::string& NameOf(const ArtifactDifference& difference) {
  return (difference.expected != nullptr ? difference.expected : difference.found)->name;
}

std::string DifferencesJson(const std::vector<ArtifactDifference>& differences, const PackRunText& text) {
  std::vector<std::string> all;
  for (const ArtifactDifference& difference : differences) {
    all.push_back(JsonObject()
                      .AddJson("expected", MeasuredJson(difference.expected))
                      .AddJson("found", MeasuredJson(difference.found))
                      .Add("name", NameOf(difference))
                      .Text());
  }
  return JsonObject()
             .AddJson("differences", JsonArray(all))
             .Add("manifestDigest", DigestText(text.manifest_digest))
             .AddJson("verified", all.empty() ? "true" : "false")
             .Text() +
         "\n";
}

std::string DifferencesTable(const std::vector<ArtifactDifference>& differences, std::size_t artifacts) {
  if (differences.empty()) return absl::StrCat("all ", artifacts, " artifacts are as the manifest says\n");
  Table table({"ARTIFACT", "", "EXPECTED", "FOUND"});
  for (const ArtifactDifference& difference : differences) {
    const char* const what = difference.found == nullptr      ? "missing"
                             : difference.expected == nullptr ? "extra"
                                                              : "differs";
    table.Add({{Safe(NameOf(difference))},
               {what, Style::kRed},
               {MeasuredText(difference.expected)},
               {MeasuredText(difference.found)}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

}  // namespace

int RunProvenanceWrite(const Options& options) {
  absl::StatusOr<PackRunManifest> manifest = Described(options);
  if (!manifest.ok()) return Fail(manifest.status());
  const auto writer = OpenManifests(options);
  if (!writer.ok()) return Fail(writer.status());
  absl::StatusOr<std::vector<PackRunArtifact>> artifacts = Measure(options);
  if (!artifacts.ok()) return Fail(artifacts.status());
  manifest->artifacts = *std::move(artifacts);
  std::optional<TimelineEvent> event;
  if (!options.store.empty()) {
    absl::StatusOr<TimelineEvent> of_run = EventOfPackRun(*manifest);
    if (!of_run.ok()) return Fail(In("--timeline", of_run.status()));
    event = *std::move(of_run);
  }
  const absl::StatusOr<PackRunReceipt> receipt = (*writer)->Write(*manifest);
  if (!receipt.ok()) {
    const int code = Fail(receipt.status());
    return absl::IsResourceExhausted(receipt.status()) ? kFailed : code;  // a full disk is no fault of the input
  }
  const std::string digest = DigestText(receipt->manifest_digest);
  const std::string text = options.form() == Output::kTable
                               ? absl::StrCat(receipt->written ? "wrote" : "there already:", " the manifest of ",
                                              manifest->artifacts.size(), " artifacts, ", digest, "\n")
                               : absl::StrCat(JsonObject()
                                                  .Add("manifestDigest", digest)
                                                  .AddJson("written", receipt->written ? "true" : "false")
                                                  .Text(),
                                              "\n");
  if (!Write(text)) return kFailed;
  const absl::Status told = TellTimeline(options, event);
  return told.ok() ? kOk : FailChange(told);
}

int RunProvenanceShow(const Options& options) {
  const absl::StatusOr<PackRunManifest> manifest = Kept(options);
  if (!manifest.ok()) return Fail(manifest.status());
  const absl::StatusOr<PackRunText> text = WritePackRun(*manifest);
  if (!text.ok()) return Fail(text.status());
  const bool table = options.form() == Output::kTable;
  return Write(table ? ManifestTable(*manifest, *text) : text->json + "\n") ? kOk : kFailed;
}

int RunProvenanceVerify(const Options& options) {
  const absl::StatusOr<PackRunManifest> manifest = Kept(options);
  if (!manifest.ok()) return Fail(manifest.status());
  const absl::StatusOr<PackRunText> text = WritePackRun(*manifest);
  if (!text.ok()) return Fail(text.status());
  const absl::StatusOr<std::vector<PackRunArtifact>> found = Measure(options);
  if (!found.ok()) return Fail(found.status());
  const std::vector<ArtifactDifference> differences = CompareArtifacts(manifest->artifacts, *found);
  const bool table = options.form() == Output::kTable;
  if (!Write(table ? DifferencesTable(differences, found->size()) : DifferencesJson(differences, *text))) {
    return kFailed;
  }
  return differences.empty() ? kOk : kNotVerified;
}

int RunProvenanceAttest(const Options& options) {
  if (options.output == Output::kTable) return Fail(NoTable());
  const absl::StatusOr<SigningKey> key = SigningKey::Of(options);
  if (!key.ok()) return Fail(key.status());
  const absl::StatusOr<PackRunManifest> manifest = Kept(options);
  if (!manifest.ok()) return Fail(manifest.status());
  return WriteAttestation(AttestPackRun(*manifest), *key, kOk);
}

}  // namespace vexlens::cli
