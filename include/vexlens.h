/* vexlens: one explained answer out of conflicting VEX statements.
 *
 * Vendors, distributions, maintainers and in-house teams say whether a product is affected by a vulnerability, and
 * they disagree. vexlens reads their documents (OpenVEX, CSAF, CycloneDX), weighs the issuers by a written policy, and
 * gives one record for each vulnerability, product and component: what to act on, who said what, what every word
 * weighed, and which conflicts remain. It opens no connection. This file is the manual of the C interface; C++ programs
 * have vexlens.hpp on top of it, and the words are explained in docs/policy.md and docs/matching.md.
 *
 * Two ways in:
 *   documents -> vexlens_engine    -> vexlens_consensus -> vexlens_record     in memory, for one instant
 *   documents -> vexlens_workspace -> the same, with a history, a queue of conflicts and an audit of trust, in a folder
 *
 * Rules that hold everywhere
 * - A function that can fail returns a vexlens_error, NULL for success. When it fails, its outputs are untouched, and
 *   so is what it works on. A function that returns nothing, a number or a vexlens_str cannot fail.
 * - Handles are opaque. Who gets one frees it, with the function of its name, which takes NULL. Handles may be freed in
 *   any order: what they need of each other, they keep.
 * - A pointer to a handle or an output may not be NULL unless its comment says so: INVALID_ARGUMENT where the function
 *   can fail, and an empty answer where it cannot.
 * - Texts are UTF-8, with a size and no final zero. Those that come in are read before the call returns. Those that go
 *   out belong to the handle of which they are asked, and live as long as that: to use one longer is undefined.
 * - Options begin with their own size, set by VEXLENS_OPTIONS or by hand. Zero in a member is its default, and NULL
 *   options are all defaults. Members are only ever appended. An option of a newer header that this library does not
 *   know is UNIMPLEMENTED when it is set; a size that no header gave is INVALID_ARGUMENT.
 * - Instants are RFC 3339 texts with a zone, such as "2026-06-01T00:00:00Z".
 * - JSON goes out in canonical form (RFC 8785). Tables go out as Arrow streams (the Arrow C stream interface).
 * - Threads: an object is `safe` when any of its functions may run at once with any other, `compatible` when those that
 *   take a pointer to const may. Nothing here starts a thread, keeps global state or needs to be initialised, and
 *   errors belong to nobody's thread. To free an object, nobody else may use it.
 * - A callback gets the `user_data` that was given with it. It runs on the thread of the call that it belongs to, may
 *   not throw or jump out, and may not call the object that calls it.
 */
#ifndef VEXLENS_H_
#define VEXLENS_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __GNUC__
#define VEXLENS_API __attribute__((visibility("default")))
#else
#define VEXLENS_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- versions ---- */

/* VEXLENS_ABI_VERSION counts the additions to this interface since libvexlens.so.1 began: a library of a larger one has
 * all that this header has. CHANGELOG.md says what each added. */
#define VEXLENS_ABI_VERSION 2

/* vexlens_abi_version is that of the library, which may be newer than the header. */
VEXLENS_API uint32_t vexlens_abi_version(void);

/* vexlens_version is the library's version: three numbers with dots between them. NUL-terminated, static. */
VEXLENS_API const char *vexlens_version(void);

/* ---- texts and bytes ---- */

/* vexlens_str is a piece of text or of bytes. `data` may be NULL when `size` is 0; a size without data is
 * INVALID_ARGUMENT. */
typedef struct vexlens_str {
  const char *data;
  size_t size;
} vexlens_str;

/* VEXLENS_STR is a literal as a vexlens_str: VEXLENS_STR("CVE-2021-44228"). */
#ifndef __cplusplus
#define VEXLENS_STR(literal) ((vexlens_str){"" literal, sizeof(literal) - 1})
#endif

/* vexlens_bytes is text or bytes that a function made. Immutable. */
typedef struct vexlens_bytes vexlens_bytes;

/* vexlens_bytes_view is what is in it, borrowed. */
VEXLENS_API vexlens_str vexlens_bytes_view(const vexlens_bytes *bytes);
VEXLENS_API void vexlens_bytes_free(vexlens_bytes *bytes);

/* ---- errors ---- */

