// Observations: what a change has to tell its observer once it is durable.
#ifndef VEXLENS_LIB_WORKSPACE_OBSERVATIONS_H_
#define VEXLENS_LIB_WORKSPACE_OBSERVATIONS_H_

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

  // Adds what is to be told. Requires: observing().
  void Add(std::function<void(Observer&, const Trace&)> tell) { told_later_.push_back(std::move(tell)); }

  void Deliver() const {
    for (const auto& tell : told_later_) tell(*observing_.observer, *observing_.trace);
  }

 private:
  const base::Observing observing_;
  std::vector<std::function<void(Observer&, const Trace&)>> told_later_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_OBSERVATIONS_H_
