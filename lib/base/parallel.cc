#include "lib/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace vexlens::base {
namespace {

// Loop is what the workers of one call share.
class Loop {
 public:
  Loop(std::size_t count, const std::function<bool(std::size_t)>& go_on,
       const std::function<void(std::size_t, std::size_t)>& work)
      : count_(count), go_on_(go_on), work_(work) {}

  // Run works as one worker until nothing is left. It throws nothing.
  void Run(std::size_t worker) {
    try {
      while (true) {
        if (worker == 0 && next_ < count_ && !GoesOn()) stopped_ = true;
        if (stopped_) return;
        const std::size_t i = next_++;
        if (i >= count_) return;
        work_(worker, i);
        ++done_;
      }
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (thrown_ == nullptr) thrown_ = std::current_exception();
      stopped_ = true;
    }
  }

  // End reports, after all workers have ended, whether the work was not stopped.
  bool End() {
    if (thrown_ != nullptr) std::rethrow_exception(thrown_);
    return !stopped_ && GoesOn();
  }

 private:
  bool GoesOn() const { return go_on_ == nullptr || go_on_(done_); }

  const std::size_t count_;
  const std::function<bool(std::size_t)>& go_on_;
  const std::function<void(std::size_t, std::size_t)>& work_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> done_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::exception_ptr thrown_;
};

}  // namespace

std::size_t WorkersFor(std::size_t count, unsigned threads) {
  const unsigned wanted = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  return std::clamp<std::size_t>(count, 1, wanted);
}

bool ForEachInParallel(std::size_t count, std::size_t workers, const std::function<bool(std::size_t)>& go_on,
                       const std::function<void(std::size_t, std::size_t)>& work) {
  Loop loop(count, go_on, work);
  {
    std::vector<std::jthread> others;
    others.reserve(workers);
    try {
      for (std::size_t worker = 1; worker < workers; ++worker) {
        others.emplace_back([&loop, worker] { loop.Run(worker); });
      }
    } catch (const std::system_error&) {
      // The system gives no more threads: those that there are do the work.
    }
    loop.Run(0);
  }
  return loop.End();
}

}  // namespace vexlens::base
