/* vexlens_timeline: what happened, in one order for each tenant, in a log that can be proven. Since version 2.
 *
 * Events of many services come in as JSON (docs/timeline.md has their members), each with its tenant, and are committed
 * to that tenant's Merkle tree (RFC 6962). Whoever keeps a checkpoint of the tree can tell later whether an event was
 * changed, removed, inserted or moved. The rules of vexlens.h hold here too. */
#ifndef VEXLENS_TIMELINE_C_H_
#define VEXLENS_TIMELINE_C_H_

#include "vexlens.h"

#ifdef __cplusplus
extern "C" {
#endif

/* vexlens_timeline is a durable log of the events of any number of tenants. Safe, also for several processes. All its
 * functions may give UNAVAILABLE (another writer, or the database is out of reach), RESOURCE_EXHAUSTED (the disk is
 * full), DATA_LOSS (what is stored cannot be what was written) and INVALID_ARGUMENT (a tenant's name). */
typedef struct vexlens_timeline vexlens_timeline;

typedef struct vexlens_timeline_options {
  uint32_t struct_size;
  uint32_t must_exist;  /* 1: no file is created, and NOT_FOUND instead */
  vexlens_str origin;   /* whose timeline it is: the log of a tenant is ORIGIN/TENANT; default "vexlens" */
  vexlens_str key;      /* signs each checkpoint as ORIGIN: Ed25519 in PEM (PKCS #8, not encrypted); default: none */
  vexlens_str driver;   /* as in vexlens_workspace_options; default: that of the location's scheme, or files */
  vexlens_str password; /* for the driver, and in no message; "" if the location has it, or none is needed */
  uint64_t max_event_bytes;          /* of an event's text as it came; default 128 KiB */
  uint64_t max_payload_bytes;        /* of its payload in canonical form; default 32 KiB */
  int64_t (*clock)(void *user_data); /* dates what comes in, in microseconds since 1970; NULL: the system's */
  void *user_data;
  const vexlens_observer *observer; /* is told of each event (on_event_ingested); NULL: nobody */
} vexlens_timeline_options;

/* vexlens_timeline_open opens the timeline at a location: a folder, which has it in one file, or what a driver knows,
 * such as "postgresql://…" or "mongodb://…", where its tables are there. INVALID_ARGUMENT for an origin that is no
 * name of a signer, and for another kind of key; FAILED_PRECONDITION for a newer version or another kind of file. */
VEXLENS_API vexlens_error *vexlens_timeline_open(vexlens_str location, const vexlens_timeline_options *options,
                                                 vexlens_timeline **timeline);
VEXLENS_API void vexlens_timeline_free(vexlens_timeline *timeline);

/* ---- events in ---- */

#define VEXLENS_EVENT_STORED 1    /* it is durable now */
#define VEXLENS_EVENT_DUPLICATE 2 /* the same event is there already: to send it again is harmless */
#define VEXLENS_EVENT_REJECTED 3  /* it can never be taken */
#define VEXLENS_EVENT_FAILED 4    /* the store could not take it now: sent again, it may be */

/* vexlens_event_outcome_name is "stored" for VEXLENS_EVENT_STORED; "" for another number. NUL-terminated, static. */
VEXLENS_API vexlens_str vexlens_event_outcome_name(int32_t outcome);

/* vexlens_event_outcome is what became of one event. Set `struct_size`: it is filled as far as that reaches. */
typedef struct vexlens_event_outcome {
  uint32_t struct_size;
  int32_t outcome;    /* VEXLENS_EVENT_… */
  uint64_t index;     /* its place in the tenant's log, if it is stored or a duplicate */
  int32_t code;       /* else why not, such as ALREADY_EXISTS for another event of that id */
  uint32_t reserved;  /* 0 */
  vexlens_str reason; /* the message of that error, which names each member that is wrong */
  vexlens_str tenant; /* "" and "" of what could not be read */
  vexlens_str event_id;
} vexlens_event_outcome;

/* vexlens_ingested is what became of the events of one call. Immutable. */
typedef struct vexlens_ingested vexlens_ingested;

/* vexlens_timeline_ingest takes events of any tenants, each a JSON object. Those of one tenant are committed together,
 * in the order of the call; of different tenants each may fail alone. What is not taken is no error of the call:
 * `ingested` says of each event what became of it. */
VEXLENS_API vexlens_error *vexlens_timeline_ingest(vexlens_timeline *timeline, const vexlens_str *events, size_t count,
                                                   vexlens_ingested **ingested);

/* vexlens_ingested_outcome is that of the event at `index` of the call, with borrowed texts; nothing if index >= count.
 */
VEXLENS_API void vexlens_ingested_outcome(const vexlens_ingested *ingested, size_t index,
                                          vexlens_event_outcome *outcome);
VEXLENS_API void vexlens_ingested_free(vexlens_ingested *ingested);

/* ---- events out ---- */

/* vexlens_timeline_filter chooses the events that have all that is set; NULL chooses all. */
typedef struct vexlens_timeline_filter {
  uint32_t struct_size;
  uint32_t reserved;    /* 0 */
  vexlens_str from;     /* occurred at this instant or later */
  vexlens_str until;    /* occurred before this one */
  vexlens_str at_least; /* as severe as this, or more: "debug", "info", "notice", "warning", "error", "critical" */
  vexlens_str event_type;
  vexlens_str source;
  vexlens_str subject;
  vexlens_str actor;
  vexlens_str correlation_id;
  vexlens_str trace_id;
} vexlens_timeline_filter;

/* vexlens_timeline_query is a page of up to `limit` events (1 to 1000), latest first: a JSON array of {digest, event,
 * index}. `cursor` is `next` of the page before, or "", and `next` is "" after the last. Later events shift none. */
VEXLENS_API vexlens_error *vexlens_timeline_query(vexlens_timeline *timeline, vexlens_str tenant,
                                                  const vexlens_timeline_filter *filter, vexlens_str cursor,
                                                  uint64_t limit, vexlens_bytes **entries, vexlens_bytes **next);

/* vexlens_timeline_table is all that are there when the call returns, as a table (docs/tables.md), read by pages. */
VEXLENS_API vexlens_error *vexlens_timeline_table(vexlens_timeline *timeline, vexlens_str tenant,
                                                  const vexlens_timeline_filter *filter,
                                                  struct ArrowArrayStream *stream);

/* vexlens_timeline_get is one event, {digest, event, index}. NOT_FOUND. */
VEXLENS_API vexlens_error *vexlens_timeline_get(vexlens_timeline *timeline, vexlens_str tenant, vexlens_str event_id,
                                                vexlens_bytes **entry);

/* vexlens_timeline_tenants is a JSON array of the tenants that have events, in byte order. */
VEXLENS_API vexlens_error *vexlens_timeline_tenants(vexlens_timeline *timeline, vexlens_bytes **json);

/* ---- proofs ---- */

/* vexlens_timeline_checkpoint is the last checkpoint of a tenant, for others to keep: the signed note, or without a key
 * the text (C2SP signed-note, tlog-checkpoint). NOT_FOUND when the tenant has no event. */
VEXLENS_API vexlens_error *vexlens_timeline_checkpoint(vexlens_timeline *timeline, vexlens_str tenant,
                                                       vexlens_bytes **text);

/* vexlens_timeline_prove shows that an event is in the log of the last checkpoint (RFC 9162, 2.1.3.2): {checkpoint
 * {origin, root, size}, entry {digest, event, index}, note, path []}. vexlens_timeline_prove_consistency shows that it
 * begins as the log was when it had `before` events (2.1.4.2): {before, checkpoint, note, path}; INVALID_ARGUMENT when
 * it never had as many. NOT_FOUND. */
VEXLENS_API vexlens_error *vexlens_timeline_prove(vexlens_timeline *timeline, vexlens_str tenant, vexlens_str event_id,
                                                  vexlens_bytes **json);
VEXLENS_API vexlens_error *vexlens_timeline_prove_consistency(vexlens_timeline *timeline, vexlens_str tenant,
                                                              uint64_t before, vexlens_bytes **json);

/* vexlens_timeline_verdict says whether a log is what it was; filled as a vexlens_event_outcome is. */
typedef struct vexlens_timeline_verdict {
  uint32_t struct_size;
  uint32_t ok;          /* 1: all is as it was */
  uint64_t size;        /* of the log */
  uint64_t events;      /* that were hashed again */
  uint64_t checkpoints; /* that were compared */
  uint64_t proven;      /* as many events, from the first on, are what the last good checkpoint says */
  uint64_t faults;      /* what is not as it was, at most 100 */
} vexlens_timeline_verdict;

/* vexlens_timeline_verify hashes all events and forms the tree again, and compares both with all that is kept, and with
 * `since`, a text of vexlens_timeline_checkpoint that somebody else kept, or "". What it finds is no error. `verdict`
 * and `json`, {checkpoints, events, faults [], proven, root, size}, may be NULL. INVALID_ARGUMENT for a bad `since`. */
VEXLENS_API vexlens_error *vexlens_timeline_verify(vexlens_timeline *timeline, vexlens_str tenant, vexlens_str since,
                                                   vexlens_timeline_verdict *verdict, vexlens_bytes **json);

#ifdef __cplusplus
}
#endif

#endif /* VEXLENS_TIMELINE_C_H_ */
