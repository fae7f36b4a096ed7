/* OneRow: an Arrow stream of the columns that vexlens_openvex needs, with one row. One call ends the last one. */
#ifndef VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_ONE_ROW_H_
#define VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_ONE_ROW_H_

#include "vexlens.h"

struct ArrowArrayStream OneRow(void);

#endif /* VEXLENS_TESTS_CAPI_GUARDS_OLD_CALLER_ONE_ROW_H_ */
