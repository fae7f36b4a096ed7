/* The layout of everything in vexlens.h as programs out there were compiled with it, on any machine with 64-bit
 * pointers and natural alignment. What stands here changes never: a member appended to options adds its line and the
 * new size. */
#include <stdalign.h>
#include <stddef.h>

#include "vexlens.h"

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

SIZE(vexlens_ingest_options, 48, 8);
MEMBER(vexlens_ingest_options, struct_size, 0);
MEMBER(vexlens_ingest_options, reserved, 4);
MEMBER(vexlens_ingest_options, progress, 8);
MEMBER(vexlens_ingest_options, user_data, 16);
MEMBER(vexlens_ingest_options, signatures, 24);
MEMBER(vexlens_ingest_options, signature_count, 32);
MEMBER(vexlens_ingest_options, require_verified, 40);
MEMBER(vexlens_ingest_options, threads, 44);

SIZE(vexlens_engine_options, 56, 8);
MEMBER(vexlens_engine_options, struct_size, 0);
MEMBER(vexlens_engine_options, reserved, 4);
MEMBER(vexlens_engine_options, tenant, 8);
MEMBER(vexlens_engine_options, issuers, 24);
MEMBER(vexlens_engine_options, trust, 40);
MEMBER(vexlens_engine_options, trust_count, 48);

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

SIZE(vexlens_workspace_options, 40, 8);
MEMBER(vexlens_workspace_options, struct_size, 0);
MEMBER(vexlens_workspace_options, must_exist, 4);
MEMBER(vexlens_workspace_options, patience_ms, 8);
MEMBER(vexlens_workspace_options, cache_bytes, 16);
MEMBER(vexlens_workspace_options, on_revision, 24);
MEMBER(vexlens_workspace_options, user_data, 32);

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