/* Codes of errors, numbered as in gRPC and Abseil; each function names those that are its own. All may give
 * INVALID_ARGUMENT for what breaks the rules above, RESOURCE_EXHAUSTED when memory ends, and INTERNAL for a fault of
 * ours. That issuers disagree is an answer and no error. */
#define VEXLENS_CANCELLED 1        /* a callback said stop */
#define VEXLENS_INVALID_ARGUMENT 3 /* not JSON, not of the form, a malformed purl, CPE or instant */
#define VEXLENS_DEADLINE_EXCEEDED 4
#define VEXLENS_NOT_FOUND 5 /* nobody says anything about it; no such thing */
#define VEXLENS_ALREADY_EXISTS 6
#define VEXLENS_PERMISSION_DENIED 7   /* a read-only medium; a signer who is not trusted for this */
#define VEXLENS_RESOURCE_EXHAUSTED 8  /* a limit, memory, the disk */
#define VEXLENS_FAILED_PRECONDITION 9 /* a workspace of a newer version; a record of other rules */
#define VEXLENS_ABORTED 10
#define VEXLENS_UNIMPLEMENTED 12 /* a format, version or option that this library does not know */
#define VEXLENS_INTERNAL 13
#define VEXLENS_UNAVAILABLE 14     /* another process is writing: try again */
#define VEXLENS_DATA_LOSS 15       /* a damaged file, a digest that is another one */
#define VEXLENS_UNAUTHENTICATED 16 /* no signature verifies */

/* vexlens_error tells what went wrong. Immutable. */
typedef struct vexlens_error vexlens_error;

/* vexlens_error_code is one of the codes; 0 for NULL. */
VEXLENS_API int32_t vexlens_error_code(const vexlens_error *error);

/* vexlens_error_message is one line, in lower case: where, and what ("/statements/4/status: \"fixd\" is not …"). */
VEXLENS_API vexlens_str vexlens_error_message(const vexlens_error *error);
VEXLENS_API void vexlens_error_free(vexlens_error *error);

/* ---- the Arrow C data interface and C stream interface, as Apache Arrow gives them to be copied ---- */

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

/* Tables, as streams of record batches: whoever gets a stream releases it, and it keeps what it needs until then. The
 * columns are those of docs/tables.md; a later version may append some, and tables. A stream is not for concurrent use.
 * Where a function takes a table, another number is UNIMPLEMENTED. */
#define VEXLENS_TABLE_RECORDS 1    /* one row a record: the key, the decision, the weights */
#define VEXLENS_TABLE_STATEMENTS 2 /* one row a statement, in normal form, with its document */
#define VEXLENS_TABLE_CONFLICTS 3  /* one row a conflict of a record */
#define VEXLENS_TABLE_RATIONALE 4  /* one row for each statement's part in a record */

/* ---- options ---- */

/* VEXLENS_OPTIONS begins options: vexlens_engine_options options = VEXLENS_OPTIONS(vexlens_engine_options). */
#ifndef __cplusplus
#define VEXLENS_OPTIONS(type) \
  { .struct_size = (uint32_t)sizeof(type) }
#endif

/* vexlens_key names a record of a tenant: a vulnerability by any of its identifiers; a product by its purl, CPE or
 * digest; and the component in it, "" for the product as a whole. Both may end in a range of versions, " vers:…".
 * Fixed for ever. */
typedef struct vexlens_key {
  vexlens_str vulnerability;
  vexlens_str product;
  vexlens_str component;
} vexlens_key;

/* vexlens_audit is who changes something by hand, and why. Neither may be empty. Fixed for ever. */
typedef struct vexlens_audit {
  vexlens_str actor;
  vexlens_str reason;
} vexlens_audit;

/* vexlens_ingest_options: `progress` hears how many of the documents are done, and stops the call by another answer
 * than 0: it fails with CANCELLED, and none of the documents is taken. It is asked before every document and
 * when all are read, and several times a second while a workspace computes records anew. */
typedef struct vexlens_ingest_options {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  int32_t (*progress)(uint64_t done, uint64_t count, void *user_data);
  void *user_data;
  /* Since version 2. Signatures beside the documents, one for each in their order, "" for none: a DSSE envelope or
   * Sigstore bundle around the same bytes, or an OpenPGP signature, which is kept and not checked. NULL: there are
   * none. */
  const vexlens_str *signatures;
  size_t signature_count;     /* that of the documents, or 0 */
  uint32_t require_verified;  /* 1: a document whose signature is not verified is rejected, with code 16 */
  uint32_t threads;           /* that read documents, the calling one among them; default 1 */
  vexlens_str correlation_id; /* of the request that this is part of, and its W3C traceparent: for the observer */
  vexlens_str traceparent;
} vexlens_ingest_options;

