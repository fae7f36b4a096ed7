/* Somebody who includes the header from two units. */
#include <stdio.h>
#include <string.h>

#include "vexlens.h"

uint32_t VersionSeenElsewhere(void);

int main(void) {
  const vexlens_engine_options options = VEXLENS_OPTIONS(vexlens_engine_options);
  const vexlens_str empty = VEXLENS_STR("");
  char digest[71];
  vexlens_engine *engine = NULL;
  if (options.struct_size != sizeof(options) || VersionSeenElsewhere() != VEXLENS_ABI_VERSION) return 1;
  if (vexlens_engine_new(&options, &engine) != NULL) return 1;
  vexlens_engine_free(engine);
  vexlens_error *error = vexlens_sha256(empty, NULL);
  if (vexlens_error_code(error) != VEXLENS_INVALID_ARGUMENT || vexlens_error_message(error).size == 0) return 1;
  vexlens_error_free(error);
  if (vexlens_sha256(empty, digest) != NULL) return 1;
  printf("%s %.*s\n", vexlens_version(), (int)sizeof(digest), digest);
  return 0;
}
