// Parallel: a loop on several threads.
#ifndef VEXLENS_LIB_BASE_PARALLEL_H_
#define VEXLENS_LIB_BASE_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace vexlens::base {

// Returns on how many threads to do `count` pieces of work where `threads` are allowed, 0 being one for each core: at
// least 1, and no more than there are pieces.
std::size_t WorkersFor(std::size_t count, unsigned threads);

// Calls `work(worker, i)` once for each i below `count` on up to `workers` threads, the calling one being worker 0. The
// calling thread asks `go_on`, if given, how many are done before each piece of its own, and at the end; false stops
// the work, and is returned. What `work` throws is thrown here, after all have stopped. Where the system gives no more
// threads, fewer do the work.
bool ForEachInParallel(std::size_t count, std::size_t workers, const std::function<bool(std::size_t done)>& go_on,
                       const std::function<void(std::size_t worker, std::size_t i)>& work);

}  // namespace vexlens::base

#endif  // VEXLENS_LIB_BASE_PARALLEL_H_