/* ---- engine: evidence in memory, of one tenant ---- */

/* vexlens_engine holds documents and who is trusted. Safe. */
typedef struct vexlens_engine vexlens_engine;

/* vexlens_observer is told of work while it is done: vexlens_observer.h. */
typedef struct vexlens_observer vexlens_observer;

typedef struct vexlens_engine_options {
  uint32_t struct_size;
  uint32_t reserved;   /* 0 */
  vexlens_str tenant;  /* whose evidence it is; default "default" */
  vexlens_str issuers; /* the directory of issuers, JSON (docs/policy.md); default: public publishers */
  /* Since version 2. Who is trusted beside the directory, each "NAME" or "NAME=TIER" (docs/policy.md, `--trust`). */
  const vexlens_str *trust;
  size_t trust_count;
  const vexlens_observer *observer; /* NULL: nobody */
} vexlens_engine_options;

/* vexlens_engine_new makes an engine without documents. INVALID_ARGUMENT names the place in the directory, or which of
 * `trust`. */
VEXLENS_API vexlens_error *vexlens_engine_new(const vexlens_engine_options *options, vexlens_engine **engine);
VEXLENS_API void vexlens_engine_free(vexlens_engine *engine);

/* vexlens_engine_ingest reads documents of any format, in any order, bare or in DSSE envelopes; a document known
 * already changes nothing. One that is no VEX is skipped, one that is malformed is rejected, and neither keeps the
 * others from anything: `report`, which may be NULL, is a JSON array with one object for each document, {added, digest,
 * error {code, message}, findings [{code, kind, location, message}], format, formatVersion, ignored, outcome, refused,
 * statements, warnings}; outcomes are "accepted", "accepted with warnings", "skipped" and "rejected". Where a consensus
 * over this evidence lives, the evidence is copied first. CANCELLED. */
VEXLENS_API vexlens_error *vexlens_engine_ingest(vexlens_engine *engine, const vexlens_str *documents, size_t count,
                                                 const vexlens_ingest_options *options, vexlens_bytes **report);

typedef struct vexlens_consensus_options {
  uint32_t struct_size;
  uint32_t reserved;   /* 0 */
  vexlens_str as_of;   /* later statements do not exist; default: the end of this day, UTC */
  vexlens_str policy;  /* JSON (docs/policy.md); default: all defaults */
  vexlens_str issuers; /* instead of the engine's, and of those whom its `trust` names */
  /* Since version 2. Who is trusted beside that directory, as in vexlens_engine_options. */
  const vexlens_str *trust;
  size_t trust_count;
} vexlens_consensus_options;

/* vexlens_consensus is the answers of one instant: what is ingested later does not show in it. Immutable and safe. */
typedef struct vexlens_consensus vexlens_consensus;

/* vexlens_engine_consensus weighs and indexes what the engine has. INVALID_ARGUMENT names the place in the policy or
 * the directory, or which of `trust`. */
VEXLENS_API vexlens_error *vexlens_engine_consensus(vexlens_engine *engine, const vexlens_consensus_options *options,
                                                    vexlens_consensus **consensus);
VEXLENS_API void vexlens_consensus_free(vexlens_consensus *consensus);

/* ---- answers ---- */

/* vexlens_record is one answer with everything that explains it. Immutable and safe. */
typedef struct vexlens_record vexlens_record;

/* vexlens_consensus_size is the number of records: one for each vulnerability, product and component that a statement
 * names. */
VEXLENS_API uint64_t vexlens_consensus_size(const vexlens_consensus *consensus);

/* vexlens_consensus_record is the record at `index`, in byte order of their keys. NOT_FOUND behind the last. */
VEXLENS_API vexlens_error *vexlens_consensus_record(const vexlens_consensus *consensus, uint64_t index,
                                                    vexlens_record **record);

/* vexlens_consensus_get is the record of any key, also one that no statement names. NOT_FOUND when none speaks about
 * it: silence is never "not affected". INVALID_ARGUMENT for a malformed product or component. */
