#include "vexlens/own_events.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

TimelineEvent EventAt(std::string_view tenant, Instant recorded_at) {
  TimelineEvent event;
  event.tenant = tenant;
  event.source = kOwnEventSource;
  event.occurred_at = recorded_at;
  // No two changes of a workspace have the same instant.
  event.correlation_id = absl::StrCat("change/", FormatInstant(recorded_at));
  return event;
}

std::string TextOf(const std::optional<Digest>& digest) { return digest.has_value() ? DigestText(*digest) : ""; }

// The event that `stella vex events` writes (Revision::Json), under the same id.
TimelineEvent EventOf(std::string_view tenant, const Revision& revision) {
  const RecordKey& key = revision.key;
  const std::string id = DigestText(ConsensusId({tenant, key.vulnerability, key.product, key.component}));
  TimelineEvent event = EventAt(tenant, revision.recorded_at);
  event.event_id = absl::StrCat(id, "/", revision.revision);
  event.event_type = "vex.consensus.updated";
  event.subject = key.product;
  event.payload = JsonObject()
                      .Add("advisoryKey", key.vulnerability)
                      .Add("artifactKey", key.product)
                      .Add("asOf", FormatInstant(revision.as_of))
                      .Add("componentKey", key.component)
                      .Add("consensusDigest", TextOf(revision.digest))
                      .Add("consensusId", id)
                      .Add("previousDigest", TextOf(revision.previous_digest))
                      .Add("renamedTo", revision.renamed_to)
                      .AddJson("revision", absl::StrCat(revision.revision))
                      .AddJson("rules", absl::StrCat(revision.rules))
                      .Add("state", revision.state)
                      .Add("status", revision.status)
                      .Add("trigger", TriggerName(revision.trigger))
                      .Text();
  return event;
}

TimelineEvent EventOf(std::string_view tenant, const ConflictChange& change) {
  const QueuedConflict& conflict = change.conflict;
  TimelineEvent event = EventAt(tenant, change.recorded_at);
  event.event_id = absl::StrCat(DigestText(conflict.id), "/", change.sequence);
  event.event_type = absl::StrCat("vex.conflict.", ConflictStepName(change.step));
  event.subject = conflict.key.product;
  if (change.step != ConflictStep::kClosed) event.severity = EventSeverity::kNotice;
  JsonObject payload;
  payload.Add("advisoryKey", conflict.key.vulnerability)
      .Add("artifactKey", conflict.key.product)
      .Add("componentKey", conflict.key.component)
      .Add("conflictId", DigestText(conflict.id))
      .Add("conflictReason", conflict.reason);
  if (change.waiver.has_value()) {
    event.actor = change.waiver->audit.actor;
    payload.Add("expiresAt", FormatInstant(change.waiver->expires_at)).Add("reason", change.waiver->audit.reason);
  }
  event.payload = payload.Add("since", FormatInstant(conflict.since)).Text();
  return event;
}

TimelineEvent EventOf(std::string_view tenant, const TrustRevision& change) {
  TimelineEvent event = EventAt(tenant, change.recorded_at);
  event.event_id = absl::StrCat("trust/", change.revision);
  event.severity = EventSeverity::kNotice;
  event.actor = change.audit.actor;
  return event;
}

std::string_view ScopeOf(bool global) { return global ? "global" : "tenant"; }

TimelineEvent PolicyEvent(std::string_view tenant, const TrustRevision& change) {
  TimelineEvent event = EventOf(tenant, change);
  event.event_type = "trust.policy.changed";
  event.subject = "policy";
  event.payload = JsonObject()
                      .Add("digest", DigestText(change.digest))
                      .Add("reason", change.audit.reason)
                      .AddJson("revision", absl::StrCat(change.revision))
                      .Add("scope", ScopeOf(change.subject == event.subject))
                      .Text();
  return event;
}

// Returns a revocation as an entry writes it: false, true for one at all times, or its instant.
std::string RevocationJson(const std::optional<Issuer>& issuer) {
  if (!issuer.has_value() || !issuer->revoked_at.has_value()) return "false";
  return issuer->revoked_at->dated() ? JsonString(FormatInstant(*issuer->revoked_at)) : "true";
}

TimelineEvent IssuerEvent(std::string_view tenant, const TrustRevision& change, const DirectoryChange& entry,
                          std::size_t number) {
  const auto tier = [](const std::optional<Issuer>& issuer) {
    return TierName(issuer.has_value() ? issuer->tier : Tier::kUnknown);
  };
  TimelineEvent event = EventOf(tenant, change);
  absl::StrAppend(&event.event_id, "/", number);
  event.event_type = "trust.issuer.changed";
  event.subject = entry.id;
  event.payload = JsonObject()
                      .Add("change", EntryChangeName(entry.change))
                      .Add("digest", DigestText(change.digest))
                      .Add("issuer", entry.id)
                      .AddJson("members", JsonStrings(entry.Members()))
                      .Add("reason", change.audit.reason)
                      .AddJson("revision", absl::StrCat(change.revision))
                      .AddJson("revokedAfter", RevocationJson(entry.after))
                      .AddJson("revokedBefore", RevocationJson(entry.before))
                      .Add("scope", ScopeOf(entry.tenant.empty()))
                      .Add("tierAfter", tier(entry.after))
                      .Add("tierBefore", tier(entry.before))
                      .Text();
  return event;
}

}  // namespace

std::vector<TimelineEvent> EventsOf(std::string_view tenant, const OutboxEntry& entry) {
  if (const auto* const revision = std::get_if<Revision>(&entry)) return {EventOf(tenant, *revision)};
  if (const auto* const change = std::get_if<ConflictChange>(&entry)) return {EventOf(tenant, *change)};
  const TrustEdit& edit = std::get<TrustEdit>(entry);
  if (edit.entries.empty()) return {PolicyEvent(tenant, edit.revision)};
  std::vector<TimelineEvent> events;
  for (const DirectoryChange& each : edit.entries) {
    events.push_back(IssuerEvent(tenant, edit.revision, each, events.size() + 1));
  }
  return events;
}

absl::StatusOr<TimelineEvent> EventOfPackRun(const PackRunManifest& manifest) {
  VEXLENS_ASSIGN_OR_RETURN(const PackRunText text, WritePackRun(manifest));
  TimelineEvent event;
  for (const Instant known : {manifest.finished_at, manifest.started_at, manifest.requested_at}) {
    if (!event.occurred_at.dated()) event.occurred_at = known;
  }
  if (!event.occurred_at.dated()) {
    return absl::InvalidArgumentError(absl::StrCat("the manifest of the run ", manifest.run.run_id,
                                                   " does not say when it was: an event needs an instant"));
  }
  event.event_id = absl::StrCat("pack.run/", DigestText(text.manifest_digest));
  event.tenant = manifest.run.tenant;
  event.event_type = "pack.run.recorded";
  event.source = kOwnEventSource;
  event.correlation_id = manifest.run.run_id;
  event.actor = manifest.builder;
  if (manifest.status == PackRunStatus::kFailed) event.severity = EventSeverity::kWarning;
  event.subject = manifest.run.run_id;
  event.payload = JsonObject()
                      .AddJson("artifacts", absl::StrCat(manifest.artifacts.size()))
                      .Add("manifestDigest", DigestText(text.manifest_digest))
                      .Add("planHash", DigestText(manifest.plan_hash))
                      .Add("runId", manifest.run.run_id)
                      .Add("status", PackRunStatusName(manifest.status))
                      .AddJson("steps", absl::StrCat(manifest.steps.size()))
                      .Text();
  return event;
}

}  // namespace vexlens
