#define _DEFAULT_SOURCE
#include "tests/capi/guards/old_caller/last_bytes.h"

#include <stdlib.h>
#include <sys/mman.h>

#define PAGE ((size_t)1 << 16) /* no machine has larger ones */

char *LastBytes(size_t size) {
  static char *pages = NULL;
  if (pages == NULL) {
    pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + PAGE, PAGE, PROT_NONE) != 0) abort();
  }
  return pages + PAGE - size;
}