VEXLENS_API vexlens_error *vexlens_consensus_get(const vexlens_consensus *consensus, const vexlens_key *key,
                                                 vexlens_record **record);

/* vexlens_consensus_near_misses are the statements that almost speak about a key, the nearest first, at most `limit`:
 * a JSON array that says of each what it says and what differs. Errors as of vexlens_consensus_get, but none for a key
 * that nobody speaks about. */
VEXLENS_API vexlens_error *vexlens_consensus_near_misses(const vexlens_consensus *consensus, const vexlens_key *key,
                                                         uint64_t limit, vexlens_bytes **json);

/* vexlens_consensus_align answers for the components of an SBOM (CycloneDX or SPDX, JSON): a line of JSON for each,
 * {component {…}, nearMisses [], records []}, in the SBOM's order (docs/sbom.md). `vulnerability` may be "" for all.
 * INVALID_ARGUMENT, UNIMPLEMENTED and RESOURCE_EXHAUSTED for what is no SBOM that is read here. */
VEXLENS_API vexlens_error *vexlens_consensus_align(const vexlens_consensus *consensus, vexlens_str sbom,
                                                   vexlens_str vulnerability, uint64_t near_misses,
                                                   vexlens_bytes **lines);

/* vexlens_consensus_unlisted_clearers is who says `not_affected` or `fixed` and is not heard, because no directory
 * lists them: a JSON array of {issuer, statements}, those of most statements first. To list them, or to name them in
 * `trust`, lets them clear. Since version 2. */
VEXLENS_API vexlens_error *vexlens_consensus_unlisted_clearers(const vexlens_consensus *consensus,
                                                               vexlens_bytes **json);

/* vexlens_consensus_table is a table of everything in it. */
VEXLENS_API vexlens_error *vexlens_consensus_table(const vexlens_consensus *consensus, int32_t table,
                                                   struct ArrowArrayStream *stream);

/* vexlens_consensus_diff is each record that differs from `before` to `after`, as a table of changes. INVALID_ARGUMENT
 * for two tenants. */
VEXLENS_API vexlens_error *vexlens_consensus_diff(const vexlens_consensus *before, const vexlens_consensus *after,
                                                  struct ArrowArrayStream *stream);

/* vexlens_consensus_attest puts all records into one in-toto statement with OpenVEX in it, as `author` says it: to be
 * signed by vexlens_dsse_sign as "application/vnd.in-toto+json". `losses`, which may be NULL, is a JSON array of what
 * OpenVEX cannot say, {consensusId, key, words}. INVALID_ARGUMENT when nothing is left to say (docs/provenance.md). */
VEXLENS_API vexlens_error *vexlens_consensus_attest(const vexlens_consensus *consensus, vexlens_str author,
                                                    vexlens_bytes **statement, vexlens_bytes **losses);

VEXLENS_API void vexlens_record_free(vexlens_record *record);

/* States and statuses; statuses stand in order of caution. */
#define VEXLENS_STATUS_AFFECTED 1
#define VEXLENS_STATUS_UNDER_INVESTIGATION 2
#define VEXLENS_STATUS_NOT_AFFECTED 3
#define VEXLENS_STATUS_FIXED 4
#define VEXLENS_STATE_AFFECTED 1
#define VEXLENS_STATE_UNDER_INVESTIGATION 2
#define VEXLENS_STATE_NOT_AFFECTED 3
#define VEXLENS_STATE_FIXED 4
#define VEXLENS_STATE_DISPUTED 5
#define VEXLENS_STATE_INCONCLUSIVE 6

/* vexlens_status_name is "not_affected" and vexlens_state_name "NOT_AFFECTED"; "" for another number. These end with a
 * zero, and live for ever. */
VEXLENS_API vexlens_str vexlens_status_name(int32_t status);
VEXLENS_API vexlens_str vexlens_state_name(int32_t state);

/* vexlens_decision is how a record came out. Fractions are whole millionths. Set `struct_size` before it is filled. */
typedef struct vexlens_decision {
  uint32_t struct_size;
  int32_t state;
  int32_t status; /* to act on, in every state */
  int32_t winner; /* of the vote; 0 for none */
  int32_t agreement;
  int32_t strength;
  int32_t confidence;
  uint32_t issuers;    /* on the winner's side, everybody unlisted being one */
  uint32_t conflicts;  /* that remain */
  uint32_t statements; /* that have a part in it */
  int64_t weights[4];  /* of affected, under_investigation, not_affected, fixed */
  vexlens_str reason;  /* "", "no_vote", "low_confidence", "quorum", "operator" */
} vexlens_decision;

