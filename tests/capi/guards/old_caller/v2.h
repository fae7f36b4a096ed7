/* The structs with a size that have grown, as programs were compiled with them when VEXLENS_ABI_VERSION was 2. Never
 * changed. */
#ifndef VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_V2_H_
#define VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_V2_H_

#include "tests/capi/guards/old_caller/v1.h"

typedef struct v2_engine_options {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str tenant;
  v1_str issuers;
  const v1_str *trust;
  size_t trust_count;
} v2_engine_options;

typedef struct v2_consensus_options {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str as_of;
  v1_str policy;
  v1_str issuers;
  const v1_str *trust;
  size_t trust_count;
} v2_consensus_options;

typedef struct v2_simulation {
  uint32_t struct_size;
  uint32_t reserved;
  v1_str policy;
  v1_str issuers;
  const v1_str *documents;
  size_t document_count;
  const v1_str *trust;
  size_t trust_count;
} v2_simulation;

#endif /* VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_V2_H_ */
