#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "cli/terminal.h"

namespace vexlens::cli {

Progress::Progress(std::string what, std::uint64_t total)
    : what_(std::move(what)), total_(std::max<std::uint64_t>(total, 1)) {
  if (isatty(STDERR_FILENO) != 0) drawer_ = std::thread([this] { Draw(); });
}

Progress::~Progress() {
  if (!drawer_.joinable()) return;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stop_ = true;
  }
  stopped_.notify_all();
  drawer_.join();
}

void Progress::Say(const std::string& lines) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!lines.empty() && drawer_.joinable()) std::fputs("\r\x1b[K", stderr);
  std::fputs(lines.c_str(), stderr);
}

void Progress::Draw() {
  constexpr std::size_t kWidth = 30;
  std::unique_lock<std::mutex> lock(mutex_);
  if (stopped_.wait_for(lock, std::chrono::seconds(1), [&] { return stop_; })) return;
  do {
    const std::uint64_t done = std::min(done_.load(std::memory_order_relaxed), total_);
    const double share = static_cast<double>(done) / static_cast<double>(total_);
    std::fprintf(stderr, "\r\x1b[K%s %3d %% %s", what_.c_str(), static_cast<int>(share * 100),
                 Bar(share, 1, kWidth).c_str());
    std::fflush(stderr);
  } while (!stopped_.wait_for(lock, std::chrono::milliseconds(100), [&] { return stop_; }));
  std::fputs("\r\x1b[K", stderr);
}

}  // namespace vexlens::cli
