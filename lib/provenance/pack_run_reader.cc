// ParsePackRun: strict members, and a text that is the same when written again.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical_value.h"
#include "lib/json/document.h"
#include "lib/json/strict.h"
#include "vexlens/pack_run.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

using json::StrictObject;

std::vector<PackRunStep> ReadSteps(json::Value list, const std::string& location, absl::Status& status) {
  std::vector<PackRunStep> steps;
  for (const json::Value element : list.elements()) {
    if (steps.size() == kMaxPackRunSteps) {
      status = absl::ResourceExhaustedError(absl::StrCat(location, ": more than ", kMaxPackRunSteps));
    }
    if (!status.ok()) break;
    StrictObject object(element, absl::StrCat(location, "/", steps.size()), status);
    PackRunStep step;
    step.name = object.Text("name");
    step.status = object.Word("status", ParsePackRunStatus);
    step.started_at = object.TimeOrEmpty("startedAt");
    step.finished_at = object.TimeOrEmpty("finishedAt");
    object.Done();
    steps.push_back(std::move(step));
  }
  return steps;
}

std::uint64_t ReadSize(StrictObject& object) {
  const json::Value size = object.Required("size");
  if (size.exists() && size.integer().value_or(-1) < 0) object.Fail("size", "expected a number of bytes");
  return static_cast<std::uint64_t>(size.integer().value_or(0));
}

std::vector<PackRunArtifact> ReadArtifacts(json::Value list, const PackRunLimits& limits, absl::Status& status) {
  std::vector<PackRunArtifact> artifacts;
  for (const json::Value element : list.elements()) {
    if (artifacts.size() == limits.max_artifacts) {
      status = absl::ResourceExhaustedError(absl::StrCat("/artifacts: more than ", limits.max_artifacts));
    }
    if (!status.ok()) break;
    StrictObject object(element, absl::StrCat("/artifacts/", artifacts.size()), status);
    PackRunArtifact artifact;
    artifact.name = object.Text("name");
    artifact.media_type = object.Text("mediaType");
    artifact.size = ReadSize(object);
    artifact.digest = object.Id("digest");
    artifact.location = object.Text("location");
    object.Done();
    artifacts.push_back(std::move(artifact));
  }
  return artifacts;
}

json::Value Array(StrictObject& object, std::string_view name) {
  const json::Value member = object.Required(name);
  if (member.exists() && !member.is_array()) object.Fail(name, "expected an array");
  return member;
}

struct Stated {
  PackRunManifest manifest;
  Digest digest;  // as stated in the text
};

absl::StatusOr<Stated> ReadMembers(json::Value root, const PackRunLimits& limits) {
  absl::Status status;
  StrictObject object(root, "", status);
  Stated stated;
  PackRunManifest& manifest = stated.manifest;
  if (object.Text("schema") != kPackRunSchema) object.Fail("schema", absl::StrCat("expected ", kPackRunSchema));
  manifest.run = {std::string(object.Text("tenant")), std::string(object.Text("runId"))};
  manifest.plan_hash = object.Id("planHash");
  manifest.requested_at = object.TimeOrEmpty("requestedAt");
  manifest.started_at = object.TimeOrEmpty("startedAt");
  manifest.finished_at = object.TimeOrEmpty("finishedAt");
  manifest.status = object.Word("status", ParsePackRunStatus);
  manifest.builder = object.Text("builder");
  stated.digest = object.Id("manifestDigest");
  const json::Value parameters = object.Required("parameters");
  const json::Value steps = Array(object, "steps");
  const json::Value artifacts = Array(object, "artifacts");
  object.Done();
  if (!status.ok()) return status;
  manifest.parameters = json::CanonicalText(parameters);
  manifest.steps = ReadSteps(steps, "/steps", status);
  if (status.ok()) manifest.artifacts = ReadArtifacts(artifacts, limits, status);
  if (!status.ok()) return status;
  return stated;
}

}  // namespace

absl::StatusOr<PackRunManifest> ParsePackRun(std::string_view json, const PackRunLimits& limits) {
  json::Parser parser;
  json::Value root;
  const json::Parser::Limits bounds = {limits.max_manifest_bytes, kMaxPackRunDepth + 1};
  if (auto failure = json::ParseAnyNumber(parser, json, bounds, 0, root)) return std::move(failure->status);
  VEXLENS_ASSIGN_OR_RETURN(Stated stated, ReadMembers(root, limits));
  VEXLENS_ASSIGN_OR_RETURN(const PackRunText again, WritePackRun(stated.manifest, limits));
  if (again.manifest_digest != stated.digest) {
    return absl::DataLossError(absl::StrCat("/manifestDigest: expected ", DigestText(again.manifest_digest), ", found ",
                                            DigestText(stated.digest)));
  }
  if (again.json != json) return absl::InvalidArgumentError("the manifest is not in canonical form");
  return std::move(stated.manifest);
}

absl::StatusOr<std::vector<PackRunStep>> ParsePackRunSteps(std::string_view json) {
  json::Parser parser;
  json::Value root;
  const json::Parser::Limits bounds = {PackRunLimits().max_manifest_bytes, kMaxPackRunDepth};
  if (auto failure = parser.Parse(json, bounds, 0, root)) return std::move(failure->status);
  if (!root.is_array()) return absl::InvalidArgumentError("expected an array of steps");
  absl::Status status;
  std::vector<PackRunStep> steps = ReadSteps(root, "", status);
  if (!status.ok()) return status;
  return steps;
}

}  // namespace vexlens
