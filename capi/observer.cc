#include "capi/observer.h"

#include <chrono>

#include "capi/text.h"

namespace vexlens::capi {
namespace {

vexlens_trace TraceOf(const Trace& trace) { return {Borrowed(trace.correlation_id), Borrowed(trace.traceparent)}; }

// Begins an event of C with its size.
template <typename Event>
Event Sized() {
  Event event{};
  event.struct_size = sizeof(Event);
  return event;
}

// Calls `callback`, if there is one, with an event and its trace.
template <typename Event>
void Call(void (*callback)(const Event*, const vexlens_trace*, void*), const Event& event, const Trace& trace,
          void* user_data) {
  const vexlens_trace given = TraceOf(trace);
  if (callback != nullptr) callback(&event, &given, user_data);
}

}  // namespace

std::unique_ptr<HostObserver> HostObserver::Of(const vexlens_observer* given, Arguments& in) {
  if (given == nullptr) return nullptr;
  const vexlens_observer observer = in.Options(given, "options.observer");
  in.Zero(observer.reserved, "options.observer.reserved");
  return std::make_unique<HostObserver>(observer);
}

MonotonicClock HostObserver::Monotonic() const {
  if (given_.monotonic == nullptr) return nullptr;
  return [this] { return std::chrono::nanoseconds(given_.monotonic(given_.user_data)); };
}

void HostObserver::OnDocumentIngested(const DocumentIngested& event, const Trace& trace) {
  auto given = Sized<vexlens_document_ingested>();
  given.added = event.added ? 1 : 0;
  given.tenant = Borrowed(event.tenant);
  given.digest = Borrowed(event.digest);
  given.format = Borrowed(event.format);
  given.outcome = Borrowed(event.outcome);
  given.statements = event.statements;
  given.nanoseconds = event.elapsed.count();
  Call(given_.on_document_ingested, given, trace, given_.user_data);
}

void HostObserver::OnSignatureFailed(const SignatureFailed& event, const Trace& trace) {
  auto given = Sized<vexlens_signature_failed>();
  given.tenant = Borrowed(event.tenant);
  given.digest = Borrowed(event.digest);
  given.stage = Borrowed(event.stage);
  given.reason = Borrowed(event.reason);
  Call(given_.on_signature_failed, given, trace, given_.user_data);
}

void HostObserver::OnRecomputeFinished(const RecomputeFinished& event, const Trace& trace) {
  auto given = Sized<vexlens_recompute_finished>();
  given.tenant = Borrowed(event.tenant);
  given.trigger = Borrowed(event.trigger);
  given.records = event.records;
  given.revisions = event.revisions;
  given.nanoseconds = event.elapsed.count();
  Call(given_.on_recompute_finished, given, trace, given_.user_data);
}

void HostObserver::OnTrustChanged(const TrustChanged& event, const Trace& trace) {
  auto given = Sized<vexlens_trust_changed>();
  given.tenant = Borrowed(event.tenant);
  given.subject = Borrowed(event.subject);
  given.issuer = Borrowed(event.issuer);
  given.tier_before = Borrowed(event.tier_before);
  given.tier_after = Borrowed(event.tier_after);
  given.weight_before = static_cast<int64_t>(event.weight_before);
  given.weight_after = static_cast<int64_t>(event.weight_after);
  given.revoked_before = event.revoked_before ? 1 : 0;
  given.revoked_after = event.revoked_after ? 1 : 0;
  given.actor = Borrowed(event.actor);
  given.reason = Borrowed(event.reason);
  Call(given_.on_trust_changed, given, trace, given_.user_data);
}

void HostObserver::OnConflictsCounted(const ConflictsCounted& event, const Trace& trace) {
  auto given = Sized<vexlens_conflicts_counted>();
  given.tenant = Borrowed(event.tenant);
  given.queued = event.queued;
  given.waived = event.waived;
  Call(given_.on_conflicts_counted, given, trace, given_.user_data);
}

void HostObserver::OnConflictsFound(const ConflictsFound& event, const Trace& trace) {
  auto given = Sized<vexlens_conflicts_found>();
  given.tenant = Borrowed(event.tenant);
  given.reason = Borrowed(event.reason);
  given.count = event.count;
  Call(given_.on_conflicts_found, given, trace, given_.user_data);
}

void HostObserver::OnEventIngested(const EventIngested& event, const Trace& trace) {
  auto given = Sized<vexlens_event_ingested>();

  given.tenant = Borrowed(event.tenant);
  given.event_id = Borrowed(event.event_id);
  given.event_type = Borrowed(event.event_type);
  given.source = Borrowed(event.source);
  given.outcome = Borrowed(event.outcome);
  given.reason = Borrowed(event.reason);
  given.index = event.index;
  given.nanoseconds = event.elapsed.count();
  Call(given_.on_event_ingested, given, trace, given_.user_data);
}

std::uint64_t HostObserver::OnSpanBegun(const SpanBegun& event) {
  if (given_.on_span_begun == nullptr) return 0;
  const vexlens_trace trace = TraceOf(event.trace);
  return given_.on_span_begun(Borrowed(event.name), event.parent, &trace, given_.user_data);
}

void HostObserver::OnSpanEnded(std::uint64_t span, bool ok) {
  if (given_.on_span_ended != nullptr) given_.on_span_ended(span, ok ? 1 : 0, given_.user_data);
}

}  // namespace vexlens::capi
