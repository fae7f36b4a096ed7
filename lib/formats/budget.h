// Budget: limits on the work that a small document can cause.
#ifndef VEXLENS_LIB_FORMATS_BUDGET_H_
#define VEXLENS_LIB_FORMATS_BUDGET_H_

#include <cstddef>

namespace vexlens::formats {

// Budget counts work that grows with the product of two sizes of the document instead of their sum: texts that are
// joined (opaque names, the remediations of a product in their order), and visits of products through groups.
class Budget {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{256} << 20;
  static constexpr std::size_t kMaxVisits = 100'000'000;

  // Take an amount. Return false if there is not enough left; the reader then stops.
  bool TakeBytes(std::size_t count) { return Take(count, kMaxBytes, bytes_); }
  bool TakeVisits(std::size_t count) { return Take(count, kMaxVisits, visits_); }

  bool spent() const { return spent_; }

 private:
  bool Take(std::size_t count, std::size_t limit, std::size_t& taken) {
    if (spent_ || count > limit - taken) {
      spent_ = true;
      return false;
    }
    taken += count;
    return true;
  }

  std::size_t bytes_ = 0;
  std::size_t visits_ = 0;
  bool spent_ = false;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_BUDGET_H_
