/* Programs that were compiled with an earlier header, and with a later one than this, call the library of today. Their
 * structs end where a page ends that may be read, and behind it lies one that may not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/capi/guards/old_caller/last_bytes.h"
#include "tests/capi/guards/old_caller/one_row.h"
#include "tests/capi/guards/old_caller/v1.h"
#include "tests/capi/guards/old_caller/v2.h"
#include "vexlens.h"

static int failed = 0;
static vexlens_engine *engine;
static vexlens_workspace *workspace;
static char folder[4096];

/* Calls: each takes a struct of options, wherever it stands, as the function of today does. */

static vexlens_error *Engine(const void *options) {
  vexlens_engine *made = NULL;
  vexlens_error *error = vexlens_engine_new(options, &made);
  vexlens_engine_free(made);
  return error;
}

static vexlens_error *Ingest(const void *options) {
  const vexlens_str document = VEXLENS_STR("{}");
  return vexlens_engine_ingest(engine, &document, 1, options, NULL);
}

static vexlens_error *Consensus(const void *options) {
  vexlens_consensus *made = NULL;
  vexlens_error *error = vexlens_engine_consensus(engine, options, &made);
  vexlens_consensus_free(made);
  return error;
}

static vexlens_error *Open(const void *options) {
  vexlens_workspace *made = NULL;
  vexlens_error *error = vexlens_workspace_open((vexlens_str){folder, strlen(folder)}, options, &made);
  vexlens_workspace_free(made);
  return error;
}

static vexlens_error *At(const void *moment) {
  vexlens_consensus *made = NULL;
  vexlens_error *error =
      vexlens_workspace_consensus(workspace, VEXLENS_STR("default"), VEXLENS_STR("CVE-2026-1"), moment, &made);
  vexlens_consensus_free(made);
  return error;
}

static vexlens_error *Simulate(const void *simulation) {
  struct ArrowArrayStream stream = {.release = NULL};
  vexlens_error *error = vexlens_workspace_simulate(workspace, VEXLENS_STR("default"), simulation, &stream);
  if (stream.release != NULL) stream.release(&stream);
  return error;
}

static vexlens_error *OpenVex(const void *options) {
  struct ArrowArrayStream rows = OneRow();
  vexlens_bytes *document = NULL;
  vexlens_error *error = vexlens_openvex(&rows, options, &document);
  vexlens_bytes_free(document);
  return error;
}

/* Structs: what an old program sets, and something wrong in the last member that can be. */

static int32_t Stop(uint64_t done, uint64_t count, void *user_data) {
  (void)done;
  (void)count;
  return *(int32_t *)user_data;
}

static int32_t go_on = 0;
static int32_t stop = 1;

#define TEXT(literal) \
  { literal, sizeof(literal) - 1 }
#define NOON TEXT("2026-06-01T12:00:00Z")
static const v1_str kBroken = TEXT("{");

