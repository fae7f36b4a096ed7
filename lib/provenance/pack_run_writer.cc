// WritePackRun: members in byte order, including the digest.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"
#include "lib/json/canonical_value.h"
#include "lib/json/utf8.h"
#include "lib/provenance/at.h"
#include "vexlens/pack_run.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using provenance::At;

namespace {

absl::Status Fault(std::string_view place, std::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(place, ": ", message));
}

absl::Status CheckText(std::string_view place, std::string_view text) {
  return json::IsUtf8(text) ? absl::OkStatus() : Fault(place, "not UTF-8");
}

void AddText(std::string_view name, std::string_view text, std::string& out) {
  absl::StrAppend(&out, name);
  json::AppendString(text, out);
}

void AddInstant(std::string_view name, Instant instant, std::string& out) {
  absl::StrAppend(&out, name, "\"");
  AppendInstant(instant, out);
  out += '"';
}

using Artifacts = std::vector<const PackRunArtifact*>;

absl::StatusOr<Artifacts> InOrder(const std::vector<PackRunArtifact>& artifacts) {
  Artifacts order;
  order.reserve(artifacts.size());
  for (const PackRunArtifact& artifact : artifacts) {
    if (absl::Status status = CheckArtifactName(artifact.name); !status.ok()) {
      return Fault("/artifacts", absl::StrCat("\"", artifact.name, "\": ", status.message()));
    }
    if (!json::IsUtf8(artifact.media_type) || !json::IsUtf8(artifact.location)) {
      return Fault("/artifacts", absl::StrCat("\"", artifact.name, "\": not UTF-8"));
    }
    if (artifact.size >= std::uint64_t{1} << 53) {
      return Fault("/artifacts", absl::StrCat("\"", artifact.name, "\": a size of 2^53 or more"));
    }
    order.push_back(&artifact);
  }
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  const auto twice =
      std::adjacent_find(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->name == b->name; });
  if (twice != order.end()) return Fault("/artifacts", absl::StrCat("\"", (*twice)->name, "\" is there twice"));
  return order;
}

void AddArtifact(const PackRunArtifact& artifact, std::string& out) {
  out += R"({"digest":")";
  AppendDigest(artifact.digest, out);
  AddText(R"(","location":)", artifact.location, out);
  AddText(R"(,"mediaType":)", artifact.media_type, out);
  AddText(R"(,"name":)", artifact.name, out);
  absl::StrAppend(&out, R"(,"size":)", artifact.size, "}");
}

void AddStep(const PackRunStep& step, std::string& out) {
  AddInstant(R"({"finishedAt":)", step.finished_at, out);
  AddText(R"(,"name":)", step.name, out);
  AddInstant(R"(,"startedAt":)", step.started_at, out);
  AddText(R"(,"status":)", PackRunStatusName(step.status), out);
  out += '}';
}

// Appends an array of the elements of `list`.
template <typename List, typename Add>
void AddAll(const List& list, Add add, std::string& out) {
  char before = '[';
  for (const auto& each : list) {
    out += std::exchange(before, ',');
    add(each);
  }
  out += before == '[' ? "[]" : "]";
}

absl::StatusOr<std::string> Parameters(const PackRunManifest& manifest, const PackRunLimits& limits) {
  json::Parser parser;
  json::Value root;
  // One level less than the manifest may have: its object is around them.
  const json::Parser::Limits bounds = {limits.max_manifest_bytes, kMaxPackRunDepth};
  if (auto failure = json::ParseAnyNumber(parser, manifest.parameters, bounds, 0, root)) {
    return At("/parameters", failure->status);
  }
  if (!root.is_object()) return Fault("/parameters", "expected an object");
  return json::CanonicalText(root, manifest.parameters.size());
}

absl::Status Check(const PackRunManifest& manifest, const PackRunLimits& limits) {
  VEXLENS_RETURN_IF_ERROR(CheckPackRunKey(manifest.run));
  VEXLENS_RETURN_IF_ERROR(CheckText("/builder", manifest.builder));
  if (manifest.artifacts.size() > limits.max_artifacts) {
    return absl::ResourceExhaustedError(absl::StrCat("/artifacts: more than ", limits.max_artifacts));
  }
  if (manifest.steps.size() > kMaxPackRunSteps) {
    return absl::ResourceExhaustedError(absl::StrCat("/steps: more than ", kMaxPackRunSteps));
  }
  for (std::size_t i = 0; i < manifest.steps.size(); ++i) {
    VEXLENS_RETURN_IF_ERROR(CheckText(absl::StrCat("/steps/", i, "/name"), manifest.steps[i].name));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PackRunText> WritePackRun(const PackRunManifest& manifest, const PackRunLimits& limits) {
  VEXLENS_RETURN_IF_ERROR(Check(manifest, limits));
  VEXLENS_ASSIGN_OR_RETURN(const Artifacts artifacts, InOrder(manifest.artifacts));
  VEXLENS_ASSIGN_OR_RETURN(const std::string parameters, Parameters(manifest, limits));

  // The digest, which covers both, goes between them.
  std::string first = R"({"artifacts":)", rest;
  AddAll(
      artifacts, [&](const PackRunArtifact* artifact) { AddArtifact(*artifact, first); }, first);
  AddText(R"(,"builder":)", manifest.builder, first);
  AddInstant(R"(,"finishedAt":)", manifest.finished_at, first);
  absl::StrAppend(&rest, R"(,"parameters":)", parameters, R"(,"planHash":")");
  AppendDigest(manifest.plan_hash, rest);
  AddInstant(R"(","requestedAt":)", manifest.requested_at, rest);
  AddText(R"(,"runId":)", manifest.run.run_id, rest);
  AddText(R"(,"schema":)", kPackRunSchema, rest);
  AddInstant(R"(,"startedAt":)", manifest.started_at, rest);
  AddText(R"(,"status":)", PackRunStatusName(manifest.status), rest);
  rest += R"(,"steps":)";
  AddAll(
      manifest.steps, [&](const PackRunStep& step) { AddStep(step, rest); }, rest);
  AddText(R"(,"tenant":)", manifest.run.tenant, rest);
  rest += '}';

  PackRunText text = {"", Sha256(first, rest)};
  text.json = absl::StrCat(first, R"(,"manifestDigest":")", DigestText(text.manifest_digest), "\"", rest);
  if (text.json.size() > limits.max_manifest_bytes) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the manifest has more than ", limits.max_manifest_bytes, " bytes"));
  }
  return text;
}

}  // namespace vexlens