/* vexlens_record_decision fills `decision` as far as its size reaches; nothing when that is too small for a state. */
VEXLENS_API void vexlens_record_decision(const vexlens_record *record, vexlens_decision *decision);

/* vexlens_record_key is the record's own key, borrowed: the vulnerability is the name of its class. */
VEXLENS_API vexlens_key vexlens_record_key(const vexlens_record *record);

/* vexlens_record_json is the whole record, with its consensusDigest, borrowed (docs/cli.md, "Output"). */
VEXLENS_API vexlens_error *vexlens_record_json(const vexlens_record *record, vexlens_str *json);

/* vexlens_record_words is what the statements behind a record say beside their status, and where they stand: a JSON
 * array of {action, documentDigest, documentId, documentVersion, impact, issuer, justification, justificationRaw,
 * location, statementId, status}, one for each entry of the record's rationale and in its order. Texts are as the
 * documents have them: who shows them escapes them. Since version 2. */
VEXLENS_API vexlens_error *vexlens_record_words(const vexlens_record *record, vexlens_bytes **json);

/* ---- workspace: evidence, trust and every answer given, in a directory ---- */

/* vexlens_workspace is a durable store of any number of tenants, which never see one another's documents, issuers or
 * conflicts. Every change is one transaction: durable when the call returns, and absent when it fails or the process
 * dies. Changes of several processes take turns. Safe. All its functions may give UNAVAILABLE (another writer),
 * RESOURCE_EXHAUSTED (the disk is full), PERMISSION_DENIED (read-only), DATA_LOSS (a damaged file) and INVALID_ARGUMENT
 * (a tenant's name). docs/workspace.md says more. */
typedef struct vexlens_workspace vexlens_workspace;

typedef struct vexlens_workspace_options {
  uint32_t struct_size;
  uint32_t must_exist;  /* 1: nothing is created, and NOT_FOUND instead */
  uint64_t patience_ms; /* how long to wait for another writer; default 5000 */
  uint64_t cache_bytes; /* of the file, that the writing side may hold in memory; default 64 MiB */
  /* `on_revision` hears of each new revision of a record after it is durable, of all tenants, as the JSON event
   * vex.consensus.updated: at least once, in order, on the thread that made the change. One that a dead process left
   * untold is told by vexlens_workspace_open. */
  void (*on_revision)(vexlens_str event, void *user_data);
  void *user_data;
  /* Since version 2. Who is told of the work, NULL for nobody; the clock, in microseconds since 1970, with `user_data`,
   * NULL for the system's; and what keeps the workspace, "" for files: a driver that came with this library, by its
   * name or the absolute path of its file, which gets `directory` as a URL or what it calls a place. No driver is
   * loaded from a place that others can write: PERMISSION_DENIED. */
  const vexlens_observer *observer;
  int64_t (*clock)(void *user_data);
  vexlens_str driver;
} vexlens_workspace_options;

/* vexlens_moment is the when of a question: what is dated after `as_of` does not exist, what was recorded after
 * `known_at`, evidence and trust alike, is not known. NULL: the workspace's own instant, and all that it knows. */
typedef struct vexlens_moment {
  uint32_t struct_size;
  uint32_t reserved; /* 0 */
  vexlens_str as_of;
  vexlens_str known_at;
} vexlens_moment;

/* vexlens_workspace_open opens the workspace in `directory`. FAILED_PRECONDITION for one of a newer version, or another
 * file in the place of its own. */
VEXLENS_API vexlens_error *vexlens_workspace_open(vexlens_str directory, const vexlens_workspace_options *options,
                                                  vexlens_workspace **workspace);
VEXLENS_API void vexlens_workspace_free(vexlens_workspace *workspace);

/* vexlens_workspace_ingest adds documents as vexlens_engine_ingest does, in one transaction, and computes the records
 * that they touch. `revisions`, which may be NULL, is how many came out otherwise. CANCELLED. */
