#include "tests/capi/guards/old_caller/empty_rows.h"

static void ReleaseSchema(struct ArrowSchema *schema) { schema->release = NULL; }

static void ReleaseSchemas(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; ++i) {
    if (schema->children[i]->release != NULL) schema->children[i]->release(schema->children[i]);
  }
  schema->release = NULL;
}

/* Not for two at once. */
static int GetSchema(struct ArrowArrayStream *stream, struct ArrowSchema *schema) {
  static const char *const kNames[] = {"vulnerability", "product", "status"};
  static struct ArrowSchema columns[3];
  static struct ArrowSchema *children[3];
  (void)stream;
  for (int i = 0; i < 3; ++i) {
    columns[i] = (struct ArrowSchema){.format = "u", .name = kNames[i], .release = ReleaseSchema};
    children[i] = &columns[i];
  }
  *schema = (struct ArrowSchema){
      .format = "+s", .name = "", .n_children = 3, .children = children, .release = ReleaseSchemas};
  return 0;
}

static int GetNext(struct ArrowArrayStream *stream, struct ArrowArray *array) {
  (void)stream;
  *array = (struct ArrowArray){.release = NULL};
  return 0;
}

static const char *LastError(struct ArrowArrayStream *stream) {
  (void)stream;
  return NULL;
}

static void Release(struct ArrowArrayStream *stream) { stream->release = NULL; }

struct ArrowArrayStream EmptyRows(void) {
  return (struct ArrowArrayStream){
      .get_schema = GetSchema, .get_next = GetNext, .get_last_error = LastError, .release = Release};
}
