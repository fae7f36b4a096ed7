/* Asks one question and tells what to act on. Usage: quick_start_c ISSUERS DOCUMENT... */
#include <stdio.h>
#include <stdlib.h>

#include "vexlens.h"

static vexlens_str Contents(const char *path) {
  static char bytes[1 << 20];
  FILE *file = fopen(path, "rb");
  size_t size = file == NULL ? 0 : fread(bytes, 1, sizeof(bytes), file);
  if (file != NULL) fclose(file);
  return (vexlens_str){bytes, size};
}

static void Check(vexlens_error *error) {
  if (error == NULL) return;
  vexlens_str message = vexlens_error_message(error);
  fprintf(stderr, "%.*s\n", (int)message.size, message.data);
  exit(1);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  vexlens_engine_options options = VEXLENS_OPTIONS(vexlens_engine_options);
  options.issuers = Contents(argv[1]);
  vexlens_engine *engine;
  Check(vexlens_engine_new(&options, &engine));
  for (int i = 2; i < argc; ++i) {
    vexlens_str document = Contents(argv[i]);
    Check(vexlens_engine_ingest(engine, &document, 1, NULL, NULL));
  }

  vexlens_consensus_options question = VEXLENS_OPTIONS(vexlens_consensus_options);
  question.as_of = VEXLENS_STR("2026-06-01T00:00:00Z");
  vexlens_consensus *consensus;
  Check(vexlens_engine_consensus(engine, &question, &consensus));

  vexlens_key key = {VEXLENS_STR("CVE-2021-44228"),
                     VEXLENS_STR("pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0"),
                     VEXLENS_STR("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1")};
  vexlens_record *record;
  Check(vexlens_consensus_find(consensus, &key, &record));
  vexlens_decision decision = VEXLENS_OPTIONS(vexlens_decision);
  vexlens_record_decision(record, &decision);
  printf("%s, treat as %s, confidence %.6f, %u conflicts\n", vexlens_state_name(decision.state).data,
         vexlens_status_name(decision.status).data, decision.confidence / 1e6, decision.conflicts);

  vexlens_record_free(record);
  vexlens_consensus_free(consensus);
  vexlens_engine_free(engine);
  return 0;
}
