#include "tests/capi/guards/old_caller/one_row.h"

enum { kColumns = 3 };
static const char *const kNames[kColumns] = {"vulnerability", "product", "status"};
static const char *const kTexts[kColumns] = {"CVE-2026-1", "pkg:npm/a@1", "fixed"};
static const int32_t kOffsets[kColumns][2] = {{0, 10}, {0, 11}, {0, 5}};

static int rows_left;

static void ReleaseSchema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; ++i) {
    if (schema->children[i]->release != NULL) schema->children[i]->release(schema->children[i]);
  }
  schema->release = NULL;
}

static int GetSchema(struct ArrowArrayStream *stream, struct ArrowSchema *schema) {
  static struct ArrowSchema columns[kColumns];
  static struct ArrowSchema *children[kColumns];
  (void)stream;
  for (int i = 0; i < kColumns; ++i) {
    columns[i] = (struct ArrowSchema){.format = "u", .name = kNames[i], .release = ReleaseSchema};
    children[i] = &columns[i];
  }
  *schema = (struct ArrowSchema){
      .format = "+s", .name = "", .n_children = kColumns, .children = children, .release = ReleaseSchema};
  return 0;
}

static void ReleaseArray(struct ArrowArray *array) {
  for (int64_t i = 0; i < array->n_children; ++i) {
    if (array->children[i]->release != NULL) array->children[i]->release(array->children[i]);
  }
  array->release = NULL;
}

static int GetNext(struct ArrowArrayStream *stream, struct ArrowArray *array) {
  static const void *buffers[kColumns][3];
  static const void *no_nulls[1] = {NULL};
  static struct ArrowArray columns[kColumns];
  static struct ArrowArray *children[kColumns];
  (void)stream;
  *array = (struct ArrowArray){.release = NULL};
  if (rows_left-- == 0) return 0;
  for (int i = 0; i < kColumns; ++i) {
    buffers[i][1] = kOffsets[i];
    buffers[i][2] = kTexts[i];
    columns[i] = (struct ArrowArray){.length = 1, .n_buffers = 3, .buffers = buffers[i], .release = ReleaseArray};
    children[i] = &columns[i];
  }
  *array = (struct ArrowArray){.length = 1,
                               .n_buffers = 1,
                               .n_children = kColumns,
                               .buffers = no_nulls,
                               .children = children,
                               .release = ReleaseArray};
  return 0;
}

static const char *LastError(struct ArrowArrayStream *stream) {
  (void)stream;
  return NULL;
}

static void Release(struct ArrowArrayStream *stream) { stream->release = NULL; }

struct ArrowArrayStream OneRow(void) {
  rows_left = 1;
  return (struct ArrowArrayStream){
      .get_schema = GetSchema, .get_next = GetNext, .get_last_error = LastError, .release = Release};
}
