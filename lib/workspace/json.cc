// Types of the workspace as canonical JSON.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vexlens/support/json_text.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

std::string DamageJson(const Damage& damage) {
  return JsonObject()
      .Add("documentDigest", DigestText(damage.digest))
      .Add("reason", damage.status.message())
      .Add("tenant", damage.tenant)
      .Text();
}

std::string TextOf(const std::optional<Digest>& digest) { return digest.has_value() ? DigestText(*digest) : ""; }

}  // namespace

std::string Revision::Json() const {
  const std::string id = DigestText(ConsensusId({tenant, key.vulnerability, key.product, key.component}));
  return JsonObject()
      .Add("advisoryKey", key.vulnerability)
      .Add("artifactKey", key.product)
      .Add("asOf", FormatInstant(as_of))
      .Add("componentKey", key.component)
      .Add("consensusDigest", TextOf(digest))
      .Add("consensusId", id)
      .Add("directoryDigest", DigestText(directory_digest))
      .Add("eventId", absl::StrCat(id, "/", revision))
      .Add("eventType", "vex.consensus.updated")
      .Add("previousDigest", TextOf(previous_digest))
      .Add("recordedAt", FormatInstant(recorded_at))
      .Add("renamedTo", renamed_to)
      .AddJson("revision", absl::StrCat(revision))
      .AddJson("rules", absl::StrCat(rules))
      .Add("state", state)
      .Add("status", status)
      .Add("tenant", tenant)
      .Add("trigger", TriggerName(trigger))
      .Text();
}

std::string StoredDocument::Json() const {
  return JsonObject()
      .Add("actor", decision.actor)
      .Add("documentDigest", DigestText(digest))
      .Add("documentId", id)
      .Add("documentVersion", version)
      .Add("format", FormatName(format))
      .Add("issuer", issuer)
      .Add("reason", decision.reason)
      .Add("recordedAt", FormatInstant(recorded_at))
      .Add("signature", SignatureStateName(signature))
      .AddJson("withdrawn", withdrawn ? "true" : "false")
      .Text();
}

std::string RebuildReport::Json() const {
  std::vector<std::string> damages;
  for (const Damage& damage : damaged) damages.push_back(DamageJson(damage));
  const std::vector<std::string_view> names(differing.begin(), differing.end());
  return JsonObject()
      .AddJson("damaged", JsonArray(damages))
      .AddJson("differing", JsonStrings(names))
      .AddJson("documents", absl::StrCat(documents))
      .AddJson("equal", equal() ? "true" : "false")
      .Text();
}

}  // namespace vexlens
