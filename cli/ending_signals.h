// EndingSignals: SIGINT and SIGTERM as a request to come to an end.
#ifndef VEXLENS_CLI_ENDING_SIGNALS_H_
#define VEXLENS_CLI_ENDING_SIGNALS_H_

#include <signal.h>

#include <functional>
#include <thread>

namespace vexlens::cli {

// EndingSignals keeps the two signals from ending the process while it exists. Made before any other thread, which then
// keeps them away too.
class EndingSignals {
 public:
  EndingSignals();
  EndingSignals(const EndingSignals&) = delete;
  EndingSignals& operator=(const EndingSignals&) = delete;
  ~EndingSignals();

  const sigset_t& set() const { return set_; }

 private:
  sigset_t set_;
  sigset_t before_;
};

// OnEndingSignal calls `stop` on another thread when one of them comes or has come, and otherwise at its own end.
class OnEndingSignal {
 public:
  // `signals` must outlive it.
  OnEndingSignal(const EndingSignals& signals, std::function<void()> stop);
  OnEndingSignal(const OnEndingSignal&) = delete;
  OnEndingSignal& operator=(const OnEndingSignal&) = delete;
  ~OnEndingSignal();

 private:
  std::thread waiting_;
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_ENDING_SIGNALS_H_
