// AttestPackRun: a run as SLSA provenance, members in byte order.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/provenance/in_toto.h"
#include "vexlens/attestation.h"
#include "vexlens/canonical_json.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using provenance::AddText;
using provenance::InTotoStatement;

namespace {

constexpr std::string_view kSlsa = "https://slsa.dev/provenance/v1";

// Returns a digest by the name of its algorithm, as in-toto has it.
std::string DigestSet(const Digest& digest) {
  return absl::StrCat(R"({"sha256":")", DigestText(digest).substr(std::string_view("sha256:").size()), R"("})");
}

std::string Subjects(const PackRunManifest& manifest) {
  std::vector<const PackRunArtifact*> order;
  for (const PackRunArtifact& artifact : manifest.artifacts) order.push_back(&artifact);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  std::string out;
  for (const PackRunArtifact* const artifact : order) {
    absl::StrAppend(&out, out.empty() ? "" : ",", R"({"digest":)", DigestSet(artifact->digest));
    AddText(R"(,"name":)", artifact->name, out);
    out += '}';
  }
  return out;
}

// Appends the metadata without unknown instants: "" is not an instant.
void AddMetadata(const PackRunManifest& manifest, std::string& out) {
  out += '{';
  if (manifest.finished_at.dated()) AddText(R"("finishedOn":)", FormatInstant(manifest.finished_at), out);
  absl::StrAppend(&out, manifest.finished_at.dated() ? "," : "");
  AddText(R"("invocationId":)", absl::StrCat(manifest.run.tenant, "/", manifest.run.run_id), out);
  if (manifest.started_at.dated()) AddText(R"(,"startedOn":)", FormatInstant(manifest.started_at), out);
  out += '}';
}

}  // namespace

absl::StatusOr<std::string> AttestPackRun(const PackRunManifest& manifest, const PackRunLimits& limits) {
  VEXLENS_ASSIGN_OR_RETURN(const PackRunText text, WritePackRun(manifest, limits));
  if (manifest.artifacts.empty()) {
    return absl::InvalidArgumentError("/artifacts: empty: an in-toto statement needs a subject");
  }
  if (manifest.builder.empty()) return absl::InvalidArgumentError("/builder: empty: SLSA provenance needs a builder");
  VEXLENS_ASSIGN_OR_RETURN(const std::string parameters, CanonicalJson(manifest.parameters));

  std::string predicate;
  AddText(R"({"buildDefinition":{"buildType":)", kPackRunBuildType, predicate);
  absl::StrAppend(&predicate, R"(,"externalParameters":)", parameters, R"(,"resolvedDependencies":[{"digest":)",
                  DigestSet(manifest.plan_hash), R"(,"name":"plan"}]})");
  AddText(R"(,"runDetails":{"builder":{"id":)", manifest.builder, predicate);
  absl::StrAppend(&predicate, R"(},"byproducts":[{"digest":)", DigestSet(Sha256(text.json)),
                  R"(,"mediaType":"application/json","name":"manifest"}],"metadata":)");
  AddMetadata(manifest, predicate);
  predicate += "}}";
  return InTotoStatement(kSlsa, predicate, Subjects(manifest));
}

}  // namespace vexlens