VEXLENS_API vexlens_error *vexlens_workspace_ingest(vexlens_workspace *workspace, vexlens_str tenant,
                                                    const vexlens_str *documents, size_t count,
                                                    const vexlens_ingest_options *options, vexlens_bytes **report,
                                                    uint64_t *revisions);

/* vexlens_workspace_ingest_decision adds one document in which an operator of the tenant speaks, recorded by the
 * workspace itself: its signature is "verified", with the reason "recorded_here", which no document that is ingested
 * can claim. Who calls it has authenticated `audit->actor`. `report` and `revisions` are as above, and may be NULL.
 * INVALID_ARGUMENT for what is not one document by itself, FAILED_PRECONDITION when its issuer is no operator of the
 * tenant, or a revoked one. Since version 2. */
VEXLENS_API vexlens_error *vexlens_workspace_ingest_decision(vexlens_workspace *workspace, vexlens_str tenant,
                                                             vexlens_str document, const vexlens_audit *audit,
                                                             vexlens_bytes **report, uint64_t *revisions);

/* vexlens_workspace_withdraw stops a document counting, and the older ones that it replaces, for good. `digest` is
 * "sha256:…". NOT_FOUND. */
VEXLENS_API vexlens_error *vexlens_workspace_withdraw(vexlens_workspace *workspace, vexlens_str tenant,
                                                      vexlens_str digest, uint64_t *revisions);

/* vexlens_workspace_documents is a JSON array of the tenant's documents, in order of arrival: {actor, documentDigest,
 * documentId, documentVersion, format, issuer, reason, recordedAt, signature, withdrawn}. `actor` and `reason` are of
 * whoever recorded it here for an operator, else "". */
VEXLENS_API vexlens_error *vexlens_workspace_documents(vexlens_workspace *workspace, vexlens_str tenant,
                                                       vexlens_bytes **json);

/* vexlens_workspace_document is the exact bytes of one. NOT_FOUND. */
VEXLENS_API vexlens_error *vexlens_workspace_document(vexlens_workspace *workspace, vexlens_str tenant,
                                                      vexlens_str digest, vexlens_bytes **bytes);

/* vexlens_workspace_as_of is the instant of all stored records, at first the end of the day on which the workspace was
 * made. vexlens_workspace_set_as_of computes all records anew. */
VEXLENS_API vexlens_error *vexlens_workspace_as_of(vexlens_workspace *workspace, vexlens_bytes **instant);
VEXLENS_API vexlens_error *vexlens_workspace_set_as_of(vexlens_workspace *workspace, vexlens_str as_of,
                                                       uint64_t *revisions);

/* vexlens_workspace_get is the record of a key. When it is a stored one and `moment` is NULL, the answer is checked
 * against what was stored: DATA_LOSS when they differ. NOT_FOUND when no statement speaks about it. */
VEXLENS_API vexlens_error *vexlens_workspace_get(vexlens_workspace *workspace, vexlens_str tenant,
                                                 const vexlens_key *key, const vexlens_moment *moment,
                                                 vexlens_record **record);

/* vexlens_workspace_consensus is all that is known about one vulnerability and what its names are tied to. Never
 * NOT_FOUND: nobody may have said anything. */
VEXLENS_API vexlens_error *vexlens_workspace_consensus(vexlens_workspace *workspace, vexlens_str tenant,
                                                       vexlens_str vulnerability, const vexlens_moment *moment,
                                                       vexlens_consensus **consensus);

/* vexlens_workspace_table is a table of everything that the tenant has, read piece by piece within bounded memory. It
 * sees the workspace as it was when the call returned; while it lives, the space of what changes is not used again. */
VEXLENS_API vexlens_error *vexlens_workspace_table(vexlens_workspace *workspace, vexlens_str tenant, int32_t table,
                                                   const vexlens_moment *moment, struct ArrowArrayStream *stream);

/* vexlens_workspace_history is what became of a record, oldest first: a JSON array of its events, each with the `rules`
 * by which it was formed.
 * vexlens_workspace_recall is the record of one revision (1, 2, …), computed again from what was known then.
 * DATA_LOSS when it is another, FAILED_PRECONDITION when it was formed by other rules than today's, NOT_FOUND for no
 * such revision or one without a record. */
VEXLENS_API vexlens_error *vexlens_workspace_history(vexlens_workspace *workspace, vexlens_str tenant,
                                                     const vexlens_key *key, vexlens_bytes **json);
