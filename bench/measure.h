// Measuring a subject beside the bound that it chases.
#ifndef VEXLENS_BENCH_MEASURE_H_
#define VEXLENS_BENCH_MEASURE_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace vexlens::bench {

// SecondsOf is the wall time of one call.
template <typename Call>
double SecondsOf(Call call) {
  const auto start = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Samples are the times of one subject, to be asked for quantiles.
class Samples {
 public:
  void Add(double seconds) { seconds_.push_back(seconds); }

  // Quantile is the sample at `fraction` of the order, 0 when there is none.
  double Quantile(double fraction) {
    if (seconds_.empty()) return 0;
    const auto rank = static_cast<std::size_t>(fraction * static_cast<double>(seconds_.size() - 1));
    std::nth_element(seconds_.begin(), seconds_.begin() + static_cast<std::ptrdiff_t>(rank), seconds_.end());
    return seconds_[rank];
  }
  double Median() { return Quantile(0.5); }

 private:
  std::vector<double> seconds_;
};

}  // namespace vexlens::bench

#endif  // VEXLENS_BENCH_MEASURE_H_
