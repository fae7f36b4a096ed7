// FailingMalloc: the allocation of choice fails, and what is not freed is counted. It takes the place of malloc in the
// whole program, and with that of operator new.
#ifndef VEXLENS_TESTS_CAPI_FAILING_MALLOC_H_
#define VEXLENS_TESTS_CAPI_FAILING_MALLOC_H_

#include <cstdint>

namespace vexlens::testing {

// FailAllocation lets the allocation of that number fail, from 1 for the next one; 0 for none.
void FailAllocation(std::uint64_t number);

// HasFailed tells whether that one was asked for.
bool HasFailed();

// LiveBlocks is how many blocks were allocated and not freed.
std::int64_t LiveBlocks();

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CAPI_FAILING_MALLOC_H_
