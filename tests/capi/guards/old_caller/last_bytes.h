/* LastBytes: `size` bytes, at most a few thousand, behind which nothing can be read or written. One call's are gone
 * with the next. */
#ifndef VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_LAST_BYTES_H_
#define VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_LAST_BYTES_H_

#include <stddef.h>

char *LastBytes(size_t size);

#endif /* VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_LAST_BYTES_H_ */
