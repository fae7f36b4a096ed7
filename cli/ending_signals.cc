#include "cli/ending_signals.h"

#include <utility>

namespace vexlens::cli {

EndingSignals::EndingSignals() {
  sigemptyset(&set_);
  sigaddset(&set_, SIGINT);
  sigaddset(&set_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set_, &before_);
}

EndingSignals::~EndingSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

OnEndingSignal::OnEndingSignal(const EndingSignals& signals, std::function<void()> stop)
    : waiting_([&signals, stop = std::move(stop)] {
        int signal = 0;
        sigwait(&signals.set(), &signal);
        stop();
      }) {}

OnEndingSignal::~OnEndingSignal() {
  pthread_kill(waiting_.native_handle(), SIGTERM);  // to that thread alone, which takes it
  waiting_.join();
}

}  // namespace vexlens::cli
