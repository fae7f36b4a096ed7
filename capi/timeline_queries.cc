// What a timeline has, and the proof of it.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/fill.h"
#include "capi/handles.h"
#include "capi/text.h"
#include "vexlens/arrow.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline.h"
#include "vexlens_timeline.h"

using vexlens::capi::Arguments;
using vexlens::capi::Give;
using vexlens::capi::Guard;
using vexlens::capi::JsonArrayOf;
using vexlens::capi::JsonOf;
using vexlens::capi::NewBytes;

namespace {

vexlens::TimelineFilter FilterOf(const vexlens_timeline_filter* filter, Arguments& in) {
  const vexlens_timeline_filter given = in.Options(filter, "filter");
  in.Zero(given.reserved, "filter.reserved");
  vexlens::TimelineFilter chosen;
  chosen.from = in.InstantOrNone(given.from, "filter.from").value_or(vexlens::Instant());
  chosen.until = in.InstantOrNone(given.until, "filter.until").value_or(vexlens::Instant());
  chosen.event_type = in.Text(given.event_type, "filter.event_type");
  chosen.source = in.Text(given.source, "filter.source");
  chosen.subject = in.Text(given.subject, "filter.subject");
  chosen.actor = in.Text(given.actor, "filter.actor");
  chosen.correlation_id = in.Text(given.correlation_id, "filter.correlation_id");
  chosen.trace_id = in.Text(given.trace_id, "filter.trace_id");
  const std::string_view severity = in.Text(given.at_least, "filter.at_least");
  if (severity.empty()) return chosen;
  chosen.at_least = vexlens::ParseEventSeverity(severity);
  if (!chosen.at_least.has_value()) {
    in.Fail(absl::StatusCode::kInvalidArgument, "filter.at_least", vexlens::kExpectedEventSeverity);
  }
  return chosen;
}

std::optional<vexlens::Checkpoint> SinceOf(vexlens_str text, Arguments& in) {
  if (text.size == 0) return std::nullopt;
  absl::StatusOr<vexlens::Checkpoint> since = vexlens::ParseLastCheckpointText(in.Text(text, "since"));
  if (since.ok()) return *std::move(since);
  in.Fail(since.status().code(), "since", since.status().message());
  return std::nullopt;
}

vexlens_timeline_verdict VerdictOf(const vexlens::TimelineVerdict& from) {
  vexlens_timeline_verdict verdict{};
  verdict.ok = from.ok() ? 1 : 0;
  verdict.size = from.size;
  verdict.events = from.events;
  verdict.checkpoints = from.checkpoints;
  verdict.proven = from.proven;
  verdict.faults = from.faults.size();
  return verdict;
}

}  // namespace

vexlens_error* vexlens_timeline_query(vexlens_timeline* timeline, vexlens_str tenant,
                                      const vexlens_timeline_filter* filter, vexlens_str cursor, uint64_t limit,
                                      vexlens_bytes** entries, vexlens_bytes** next) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::TimelineFilter chosen = FilterOf(filter, in);
    const std::string_view after = in.Text(cursor, "cursor");
    in.NotNull(entries, "entries");
    in.NotNull(next, "next");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(vexlens::TimelinePage page, timeline->queries().List(who, chosen, after, limit));
    std::unique_ptr<vexlens_bytes> json(NewBytes(JsonArrayOf(page.entries, JsonOf)));
    *next = NewBytes(std::move(page.next));
    *entries = json.release();
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_timeline_table(vexlens_timeline* timeline, vexlens_str tenant,
                                      const vexlens_timeline_filter* filter, ArrowArrayStream* stream) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::string_view who = in.Text(tenant, "tenant");
    vexlens::TimelineFilter chosen = FilterOf(filter, in);
    in.NotNull(stream, "stream");
    if (!in.ok()) return in.status();
    return StreamEvents(timeline->queries(), std::string(who), std::move(chosen), timeline->kept, stream);
  });
}

vexlens_error* vexlens_timeline_get(vexlens_timeline* timeline, vexlens_str tenant, vexlens_str event_id,
                                    vexlens_bytes** entry) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::string_view who = in.Text(tenant, "tenant");
    const std::string_view event = in.Text(event_id, "event_id");
    in.NotNull(entry, "entry");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const vexlens::TimelineEntry found, timeline->queries().Get(who, event));
    *entry = NewBytes(found.Json());
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_timeline_tenants(vexlens_timeline* timeline, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::string> tenants, timeline->queries().Tenants());
    *json = NewBytes(vexlens::JsonStrings(std::vector<std::string_view>(tenants.begin(), tenants.end())));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_timeline_checkpoint(vexlens_timeline* timeline, vexlens_str tenant, vexlens_bytes** text) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::string_view who = in.Text(tenant, "tenant");
    in.NotNull(text, "text");
    if (!in.ok()) return in.status();
    return Give(timeline->queries().LastCheckpointText(who), text);
  });
}

vexlens_error* vexlens_timeline_prove(vexlens_timeline* timeline, vexlens_str tenant, vexlens_str event_id,
                                      vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::string_view who = in.Text(tenant, "tenant");
    const std::string_view event = in.Text(event_id, "event_id");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const vexlens::TimelineProof proof, timeline->queries().Prove(who, event));
    *json = NewBytes(proof.Json());
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_timeline_prove_consistency(vexlens_timeline* timeline, vexlens_str tenant, uint64_t before,
                                                  vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::string_view who = in.Text(tenant, "tenant");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const vexlens::TimelineConsistency proof,
                             timeline->queries().ProveConsistency(who, before));
    *json = NewBytes(proof.Json());
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_timeline_verify(vexlens_timeline* timeline, vexlens_str tenant, vexlens_str since,
                                       vexlens_timeline_verdict* verdict, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(timeline, "timeline");
    const std::string_view who = in.Text(tenant, "tenant");
    const std::optional<vexlens::Checkpoint> kept = SinceOf(since, in);
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const vexlens::TimelineVerdict found, timeline->queries().Verify(who, kept));
    if (json != nullptr) *json = NewBytes(found.Json());
    vexlens::capi::Fill(VerdictOf(found), verdict);
    return absl::OkStatus();
  });
}
