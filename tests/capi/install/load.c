/* Loads the library, uses it on a thread, and lets it go before the thread ends; three times. Usage: load LIBRARY */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "vexlens.h"

typedef struct session {
  void *library;
  pthread_barrier_t used;
  pthread_barrier_t let_go;
} session;

static void Need(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "failed: %s\n", what);
  exit(1);
}

static void *Use(void *argument) {
  session *s = argument;
  vexlens_error *(*new_engine)(const vexlens_engine_options *, vexlens_engine **) = NULL;
  vexlens_error *(*ingest)(vexlens_engine *, const vexlens_str *, size_t, const vexlens_ingest_options *,
                           vexlens_bytes **) = NULL;
  vexlens_error *(*sign)(vexlens_str, vexlens_str, const vexlens_str *, size_t, vexlens_bytes **) = NULL;
  void (*free_error)(vexlens_error *) = NULL;
  void (*free_engine)(vexlens_engine *) = NULL;
  *(void **)&new_engine = dlsym(s->library, "vexlens_engine_new");
  *(void **)&ingest = dlsym(s->library, "vexlens_engine_ingest");
  *(void **)&sign = dlsym(s->library, "vexlens_dsse_sign");
  *(void **)&free_error = dlsym(s->library, "vexlens_error_free");
  *(void **)&free_engine = dlsym(s->library, "vexlens_engine_free");
  const vexlens_str document = VEXLENS_STR("{}");
  /* BoringSSL keeps for each thread what went wrong, until the thread ends. */
  const vexlens_str key = VEXLENS_STR("-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----\n");
  vexlens_bytes *envelope = NULL;
  vexlens_engine *engine = NULL;
  Need(new_engine(NULL, &engine) == NULL, "vexlens_engine_new");
  Need(ingest(engine, &document, 1, NULL, NULL) == NULL, "vexlens_engine_ingest");
  vexlens_error *error = sign(document, document, &key, 1, &envelope);
  Need(error != NULL, "vexlens_dsse_sign to fail");
  free_error(error);
  free_engine(engine);
  pthread_barrier_wait(&s->used);
  pthread_barrier_wait(&s->let_go);
  return NULL;
}

int main(int argc, char **argv) {
  for (int i = 0; i < 3; ++i) {
    session s = {.library = dlopen(argv[argc - 1], RTLD_NOW | (i == 1 ? RTLD_GLOBAL : RTLD_LOCAL))};
    Need(s.library != NULL, "dlopen");
    Need(dlsym(s.library, "SHA256_Init") == NULL && dlsym(s.library, "sqlite3_open") == NULL, "to hide what is inside");
    pthread_t thread;
    pthread_barrier_init(&s.used, NULL, 2);
    pthread_barrier_init(&s.let_go, NULL, 2);
    Need(pthread_create(&thread, NULL, Use, &s) == 0, "pthread_create");
    pthread_barrier_wait(&s.used);
    Need(dlclose(s.library) == 0, "dlclose");
    pthread_barrier_wait(&s.let_go);
    Need(pthread_join(thread, NULL) == 0, "pthread_join");
    pthread_barrier_destroy(&s.used);
    pthread_barrier_destroy(&s.let_go);
  }
  return 0;
}
