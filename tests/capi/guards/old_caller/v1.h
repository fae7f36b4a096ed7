/* The structs with a size, as programs were compiled with them when VEXLENS_ABI_VERSION was 1. Never changed: a later
 * version adds a file of its own with those that have grown. */
#ifndef VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_V1_H_
#define VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_V1_H_

#include <stddef.h>
#include <stdint.h>

typedef struct v1_str {
  const char *data;
  size_t size;
} v1_str;

typedef struct v1_ingest_options {
  uint32_t struct_size;
  uint32_t reserved;
  int32_t (*progress)(uint64_t done, uint64_t count, void *user_data);
  void *user_data;
} v1_ingest_options;

typedef struct v1_engine_options {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str tenant;
  v1_str issuers;
} v1_engine_options;

typedef struct v1_consensus_options {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str as_of;
  v1_str policy;
  v1_str issuers;
} v1_consensus_options;

typedef struct v1_decision {
  uint32_t struct_size;
  int32_t state;
  int32_t status;
  int32_t winner;
  int32_t agreement;
  int32_t strength;
  int32_t confidence;
  uint32_t issuers;
  uint32_t conflicts;
  uint32_t statements;
  int64_t weights[4];
  v1_str reason;
} v1_decision;

typedef struct v1_workspace_options {
  uint32_t struct_size;
  uint32_t must_exist;
  uint64_t patience_ms;
  uint64_t cache_bytes;
  void (*on_revision)(v1_str event, void *user_data);
  void *user_data;
} v1_workspace_options;

typedef struct v1_moment {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str as_of;
  v1_str known_at;
} v1_moment;

typedef struct v1_simulation {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str policy;
  v1_str issuers;
  const v1_str *documents;
  size_t document_count;
} v1_simulation;

typedef struct v1_openvex_options {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str author;
  v1_str id;
  v1_str issued_at;
} v1_openvex_options;

#endif /* VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_V1_H_ */
