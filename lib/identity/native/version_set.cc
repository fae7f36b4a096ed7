#include "lib/identity/native/version_set.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace vexlens::identity {

// Reports whether the lower bound `a` lets in more than `b`.
bool VersionSet::LowerStarts(const Bound& a, const Bound& b) const {
  if (a.infinite || b.infinite) return a.infinite && !b.infinite;
  const auto order = order_(a.version, b.version);
  return order < 0 || (order == 0 && a.included && !b.included);
}

// Reports whether the upper bound `a` lets in less than `b`.
bool VersionSet::UpperEnds(const Bound& a, const Bound& b) const {
  if (a.infinite || b.infinite) return b.infinite && !a.infinite;
  const auto order = order_(a.version, b.version);
  return order < 0 || (order == 0 && !a.included && b.included);
}

bool VersionSet::IsEmpty(const Interval& interval) const {
  if (interval.low.infinite || interval.high.infinite) return false;
  const auto order = order_(interval.low.version, interval.high.version);
  return order > 0 || (order == 0 && !(interval.low.included && interval.high.included));
}

// Reports whether nothing lies between an interval that ends with `high` and one that begins with `low`.
bool VersionSet::Touch(const Bound& high, const Bound& low) const {
  if (high.infinite || low.infinite) return true;
  const auto order = order_(low.version, high.version);
  return order < 0 || (order == 0 && (low.included || high.included));
}

// Adds an interval in the pieces that the excluded versions leave of it.
void VersionSet::AddWithout(Interval interval, Constraints exclusions) {
  std::sort(exclusions.begin(), exclusions.end(),
            [this](const Constraint& a, const Constraint& b) { return order_(a.version, b.version) < 0; });
  for (Constraint& excluded : exclusions) {
    const Bound at{std::move(excluded.version), false, false};
    Interval piece{interval.low, at};
    if (UpperEnds(interval.high, at)) break;
    if (!IsEmpty(piece)) intervals_.push_back(std::move(piece));
    if (LowerStarts(interval.low, at)) interval.low = at;
  }
  if (!IsEmpty(interval)) intervals_.push_back(std::move(interval));
}

void VersionSet::Add(const Constraints& constraints) {
  Interval interval;
  Constraints exclusions;
  for (const Constraint& constraint : constraints) {
    const Comparator comparator = constraint.comparator;
    if (comparator == Comparator::kNotEqual) {
      exclusions.push_back(constraint);
      continue;
    }
    const bool included = comparator != Comparator::kLess && comparator != Comparator::kGreater;
    const Bound bound{constraint.version, included, false};
    if (!IsUpperBound(comparator) && LowerStarts(interval.low, bound)) interval.low = bound;
    if (!IsLowerBound(comparator) && UpperEnds(bound, interval.high)) interval.high = bound;
  }
  AddWithout(std::move(interval), std::move(exclusions));
}

std::optional<Constraints> VersionSet::TakeConstraints() {
  std::vector<Interval> intervals = std::exchange(intervals_, {});
  if (intervals.empty()) return std::nullopt;
  std::stable_sort(intervals.begin(), intervals.end(),
                   [this](const Interval& a, const Interval& b) { return LowerStarts(a.low, b.low); });
  std::vector<Interval> merged;
  for (Interval& interval : intervals) {
    if (merged.empty() || !Touch(merged.back().high, interval.low)) {
      merged.push_back(std::move(interval));
    } else if (UpperEnds(merged.back().high, interval.high)) {
      merged.back().high = std::move(interval.high);
    }
  }

  Constraints constraints;
  const Bound* last = nullptr;  // where the interval before ended
  for (const auto& [low, high] : merged) {
    if (last != nullptr && order_(last->version, low.version) == 0) {
      constraints.back().comparator = Comparator::kNotEqual;  // the only version that lies between the two
    } else if (!low.infinite && !high.infinite && order_(low.version, high.version) == 0) {
      constraints.push_back({Comparator::kEqual, low.version});
      last = &high;
      continue;
    } else if (!low.infinite) {
      constraints.push_back({low.included ? Comparator::kGreaterOrEqual : Comparator::kGreater, low.version});
    }
    if (!high.infinite) {
      constraints.push_back({high.included ? Comparator::kLessOrEqual : Comparator::kLess, high.version});
    }
    last = &high;
  }
  return constraints;
}

}  // namespace vexlens::identity
