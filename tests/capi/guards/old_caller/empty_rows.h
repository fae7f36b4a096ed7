/* EmptyRows: an Arrow stream of the columns that vexlens_openvex needs, without a row. */
#ifndef VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_EMPTY_ROWS_H_
#define VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_EMPTY_ROWS_H_

#include "vexlens.h"

struct ArrowArrayStream EmptyRows(void);

#endif /* VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_EMPTY_ROWS_H_ */
