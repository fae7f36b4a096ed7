/* Asks one question of documents, and tells what to act on. Usage: quick_start_c ISSUERS DOCUMENT... */
#include <stdio.h>

#include "vexlens.h"

static vexlens_str Contents(const char *path) {
  static char bytes[1 << 20];
  FILE *file = fopen(path, "rb");
  size_t size = file == NULL ? 0 : fread(bytes, 1, sizeof(bytes), file);
  if (file != NULL) fclose(file);
  return (vexlens_str){bytes, size};
}

int main(int argc, char **argv) {
  vexlens_engine *engine = NULL;
  vexlens_consensus *consensus = NULL;
  vexlens_record *record = NULL;
  vexlens_engine_options options = VEXLENS_OPTIONS(vexlens_engine_options);
  if (argc > 1) options.issuers = Contents(argv[1]);
  vexlens_error *error = vexlens_engine_new(&options, &engine);
  for (int i = 2; i < argc && error == NULL; ++i) {
    vexlens_str document = Contents(argv[i]);
    error = vexlens_engine_ingest(engine, &document, 1, NULL, NULL);
  }
  vexlens_consensus_options at = VEXLENS_OPTIONS(vexlens_consensus_options);
  at.as_of = VEXLENS_STR("2026-06-01T00:00:00Z");
  vexlens_key key = {VEXLENS_STR("CVE-2021-44228"),
                     VEXLENS_STR("pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0"),
                     VEXLENS_STR("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1")};
  if (error == NULL) error = vexlens_engine_consensus(engine, &at, &consensus);
  if (error == NULL) error = vexlens_consensus_get(consensus, &key, &record);
  vexlens_decision decision = VEXLENS_OPTIONS(vexlens_decision);
  vexlens_record_decision(record, &decision);
  vexlens_str said = error == NULL ? vexlens_state_name(decision.state) : vexlens_error_message(error);
  printf("%.*s, confidence %.6f\n", (int)said.size, said.data, decision.confidence / 1e6);
  vexlens_error_free(error);
  vexlens_record_free(record);
  vexlens_consensus_free(consensus);
  vexlens_engine_free(engine);
  return decision.state == 0;
}