VEXLENS_API vexlens_error *vexlens_workspace_recall(vexlens_workspace *workspace, vexlens_str tenant,
                                                    const vexlens_key *key, uint32_t revision, vexlens_bytes **json);

/* vexlens_workspace_events are the events after `sequence`, of all tenants, at most `limit`: a JSON array of {event,
 * sequence}. */
VEXLENS_API vexlens_error *vexlens_workspace_events(vexlens_workspace *workspace, uint64_t sequence, uint64_t limit,
                                                    vexlens_bytes **json);

/* vexlens_workspace_diff is each record of the tenant that differs from one moment to the other, as a table of
 * changes. */
VEXLENS_API vexlens_error *vexlens_workspace_diff(vexlens_workspace *workspace, vexlens_str tenant,
                                                  const vexlens_moment *from, const vexlens_moment *to,
                                                  struct ArrowArrayStream *stream);

/* vexlens_simulation is a world that might be: what is set replaces what the workspace has. */
typedef struct vexlens_simulation {
  uint32_t struct_size;
  uint32_t reserved;            /* 0 */
  vexlens_str policy;           /* of the tenant */
  vexlens_str issuers;          /* the whole directory */
  const vexlens_str *documents; /* are added; one that would be rejected is an error */
  size_t document_count;
  /* Since version 2. Who is trusted beside the directory, that of the workspace or the other one, as in
   * vexlens_engine_options. */
  const vexlens_str *trust;
  size_t trust_count;
} vexlens_simulation;

/* vexlens_workspace_simulate is each record that would come out otherwise, as a table of changes. It changes nothing;
 * with documents it waits for a writer's turn. */
VEXLENS_API vexlens_error *vexlens_workspace_simulate(vexlens_workspace *workspace, vexlens_str tenant,
                                                      const vexlens_simulation *simulation,
                                                      struct ArrowArrayStream *stream);

/* vexlens_workspace_conflicts is the tenant's queue, oldest first, without conflicts that an operator decided, and then
 * those that only a waiver keeps out of it: a JSON array of {advisoryKey, artifactKey, componentKey, conflictId,
 * reason, since, waived}. */
VEXLENS_API vexlens_error *vexlens_workspace_conflicts(vexlens_workspace *workspace, vexlens_str tenant,
                                                       vexlens_bytes **json);

/* vexlens_workspace_waive takes a conflict out of the queue until `expires_at`; its record goes on showing it.
 * NOT_FOUND when the queue has none of that id. */
VEXLENS_API vexlens_error *vexlens_workspace_waive(vexlens_workspace *workspace, vexlens_str tenant,
                                                   vexlens_str conflict_id, vexlens_str expires_at,
                                                   const vexlens_audit *audit);

/* vexlens_workspace_issuers is the directory in force, and vexlens_workspace_set_issuers replaces it and computes what
 * that touches. `known_at` may be "" for now. `seen` is the digest (vexlens_sha256) of what the editor was given, or
 * "": ABORTED when another directory is in force by now. INVALID_ARGUMENT names the place. */
VEXLENS_API vexlens_error *vexlens_workspace_issuers(vexlens_workspace *workspace, vexlens_str known_at,
                                                     vexlens_bytes **json);
VEXLENS_API vexlens_error *vexlens_workspace_set_issuers(vexlens_workspace *workspace, vexlens_str issuers,
                                                         const vexlens_audit *audit, vexlens_str seen,
                                                         uint64_t *revisions);

/* vexlens_workspace_policy is the tenant's policy in force, its own or the global one, which belongs to tenant "".
 * vexlens_workspace_set_policy replaces it; the policy "" gives a tenant the global one again. `seen` is the digest
 * of what vexlens_workspace_policy gave the editor, or "", as above. */
VEXLENS_API vexlens_error *vexlens_workspace_policy(vexlens_workspace *workspace, vexlens_str tenant,
                                                    vexlens_str known_at, vexlens_bytes **json);
VEXLENS_API vexlens_error *vexlens_workspace_set_policy(vexlens_workspace *workspace, vexlens_str tenant,
                                                        vexlens_str policy, const vexlens_audit *audit,
                                                        vexlens_str seen, uint64_t *revisions);

