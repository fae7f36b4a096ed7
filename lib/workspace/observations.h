// Observations: what a change has to tell its observer once it is durable.
#ifndef VEXLENS_LIB_WORKSPACE_OBSERVATIONS_H_
#define VEXLENS_LIB_WORKSPACE_OBSERVATIONS_H_

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include "lib/base/observing.h"

namespace vexlens::workspace {

// Observations collects them. Not for concurrent use.
class Observations {
 public:
  explicit Observations(const base::Observing& observing) : observing_(observing) {}

  const base::Observing& observing() const { return observing_; }

  // Tell tells one thing; `now` is when the change became durable, by the observer's clock. It must not need memory:
  // the change stands whatever happens.
  using Tell = std::function<void(Observer& observer, const Trace& trace, std::chrono::nanoseconds now)>;

  // Adds what is to be told. Requires: observing().
  void Add(Tell tell) { told_later_.push_back(std::move(tell)); }

  // Tells what was added, in order: nothing without an observer.
  void Deliver() const {
    const std::chrono::nanoseconds now = observing_.Now();
    for (const Tell& tell : told_later_) tell(*observing_.observer, *observing_.trace, now);
  }

 private:
  const base::Observing observing_;
  std::vector<Tell> told_later_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_OBSERVATIONS_H_
