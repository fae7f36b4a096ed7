/* The layout of everything in vexlens.h and its siblings as programs out there were compiled with it, on any machine
 * with 64-bit pointers and natural alignment. What stands here changes never: a member appended to options or an event
 * adds its line and the new size. */
#include <stdalign.h>
#include <stddef.h>

#include "vexlens.h"
#include "vexlens_decision.h"
#include "vexlens_observer.h"
#include "vexlens_timeline.h"

#define SIZE(type, size, alignment)                                  \
  _Static_assert(sizeof(type) == (size), #type " has another size"); \
  _Static_assert(alignof(type) == (alignment), #type " has another alignment")
#define MEMBER(type, member, offset) _Static_assert(offsetof(type, member) == (offset), #type "." #member " has moved")
#define VALUE(constant, value) _Static_assert((constant) == (value), #constant " has another value")

SIZE(vexlens_str, 16, 8);
MEMBER(vexlens_str, data, 0);
MEMBER(vexlens_str, size, 8);

SIZE(struct ArrowSchema, 72, 8);
MEMBER(struct ArrowSchema, format, 0);
MEMBER(struct ArrowSchema, name, 8);
MEMBER(struct ArrowSchema, metadata, 16);
MEMBER(struct ArrowSchema, flags, 24);
MEMBER(struct ArrowSchema, n_children, 32);
MEMBER(struct ArrowSchema, children, 40);
MEMBER(struct ArrowSchema, dictionary, 48);
MEMBER(struct ArrowSchema, release, 56);
MEMBER(struct ArrowSchema, private_data, 64);

SIZE(struct ArrowArray, 80, 8);
MEMBER(struct ArrowArray, length, 0);
MEMBER(struct ArrowArray, null_count, 8);
MEMBER(struct ArrowArray, offset, 16);
MEMBER(struct ArrowArray, n_buffers, 24);
MEMBER(struct ArrowArray, n_children, 32);
MEMBER(struct ArrowArray, buffers, 40);
MEMBER(struct ArrowArray, children, 48);
MEMBER(struct ArrowArray, dictionary, 56);
MEMBER(struct ArrowArray, release, 64);
MEMBER(struct ArrowArray, private_data, 72);

SIZE(struct ArrowArrayStream, 40, 8);
MEMBER(struct ArrowArrayStream, get_schema, 0);
MEMBER(struct ArrowArrayStream, get_next, 8);
MEMBER(struct ArrowArrayStream, get_last_error, 16);
MEMBER(struct ArrowArrayStream, release, 24);
MEMBER(struct ArrowArrayStream, private_data, 32);

SIZE(vexlens_key, 48, 8);
MEMBER(vexlens_key, vulnerability, 0);
MEMBER(vexlens_key, product, 16);
MEMBER(vexlens_key, component, 32);

SIZE(vexlens_audit, 32, 8);
MEMBER(vexlens_audit, actor, 0);
MEMBER(vexlens_audit, reason, 16);

SIZE(vexlens_ingest_options, 80, 8);
MEMBER(vexlens_ingest_options, struct_size, 0);
MEMBER(vexlens_ingest_options, reserved, 4);
MEMBER(vexlens_ingest_options, progress, 8);
MEMBER(vexlens_ingest_options, user_data, 16);
MEMBER(vexlens_ingest_options, signatures, 24);
MEMBER(vexlens_ingest_options, signature_count, 32);
MEMBER(vexlens_ingest_options, require_verified, 40);
MEMBER(vexlens_ingest_options, threads, 44);
MEMBER(vexlens_ingest_options, correlation_id, 48);
MEMBER(vexlens_ingest_options, traceparent, 64);

SIZE(vexlens_engine_options, 64, 8);
MEMBER(vexlens_engine_options, struct_size, 0);
MEMBER(vexlens_engine_options, reserved, 4);
MEMBER(vexlens_engine_options, tenant, 8);
MEMBER(vexlens_engine_options, issuers, 24);
MEMBER(vexlens_engine_options, trust, 40);
MEMBER(vexlens_engine_options, trust_count, 48);
MEMBER(vexlens_engine_options, observer, 56);

SIZE(vexlens_consensus_options, 72, 8);
MEMBER(vexlens_consensus_options, struct_size, 0);
MEMBER(vexlens_consensus_options, reserved, 4);
MEMBER(vexlens_consensus_options, as_of, 8);
MEMBER(vexlens_consensus_options, policy, 24);
MEMBER(vexlens_consensus_options, issuers, 40);
MEMBER(vexlens_consensus_options, trust, 56);
MEMBER(vexlens_consensus_options, trust_count, 64);

SIZE(vexlens_decision, 88, 8);
MEMBER(vexlens_decision, struct_size, 0);
MEMBER(vexlens_decision, state, 4);
MEMBER(vexlens_decision, status, 8);
MEMBER(vexlens_decision, winner, 12);
MEMBER(vexlens_decision, agreement, 16);
MEMBER(vexlens_decision, strength, 20);
MEMBER(vexlens_decision, confidence, 24);
MEMBER(vexlens_decision, issuers, 28);
MEMBER(vexlens_decision, conflicts, 32);
MEMBER(vexlens_decision, statements, 36);
MEMBER(vexlens_decision, weights, 40);
MEMBER(vexlens_decision, reason, 72);

SIZE(vexlens_workspace_options, 72, 8);
MEMBER(vexlens_workspace_options, struct_size, 0);
MEMBER(vexlens_workspace_options, must_exist, 4);
MEMBER(vexlens_workspace_options, patience_ms, 8);
MEMBER(vexlens_workspace_options, cache_bytes, 16);
MEMBER(vexlens_workspace_options, on_revision, 24);
MEMBER(vexlens_workspace_options, user_data, 32);
MEMBER(vexlens_workspace_options, observer, 40);
MEMBER(vexlens_workspace_options, clock, 48);
MEMBER(vexlens_workspace_options, driver, 56);

SIZE(vexlens_moment, 40, 8);
MEMBER(vexlens_moment, struct_size, 0);
MEMBER(vexlens_moment, reserved, 4);
MEMBER(vexlens_moment, as_of, 8);
MEMBER(vexlens_moment, known_at, 24);

SIZE(vexlens_simulation, 72, 8);
MEMBER(vexlens_simulation, struct_size, 0);
MEMBER(vexlens_simulation, reserved, 4);
MEMBER(vexlens_simulation, policy, 8);
MEMBER(vexlens_simulation, issuers, 24);
MEMBER(vexlens_simulation, documents, 40);
MEMBER(vexlens_simulation, document_count, 48);
MEMBER(vexlens_simulation, trust, 56);
MEMBER(vexlens_simulation, trust_count, 64);

SIZE(vexlens_openvex_options, 56, 8);
MEMBER(vexlens_openvex_options, struct_size, 0);
MEMBER(vexlens_openvex_options, reserved, 4);
MEMBER(vexlens_openvex_options, author, 8);
MEMBER(vexlens_openvex_options, id, 24);
MEMBER(vexlens_openvex_options, issued_at, 40);

SIZE(vexlens_trace, 32, 8);
MEMBER(vexlens_trace, correlation_id, 0);
MEMBER(vexlens_trace, traceparent, 16);

SIZE(vexlens_judgement, 88, 8);
MEMBER(vexlens_judgement, struct_size, 0);
MEMBER(vexlens_judgement, status, 4);
MEMBER(vexlens_judgement, issuer, 8);
MEMBER(vexlens_judgement, justification, 24);
MEMBER(vexlens_judgement, impact, 40);
MEMBER(vexlens_judgement, action, 56);
MEMBER(vexlens_judgement, decided_at, 72);

SIZE(vexlens_document_ingested, 88, 8);
MEMBER(vexlens_document_ingested, struct_size, 0);
MEMBER(vexlens_document_ingested, added, 4);
MEMBER(vexlens_document_ingested, tenant, 8);
MEMBER(vexlens_document_ingested, digest, 24);
MEMBER(vexlens_document_ingested, format, 40);
MEMBER(vexlens_document_ingested, outcome, 56);
MEMBER(vexlens_document_ingested, statements, 72);
MEMBER(vexlens_document_ingested, nanoseconds, 80);

SIZE(vexlens_signature_failed, 72, 8);
MEMBER(vexlens_signature_failed, struct_size, 0);
MEMBER(vexlens_signature_failed, reserved, 4);
MEMBER(vexlens_signature_failed, tenant, 8);
MEMBER(vexlens_signature_failed, digest, 24);
MEMBER(vexlens_signature_failed, stage, 40);
MEMBER(vexlens_signature_failed, reason, 56);

SIZE(vexlens_recompute_finished, 64, 8);
MEMBER(vexlens_recompute_finished, struct_size, 0);
MEMBER(vexlens_recompute_finished, reserved, 4);
MEMBER(vexlens_recompute_finished, tenant, 8);
MEMBER(vexlens_recompute_finished, trigger, 24);
MEMBER(vexlens_recompute_finished, records, 40);
MEMBER(vexlens_recompute_finished, revisions, 48);
MEMBER(vexlens_recompute_finished, nanoseconds, 56);

SIZE(vexlens_trust_changed, 144, 8);
MEMBER(vexlens_trust_changed, struct_size, 0);
MEMBER(vexlens_trust_changed, reserved, 4);
MEMBER(vexlens_trust_changed, tenant, 8);
MEMBER(vexlens_trust_changed, subject, 24);
MEMBER(vexlens_trust_changed, issuer, 40);
MEMBER(vexlens_trust_changed, tier_before, 56);
MEMBER(vexlens_trust_changed, tier_after, 72);
MEMBER(vexlens_trust_changed, weight_before, 88);
MEMBER(vexlens_trust_changed, weight_after, 96);
MEMBER(vexlens_trust_changed, revoked_before, 104);
MEMBER(vexlens_trust_changed, revoked_after, 108);
MEMBER(vexlens_trust_changed, actor, 112);
MEMBER(vexlens_trust_changed, reason, 128);

SIZE(vexlens_conflicts_counted, 40, 8);
MEMBER(vexlens_conflicts_counted, struct_size, 0);
MEMBER(vexlens_conflicts_counted, reserved, 4);
MEMBER(vexlens_conflicts_counted, tenant, 8);
MEMBER(vexlens_conflicts_counted, queued, 24);
MEMBER(vexlens_conflicts_counted, waived, 32);

SIZE(vexlens_conflicts_found, 48, 8);
MEMBER(vexlens_conflicts_found, struct_size, 0);
MEMBER(vexlens_conflicts_found, reserved, 4);
MEMBER(vexlens_conflicts_found, tenant, 8);
MEMBER(vexlens_conflicts_found, reason, 24);
MEMBER(vexlens_conflicts_found, count, 40);

SIZE(vexlens_event_ingested, 120, 8);
MEMBER(vexlens_event_ingested, struct_size, 0);
MEMBER(vexlens_event_ingested, reserved, 4);
MEMBER(vexlens_event_ingested, tenant, 8);
MEMBER(vexlens_event_ingested, event_id, 24);
MEMBER(vexlens_event_ingested, event_type, 40);
MEMBER(vexlens_event_ingested, source, 56);
MEMBER(vexlens_event_ingested, outcome, 72);
MEMBER(vexlens_event_ingested, reason, 88);
MEMBER(vexlens_event_ingested, index, 104);
MEMBER(vexlens_event_ingested, nanoseconds, 112);

SIZE(vexlens_observer, 96, 8);
MEMBER(vexlens_observer, struct_size, 0);
MEMBER(vexlens_observer, reserved, 4);
MEMBER(vexlens_observer, user_data, 8);
MEMBER(vexlens_observer, on_document_ingested, 16);
MEMBER(vexlens_observer, on_signature_failed, 24);
MEMBER(vexlens_observer, on_recompute_finished, 32);
MEMBER(vexlens_observer, on_trust_changed, 40);
MEMBER(vexlens_observer, on_conflicts_counted, 48);
MEMBER(vexlens_observer, on_conflicts_found, 56);
MEMBER(vexlens_observer, on_span_begun, 64);
MEMBER(vexlens_observer, on_span_ended, 72);
MEMBER(vexlens_observer, monotonic, 80);
MEMBER(vexlens_observer, on_event_ingested, 88);

SIZE(vexlens_timeline_options, 112, 8);
MEMBER(vexlens_timeline_options, struct_size, 0);
MEMBER(vexlens_timeline_options, must_exist, 4);
MEMBER(vexlens_timeline_options, origin, 8);
MEMBER(vexlens_timeline_options, key, 24);
MEMBER(vexlens_timeline_options, driver, 40);
MEMBER(vexlens_timeline_options, password, 56);
MEMBER(vexlens_timeline_options, max_event_bytes, 72);
MEMBER(vexlens_timeline_options, max_payload_bytes, 80);
MEMBER(vexlens_timeline_options, clock, 88);
MEMBER(vexlens_timeline_options, user_data, 96);
MEMBER(vexlens_timeline_options, observer, 104);

SIZE(vexlens_event_outcome, 72, 8);
MEMBER(vexlens_event_outcome, struct_size, 0);
MEMBER(vexlens_event_outcome, outcome, 4);
MEMBER(vexlens_event_outcome, index, 8);
MEMBER(vexlens_event_outcome, code, 16);
MEMBER(vexlens_event_outcome, reserved, 20);
MEMBER(vexlens_event_outcome, reason, 24);
MEMBER(vexlens_event_outcome, tenant, 40);
MEMBER(vexlens_event_outcome, event_id, 56);

SIZE(vexlens_timeline_filter, 152, 8);
MEMBER(vexlens_timeline_filter, struct_size, 0);
MEMBER(vexlens_timeline_filter, reserved, 4);
MEMBER(vexlens_timeline_filter, from, 8);
MEMBER(vexlens_timeline_filter, until, 24);
MEMBER(vexlens_timeline_filter, at_least, 40);
MEMBER(vexlens_timeline_filter, event_type, 56);
MEMBER(vexlens_timeline_filter, source, 72);
MEMBER(vexlens_timeline_filter, subject, 88);
MEMBER(vexlens_timeline_filter, actor, 104);
MEMBER(vexlens_timeline_filter, correlation_id, 120);
MEMBER(vexlens_timeline_filter, trace_id, 136);

SIZE(vexlens_timeline_verdict, 48, 8);
MEMBER(vexlens_timeline_verdict, struct_size, 0);
MEMBER(vexlens_timeline_verdict, ok, 4);
MEMBER(vexlens_timeline_verdict, size, 8);
MEMBER(vexlens_timeline_verdict, events, 16);
MEMBER(vexlens_timeline_verdict, checkpoints, 24);
MEMBER(vexlens_timeline_verdict, proven, 32);
MEMBER(vexlens_timeline_verdict, faults, 40);

VALUE(VEXLENS_CANCELLED, 1);
VALUE(VEXLENS_INVALID_ARGUMENT, 3);
VALUE(VEXLENS_DEADLINE_EXCEEDED, 4);
VALUE(VEXLENS_NOT_FOUND, 5);
VALUE(VEXLENS_ALREADY_EXISTS, 6);
VALUE(VEXLENS_PERMISSION_DENIED, 7);
VALUE(VEXLENS_RESOURCE_EXHAUSTED, 8);
VALUE(VEXLENS_FAILED_PRECONDITION, 9);
VALUE(VEXLENS_ABORTED, 10);
VALUE(VEXLENS_UNIMPLEMENTED, 12);
VALUE(VEXLENS_INTERNAL, 13);
VALUE(VEXLENS_UNAVAILABLE, 14);
VALUE(VEXLENS_DATA_LOSS, 15);
VALUE(VEXLENS_UNAUTHENTICATED, 16);
VALUE(ARROW_FLAG_DICTIONARY_ORDERED, 1);
VALUE(ARROW_FLAG_NULLABLE, 2);
VALUE(ARROW_FLAG_MAP_KEYS_SORTED, 4);
VALUE(VEXLENS_TABLE_RECORDS, 1);
VALUE(VEXLENS_TABLE_STATEMENTS, 2);
VALUE(VEXLENS_TABLE_CONFLICTS, 3);
VALUE(VEXLENS_TABLE_RATIONALE, 4);
VALUE(VEXLENS_STATUS_AFFECTED, 1);
VALUE(VEXLENS_STATUS_UNDER_INVESTIGATION, 2);
VALUE(VEXLENS_STATUS_NOT_AFFECTED, 3);
VALUE(VEXLENS_STATUS_FIXED, 4);
VALUE(VEXLENS_STATE_AFFECTED, 1);
VALUE(VEXLENS_STATE_UNDER_INVESTIGATION, 2);
VALUE(VEXLENS_STATE_NOT_AFFECTED, 3);
VALUE(VEXLENS_STATE_FIXED, 4);
VALUE(VEXLENS_STATE_DISPUTED, 5);
VALUE(VEXLENS_STATE_INCONCLUSIVE, 6);
VALUE(VEXLENS_EVENT_STORED, 1);
VALUE(VEXLENS_EVENT_DUPLICATE, 2);
VALUE(VEXLENS_EVENT_REJECTED, 3);
VALUE(VEXLENS_EVENT_FAILED, 4);