#define OLD(type) static const v1_##type
#define SIZED(type, ...) \
  { .struct_size = sizeof(v1_##type), __VA_ARGS__ }
#define SECOND(type) static const v2_##type
#define SECOND_SIZED(type, ...) \
  { .struct_size = sizeof(v2_##type), __VA_ARGS__ }
OLD(ingest_options) kIngest = SIZED(ingest_options, .progress = Stop, .user_data = &go_on);
OLD(ingest_options) kWrongIngest = SIZED(ingest_options, .progress = Stop, .user_data = &stop);
OLD(engine_options) kEngine = SIZED(engine_options, .tenant = TEXT("acme"));
OLD(engine_options) kWrongEngine = SIZED(engine_options, .issuers = TEXT("["));
OLD(consensus_options) kConsensus = SIZED(consensus_options, .as_of = NOON, .policy = TEXT("{}"));
OLD(consensus_options) kWrongConsensus = SIZED(consensus_options, .issuers = TEXT("["));
OLD(workspace_options) kOpen = SIZED(workspace_options, .patience_ms = 1000, .cache_bytes = 1 << 20);
OLD(workspace_options) kWrongOpen = SIZED(workspace_options, .must_exist = 2);
OLD(moment) kMoment = SIZED(moment, .as_of = NOON);
OLD(moment) kWrongMoment = SIZED(moment, .known_at = TEXT("noon"));
OLD(simulation) kSimulation = SIZED(simulation, .policy = TEXT("{}"));
OLD(simulation) kWrongSimulation = SIZED(simulation, .documents = &kBroken, .document_count = 1);
OLD(openvex_options) kOpenVex = SIZED(openvex_options, .author = TEXT("https://example.com"), .issued_at = NOON);
OLD(openvex_options)
kWrongOpenVex = SIZED(openvex_options, .author = TEXT("https://example.com"), .issued_at = TEXT("noon"));

static const v1_str kTrusted = TEXT("Example=trusted");
static const v1_str kNobody = TEXT("=trusted");
SECOND(engine_options) kTrustingEngine = SECOND_SIZED(engine_options, .trust = &kTrusted, .trust_count = 1);
SECOND(engine_options) kWrongTrustingEngine = SECOND_SIZED(engine_options, .trust = &kNobody, .trust_count = 1);
SECOND(consensus_options) kTrustingConsensus = SECOND_SIZED(consensus_options, .trust = &kTrusted, .trust_count = 1);
SECOND(consensus_options) kWrongTrustingConsensus = SECOND_SIZED(consensus_options, .trust_count = 1);
SECOND(simulation) kTrustingSimulation = SECOND_SIZED(simulation, .trust = &kTrusted, .trust_count = 1);
SECOND(simulation) kWrongTrustingSimulation = SECOND_SIZED(simulation, .trust = &kNobody, .trust_count = 1);

typedef struct options_case {
  const char *name;
  const void *set;     /* by an old program */
  const void *wrong;   /* by another one */
  uint32_t first_size; /* of version 1 */
  uint32_t old_size;   /* of theirs */
  uint32_t size;       /* today */
  int32_t wrong_code;
  vexlens_error *(*call)(const void *options);
} options_case;

#define CASE(name, type, set, wrong, code, call) \
  { name, &(set), &(wrong), sizeof(v1_##type), sizeof(v1_##type), sizeof(vexlens_##type), code, call }
#define SECOND_CASE(name, type, set, wrong, code, call) \
  { name, &(set), &(wrong), sizeof(v1_##type), sizeof(v2_##type), sizeof(vexlens_##type), code, call }
static const options_case kCases[] = {
    CASE("engine", engine_options, kEngine, kWrongEngine, VEXLENS_INVALID_ARGUMENT, Engine),
    CASE("ingest", ingest_options, kIngest, kWrongIngest, VEXLENS_CANCELLED, Ingest),
    CASE("consensus", consensus_options, kConsensus, kWrongConsensus, VEXLENS_INVALID_ARGUMENT, Consensus),
    CASE("workspace", workspace_options, kOpen, kWrongOpen, VEXLENS_UNIMPLEMENTED, Open),
    CASE("moment", moment, kMoment, kWrongMoment, VEXLENS_INVALID_ARGUMENT, At),
    CASE("simulation", simulation, kSimulation, kWrongSimulation, VEXLENS_INVALID_ARGUMENT, Simulate),
    CASE("openvex", openvex_options, kOpenVex, kWrongOpenVex, VEXLENS_INVALID_ARGUMENT, OpenVex),
    SECOND_CASE("trusting engine", engine_options, kTrustingEngine, kWrongTrustingEngine, VEXLENS_INVALID_ARGUMENT,
                Engine),
    SECOND_CASE("trusting consensus", consensus_options, kTrustingConsensus, kWrongTrustingConsensus,
                VEXLENS_INVALID_ARGUMENT, Consensus),
    SECOND_CASE("trusting simulation", simulation, kTrustingSimulation, kWrongTrustingSimulation,
                VEXLENS_INVALID_ARGUMENT, Simulate),
};

static void Expect(const char *name, const char *what, int32_t code, vexlens_error *error) {
  const int32_t got = vexlens_error_code(error);
  if (got != code) {
    const vexlens_str message = vexlens_error_message(error);
    fprintf(stderr, "%s, %s: code %d instead of %d: %.*s\n", name, what, got, code, (int)message.size, message.data);
    failed = 1;
  }
  vexlens_error_free(error);
}

/* Place copies `size` bytes of `from`, with zeros behind `from_size`, to where nothing can be read behind them. */
static char *Place(const void *from, size_t from_size, size_t size) {
  char *at = LastBytes(size);
  memset(at, 0, size);
  memcpy(at, from, from_size < size ? from_size : size);
  return at;
}

static void SetSize(char *options, uint32_t size) { memcpy(options, &size, sizeof(size)); }

static void TestOldCaller(const options_case *c) {
  Expect(c->name, "as of their version", 0, c->call(Place(c->set, c->old_size, c->old_size)));
  Expect(c->name, "wrong as of their version", c->wrong_code, c->call(Place(c->wrong, c->old_size, c->old_size)));
}

static void TestNewerCaller(const options_case *c) {
  for (uint32_t more = 8; more <= 64; more += 8) {
    const uint32_t size = c->size + more;
    char *options = Place(c->set, c->old_size, size);
    SetSize(options, size);
    Expect(c->name, "larger, with nothing set", 0, c->call(options));
    options[size - 1] = 1;
    Expect(c->name, "larger, with the last byte set", VEXLENS_UNIMPLEMENTED, c->call(options));
    options[size - 1] = 0;
    options[c->size] = 1;
    Expect(c->name, "larger, with the first byte set", VEXLENS_UNIMPLEMENTED, c->call(options));
  }
}

static void TestNoSize(const options_case *c) {
  const uint32_t kNoSizes[] = {0, 1, 4, 7, 8, c->first_size - 8, c->first_size - 1, 1 << 16, UINT32_MAX};
  for (size_t i = 0; i < sizeof(kNoSizes) / sizeof(kNoSizes[0]); ++i) {
    const uint32_t size = kNoSizes[i];
    /* No more can be read than a program has that gives this size, and no less than the size itself. */
    const uint32_t readable = size < 8 || size > c->first_size ? 8 : (size + 7) / 8 * 8;
    char *options = Place(c->set, c->old_size, readable);
    SetSize(options, size);
    Expect(c->name, "of no size", VEXLENS_INVALID_ARGUMENT, c->call(options));
  }
}

int main(void) {
  snprintf(folder, sizeof(folder), "%s/workspace", getenv("TEST_TMPDIR"));
  Expect("engine", "new", 0, vexlens_engine_new(NULL, &engine));
  Expect("workspace", "open", 0, vexlens_workspace_open((vexlens_str){folder, strlen(folder)}, NULL, &workspace));
  if (failed) return 1;
  for (size_t i = 0; i < sizeof(kCases) / sizeof(kCases[0]); ++i) {
    TestOldCaller(&kCases[i]);
    TestNewerCaller(&kCases[i]);
    TestNoSize(&kCases[i]);
  }
  vexlens_workspace_free(workspace);
  vexlens_engine_free(engine);
  return failed;
}
