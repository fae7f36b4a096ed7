// Progress: a bar for people who wait.
#ifndef VEXLENS_CLI_PROGRESS_H_
#define VEXLENS_CLI_PROGRESS_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace vexlens::cli {

// Progress draws a bar on standard error while it exists, if that is a terminal and a second has passed. Safe for
// concurrent use.
class Progress {
 public:
  Progress(std::string what, std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Writes lines to standard error, above the bar.
  void Say(const std::string& lines);

  void Advance(std::uint64_t by) { done_.fetch_add(by, std::memory_order_relaxed); }

 private:
  void Draw();

  std::string what_;
  std::uint64_t total_;
  std::atomic<std::uint64_t> done_{0};
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;
  std::thread drawer_;  // only on a terminal
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_PROGRESS_H_
