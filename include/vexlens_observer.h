/* vexlens_observer: what the library tells of its work while it works, for metrics, logs and traces.
 *
 * Each event is told on the thread of the call that does the work: spans when they begin and end, all else once it is
 * done, in a workspace once it is durable. A call that fails tells of its spans alone. Events and their texts live for
 * the callback only. Structs of events begin with their size and only grow. Callbacks may not throw, jump out, or call
 * the object that calls them; an observer that several objects or threads have is called from all of them at once.
 */
#ifndef VEXLENS_OBSERVER_C_H_
#define VEXLENS_OBSERVER_C_H_

#include "vexlens.h"

#ifdef __cplusplus
extern "C" {
#endif

/* vexlens_trace is the request that a call is part of, as vexlens_ingest_options had it; "" where there is none. */
typedef struct vexlens_trace {
  vexlens_str correlation_id;
  vexlens_str traceparent;
} vexlens_trace;

/* vexlens_document_ingested is a document that came in, taken or not. */
typedef struct vexlens_document_ingested {
  uint32_t struct_size;
  uint32_t added; /* 1: the tenant did not have it, and has it now */
  vexlens_str tenant;
  vexlens_str digest;  /* "sha256:…" of its bytes */
  vexlens_str format;  /* "openvex", "csaf", "cyclonedx"; "" if it is none */
  vexlens_str outcome; /* as in the report of vexlens_engine_ingest */
  uint64_t statements;
  int64_t nanoseconds; /* since the call began: until its records are durable, in an engine until it is kept */
} vexlens_document_ingested;

/* vexlens_signature_failed is a document whose signature is not valid, or which was refused because it is not verified.
 * The stage is "envelope" (there is none), "signature", "issuer" or "validity". */
typedef struct vexlens_signature_failed {
  uint32_t struct_size;
  uint32_t reserved;
  vexlens_str tenant;
  vexlens_str digest;
  vexlens_str stage;
  vexlens_str reason;
} vexlens_signature_failed;

/* vexlens_recompute_finished is the records that one change touched. The trigger is "ingestion_delta",
 * "issuer_update", "policy_change" or "as_of_change". */
typedef struct vexlens_recompute_finished {
  uint32_t struct_size;
  uint32_t reserved;
  vexlens_str tenant;
  vexlens_str trigger;
  uint64_t records;
  uint64_t revisions;
  int64_t nanoseconds; /* without the commit */
} vexlens_recompute_finished;

/* vexlens_trust_changed is one changed entry of the directory (subject "issuers") or a changed policy ("policy": no
 * issuer, no tiers, weights 0). Weights are in millionths, by the policy of the tenant, "" being all. */
typedef struct vexlens_trust_changed {
  uint32_t struct_size;
  uint32_t reserved;
  vexlens_str tenant;
  vexlens_str subject;
  vexlens_str issuer;
  vexlens_str tier_before;
  vexlens_str tier_after;
  int64_t weight_before;
  int64_t weight_after;
  uint32_t revoked_before; /* 0 or 1 */
  uint32_t revoked_after;
  vexlens_str actor;
  vexlens_str reason;
} vexlens_trust_changed;

/* vexlens_conflicts_counted is a tenant's queue of conflicts after a change that touched it. A waiver that expires is
 * no change: ask vexlens_workspace_conflicts now and then. */
typedef struct vexlens_conflicts_counted {
  uint32_t struct_size;
  uint32_t reserved;
  vexlens_str tenant;
  uint64_t queued; /* not waived */
  uint64_t waived;
} vexlens_conflicts_counted;

/* vexlens_conflicts_found is conflicts of one reason that came into the queue. */
typedef struct vexlens_conflicts_found {
  uint32_t struct_size;
  uint32_t reserved;
  vexlens_str tenant;
  vexlens_str reason;
  uint64_t count;
} vexlens_conflicts_found;

/* vexlens_event_ingested is an event that came to a timeline, taken or not, once those of the call are durable. */
typedef struct vexlens_event_ingested {
  uint32_t struct_size;
  uint32_t reserved;
  vexlens_str tenant; /* "" in these four of what could not be read */
  vexlens_str event_id;
  vexlens_str event_type;
  vexlens_str source;
  vexlens_str outcome; /* vexlens_event_outcome_name */
  vexlens_str reason;  /* "" if it is stored or a duplicate */
  uint64_t index;      /* its place in the tenant's log, if it is stored or a duplicate */
  int64_t nanoseconds; /* since the call began */
} vexlens_event_ingested;

/* vexlens_observer is copied when an engine, a workspace or a timeline is made. Any callback may be NULL.
 * - on_span_begun: a piece of work begins; returns what on_span_ended and the `parent` of spans in it will say. Names
 *   are "ingest" with "read", "write", "recompute" and "commit" in it, "withdraw", "set_as_of", "set_directory",
 *   "set_policy", "waive", "rebuild" and "bring_up_to_date" (on opening) likewise, and "build" of an engine. `ok` is 1
 * when the work was done.
 * - monotonic: a clock in nanoseconds that never goes back, by which work is timed; NULL for the system's. */
struct vexlens_observer {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  void *user_data;
  void (*on_document_ingested)(const vexlens_document_ingested *event, const vexlens_trace *trace, void *user_data);
  void (*on_signature_failed)(const vexlens_signature_failed *event, const vexlens_trace *trace, void *user_data);
  void (*on_recompute_finished)(const vexlens_recompute_finished *event, const vexlens_trace *trace, void *user_data);
  void (*on_trust_changed)(const vexlens_trust_changed *event, const vexlens_trace *trace, void *user_data);
  void (*on_conflicts_counted)(const vexlens_conflicts_counted *event, const vexlens_trace *trace, void *user_data);
  void (*on_conflicts_found)(const vexlens_conflicts_found *event, const vexlens_trace *trace, void *user_data);
  uint64_t (*on_span_begun)(vexlens_str name, uint64_t parent, const vexlens_trace *trace, void *user_data);
  void (*on_span_ended)(uint64_t span, int32_t ok, void *user_data);
  int64_t (*monotonic)(void *user_data);
  void (*on_event_ingested)(const vexlens_event_ingested *event, const vexlens_trace *trace, void *user_data);
};

#ifdef __cplusplus
}
#endif

#endif /* VEXLENS_OBSERVER_C_H_ */