/* vexlens_workspace_trust_changes is the audit of both as a JSON array, oldest first: {actor, digest, reason,
 * recordedAt, revision, subject}. */
VEXLENS_API vexlens_error *vexlens_workspace_trust_changes(vexlens_workspace *workspace, vexlens_bytes **json);

/* vexlens_workspace_rebuild derives everything from the documents again, or with `check_only` other than 0 only says
 * what would differ: {damaged [{documentDigest, reason, tenant}], differing [], documents, equal}. */
VEXLENS_API vexlens_error *vexlens_workspace_rebuild(vexlens_workspace *workspace, int32_t check_only,
                                                     vexlens_bytes **json);

/* ---- trust ---- */

/* vexlens_policy_canonical is a policy with every default filled in; "" is the default policy. INVALID_ARGUMENT names
 * the place of an unknown member or a value out of range. Safe, as all functions from here on. */
VEXLENS_API vexlens_error *vexlens_policy_canonical(vexlens_str policy, vexlens_bytes **json);

/* vexlens_issuers_canonical is a directory of issuers in canonical form; "" is the one that comes with the library. */
VEXLENS_API vexlens_error *vexlens_issuers_canonical(vexlens_str issuers, vexlens_bytes **json);

/* vexlens_verify says whose word a document is, by a directory as of an instant ("" as in vexlens_engine_options and
 * vexlens_consensus_options): {documentDigest, issuer, keyId, payloadType, reason, signer, signers [], state}, where
 * the state is "verified", "missing", "unverifiable" or "failed". Errors of what is no document. */
VEXLENS_API vexlens_error *vexlens_verify(vexlens_str document, vexlens_str tenant, vexlens_str issuers,
                                          vexlens_str as_of, vexlens_bytes **json);

/* ---- provenance ---- */

/* vexlens_sha256 is the digest of bytes as "sha256:" and 64 hex digits, 71 bytes at `text`. INVALID_ARGUMENT. */
VEXLENS_API vexlens_error *vexlens_sha256(vexlens_str bytes, char text[71]);

/* vexlens_canonical_json is a JSON text in the one spelling that is hashed and signed (RFC 8785). INVALID_ARGUMENT
 * names the byte and the place of what is no I-JSON. */
VEXLENS_API vexlens_error *vexlens_canonical_json(vexlens_str json, vexlens_bytes **canonical);

/* vexlens_dsse_sign puts a payload into a DSSE envelope, signed with private keys in PEM (PKCS #8, not encrypted):
 * Ed25519, or ECDSA over P-256. No error tells anything of a key. */
VEXLENS_API vexlens_error *vexlens_dsse_sign(vexlens_str payload_type, vexlens_str payload, const vexlens_str *keys,
                                             size_t count, vexlens_bytes **envelope);

/* vexlens_dsse_verify is the payload of an envelope that at least `threshold` different ones of these public keys, in
 * PEM, have signed (Ed25519, ECDSA over P-256 and P-384, RSA). `payload_type`, which may be NULL, is what was signed as
 * its type. UNAUTHENTICATED when too few have signed; INVALID_ARGUMENT for what is no envelope or key, and for a
 * threshold of 0. */
VEXLENS_API vexlens_error *vexlens_dsse_verify(vexlens_str envelope, const vexlens_str *keys, size_t count,
                                               uint64_t threshold, vexlens_bytes **payload,
                                               vexlens_bytes **payload_type);

/* ---- statements of one's own ---- */

typedef struct vexlens_openvex_options {
  uint32_t struct_size;
  uint32_t reserved;     /* 0 */
  vexlens_str author;    /* who says it: needed */
  vexlens_str id;        /* of the document, an IRI; default: made of the digest of the rest */
  vexlens_str issued_at; /* needed; statements with an instant of their own have that */
} vexlens_openvex_options;

/* vexlens_openvex makes one OpenVEX document out of the rows of a table, to be ingested as any other: columns
 * vulnerability, product and status, and if there are any component, justification, impact, action, status_notes,
 * issued_at and updated_at. The stream is released, in failure too. INVALID_ARGUMENT names the row and the column. */
VEXLENS_API vexlens_error *vexlens_openvex(struct ArrowArrayStream *rows, const vexlens_openvex_options *options,
                                           vexlens_bytes **document);

#ifdef __cplusplus
}
#endif

#endif /* VEXLENS_H_ */
