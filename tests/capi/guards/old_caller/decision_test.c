/* vexlens_record_decision fills a struct as far as its size reaches, and what lies behind is the caller's: for programs
 * that were compiled with the first header, and with a later one than this. */
#include <stdio.h>
#include <string.h>

#include "tests/capi/guards/old_caller/last_bytes.h"
#include "tests/capi/guards/old_caller/v1.h"
#include "vexlens.h"

static vexlens_record *Answer(vexlens_engine *engine) {
  const vexlens_str document = VEXLENS_STR(
      "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"@id\":\"https://example.com/1\",\"author\":\"Example\","
      "\"timestamp\":\"2026-05-01T00:00:00Z\",\"version\":1,\"statements\":[{\"vulnerability\":{\"name\":"
      "\"CVE-2026-1\"},\"products\":[{\"@id\":\"pkg:npm/a@1\"}],\"status\":\"fixed\"}]}");
  const vexlens_key key = {VEXLENS_STR("CVE-2026-1"), VEXLENS_STR("pkg:npm/a@1"), {NULL, 0}};
  vexlens_consensus *consensus = NULL;
  vexlens_record *record = NULL;
  if (vexlens_engine_ingest(engine, &document, 1, NULL, NULL) != NULL) return NULL;
  if (vexlens_engine_consensus(engine, NULL, &consensus) != NULL) return NULL;
  if (vexlens_consensus_get(consensus, &key, &record) != NULL) return NULL;
  vexlens_consensus_free(consensus);
  return record;
}

/* FillsJust: of a struct that says it has `size` bytes, those of `whole` change that are within it. */
static int FillsJust(const vexlens_record *record, uint32_t size, const v1_decision *whole) {
  const size_t readable = size < 8 ? 8 : (size + 7) / 8 * 8;
  char want[sizeof(vexlens_decision) + 64];
  char *got = LastBytes(readable);
  memset(got, 0x5a, readable);
  memcpy(got, &size, sizeof(size));
  memcpy(want, got, readable);
  vexlens_record_decision(record, (vexlens_decision *)(void *)got);
  if (size >= 8) memcpy(want + 4, (const char *)whole + 4, (size < sizeof(*whole) ? size : sizeof(*whole)) - 4);
  return memcmp(got, want, readable) == 0;
}

int main(void) {
  int failed = 0;
  vexlens_engine *engine = NULL;
  vexlens_engine_options options = VEXLENS_OPTIONS(vexlens_engine_options);
  options.issuers = VEXLENS_STR("{\"issuers\":[{\"id\":\"Example\",\"tier\":\"known\"}]}");
  if (vexlens_engine_new(&options, &engine) != NULL) return 1;
  vexlens_record *record = Answer(engine);
  if (record == NULL) return 1;

  v1_decision whole = {.struct_size = sizeof(whole)};
  vexlens_record_decision(record, (vexlens_decision *)(void *)&whole);
  if (whole.state != VEXLENS_STATE_FIXED || whole.status != VEXLENS_STATUS_FIXED || whole.statements != 1 ||
      whole.weights[3] <= 0 || whole.reason.size != 0 || whole.struct_size != sizeof(whole)) {
    fprintf(stderr, "state %d, status %d, %u statements are not the answer\n", whole.state, whole.status,
            whole.statements);
    failed = 1;
  }
  for (uint32_t size = 0; size <= sizeof(whole); size += 4) {
    if (!FillsJust(record, size, &whole)) {
      fprintf(stderr, "a decision of %u bytes is not filled just as far as that reaches\n", size);
      failed = 1;
    }
  }
  vexlens_record_free(record);
  vexlens_engine_free(engine);
  return failed;
}
